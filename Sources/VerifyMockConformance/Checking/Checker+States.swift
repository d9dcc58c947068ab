import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

extension Checker {
  /// Checks that reads report the state that the earlier steps left.
  mutating func checkStates() {
    let rows: [(StepRole.Moment, String, Check)] = [
      (.afterSend, "pending", .sendThenGet), (.afterWrongCode, "pending", .wrongCode),
      (.afterApproval, "approved", .rightCode), (.afterExpiry, "expired", .expiredCode),
    ]
    // What an endpoint says at every time is one finding.
    var wrong: Set<String> = []
    for (moment, status, check) in rows {
      guard let provider, let record = record(.read(moment)), record.isSuccess,
        let reading = record.reading,
        let (text, slot) = text(.verificationStatus, reading, record)
      else { continue }
      let words = provider.verification.words
      guard !words.engineWords(for: text, .status).contains(status), !wrong.contains(text) else {
        continue
      }
      // The result of the check itself has a finding of its own.
      if moment == .afterExpiry, self.record(.lateCode)?.isSuccess == true { continue }
      if moment == .afterApproval, self.record(.rightCode)?.isSuccess != true { continue }
      wrong.insert(text)
      report(
        Finding(
          check, "the state is not '\(words.word(for: status, .status))'", at: location(slot),
          expected: words.word(for: status, .status), got: text), record)
    }
    for record in records where record.isSuccess {
      checkSent(record)
      checkItems(record)
    }
  }

  /// Checks that lists name the recipients of their sends.
  private mutating func checkItems(_ record: StepRecord) {
    for item in record.reading?.list(.items) ?? [] {
      guard
        let (id, _) = text(.verificationID, item, record)
          ?? text(.numberVerification, item, record),
        let send = records.first(where: {
          $0.step.recipient != nil && $0.reading?.text(.verificationID) == id
        }), let recipient = send.recipient
      else { continue }
      checkRecipient(item, recipient, record)
    }
  }

  private mutating func checkRecipient(
    _ reading: TemplateReading, _ recipient: String, _ record: StepRecord
  ) {
    for term in [Term.verificationRecipient, .numberPhone] {
      guard let (text, slot) = text(term, reading, record), let phone = PhoneNumber(text),
        let sent = PhoneNumber(recipient), phone != sent
      else { continue }
      mismatch("recipient", slot, expected: recipient, got: text, record)
      doubt(slot, record)
    }
  }

  /// Checks that an answer repeats what was sent.
  private mutating func checkSent(_ record: StepRecord) {
    if case .foreign = record.step.role { return }
    guard let reading = record.reading, let send = send(of: record), let recipient = send.recipient
    else { return }
    checkRecipient(reading, recipient, record)
    if let (text, slot) = text(.verificationChannel, reading, record),
      let channel = channel(of: send), let words = provider?.verification.words,
      !words.engineWords(for: text, .channel).contains(where: {
        $0.lowercased() == channel.lowercased()
      }), text.lowercased() != channel.lowercased(), !text.isEmpty
    {
      mismatch("channel", slot, expected: channel, got: text, record)
    }
    // Other answers may report what a later step changed.
    switch record.step.role {
    case .read, .rightCode, .readNumber: break
    default: return
    }
    for slot in reading.slots {
      guard [.verificationKept, .numberKept].contains(slot.placeholder.term), isSound(slot, record),
        let sent = sentValue(slot.placeholder.kept, send), let got = slot.value.string, got != sent
      else { continue }
      mismatch(slot.path.last ?? "", slot, expected: sent, got: got, record)
    }
    guard let count = expectedCount(record),
      let (text, slot) = text(.verificationCount, reading, record), text != count,
      (reading.list(.attempts)?.count).map({ "\($0)" == text }) ?? true
    else { return }
    mismatch("count", slot, expected: count, got: text, record)
  }

  /// How many attempts a verification has when it is read.
  private func expectedCount(_ record: StepRecord) -> String? {
    switch record.step.role {
    case .read(.afterSend): return "1"
    case .read(.afterJoin):
      // Whether the second send returns the first one's id is not said.
      let ids = [StepRole.send(.joined), .sendAgain].map {
        self.record($0)?.reading?.text(.verificationID)
      }
      return ids[0] == ids[1] ? "2" : nil
    default: return nil
    }
  }

  private mutating func mismatch(
    _ what: String, _ slot: TemplateReading.Slot, expected: String, got: String,
    _ record: StepRecord
  ) {
    var finding = Finding(
      .sendThenGet, "the \(what) is not the one that was sent", at: location(slot),
      expected: expected, got: got)
    finding.key = "sent|\(what)"
    report(finding, record)
  }

  private func channel(of send: StepRecord) -> String? {
    guard let operation = send.step.operation,
      let spelling = operation.bind.channel?.spellings.first
    else { return nil }
    for (location, value) in send.step.values where location == spelling {
      if case .literal(let text) = value { return text.string }
    }
    guard let input = operation.reader.inputs.first(where: { $0.location == spelling }),
      let text = contract.facts(input.facts).defaultValue
    else { return nil }
    return (try? JSONValue(parsing: text))?.string
  }

  /// What a send asked to keep.
  func sentValue(_ kept: Int, _ send: StepRecord) -> String? {
    guard let operation = send.step.operation else { return nil }
    for (index, location) in operation.keeps where index == kept {
      for (place, value) in send.step.values where location.spellings.contains(place) {
        if case .literal(let value) = value { return value.string }
      }
    }
    return nil
  }

  /// Checks that request ids are unique and verification ids stable.
  mutating func checkIdentity() {
    var seen: [String: String] = [:]
    for record in records {
      guard let reading = record.reading, record.response != nil else { continue }
      if let (text, slot) = text(.requestID, reading, record) {
        if let other = seen[text] {
          var finding = Finding(
            .identifiers, "the request id is one that an earlier answer had", at: location(slot),
            expected: "an id of its own", got: text)
          finding.hint = "'\(other)' had it before"
          finding.key = "request id"
          report(finding, record)
        }
        seen[text] = record.step.name
      }
      guard record.isSuccess, let send = send(of: record), send.step.role != record.step.role,
        let first = send.reading, let sent = text(.verificationID, first, send)?.text
      else { continue }
      if case .foreign = record.step.role { continue }
      var known: Set<String> = [sent]
      if send.step.role == .send(.resent), mayRenewIDs {
        known.formUnion(self.record(.resend)?.reading?.text(.verificationID).map { [$0] } ?? [])
      }
      // Whether a send that joins a verification returns its id is not said.
      if send.step.role == .sendAgain {
        known.formUnion(
          self.record(.send(.joined))?.reading?.text(.verificationID).map { [$0] } ?? [])
      }
      for term in [Term.verificationID, .numberVerification] {
        guard let (text, slot) = text(term, reading, record), !known.contains(text) else {
          continue
        }
        var finding = Finding(
          .identifiers, "the verification's id differs from the one that its send returned",
          at: location(slot),
          expected: sent, got: text)
        finding.key = "verification id"
        report(finding, record)
      }
    }
  }

  /// Whether any documented form gives a verification another id when it is sent again.
  private var mayRenewIDs: Bool {
    mutating get {
      provider?.verification.resend.id == .renew
        || forms.contains { $0.verification.resend.id == .renew }
    }
  }

  /// Checks that reading changes nothing.
  mutating func checkRepeats() {
    let pairs: [(StepRole, StepRole)] = [
      (.read(.afterApproval), .read(.afterApprovalAgain)),
      (.read(.afterSend), .read(.afterSendAgain)), (.readNumber, .readNumberAgain),
    ]
    for (one, other) in pairs {
      guard let first = record(one), let second = record(other), first.isSuccess,
        second.isSuccess, let a = first.body?.root, let b = second.body?.root
      else { continue }
      let volatile: Set<Term> = [
        .requestID, .requestTime, .attemptStatus, .attemptEvent, .attemptError, .attemptCharge,
        .verificationChargeTotal, .verificationUpdated, .numberModified,
      ]
      let free = Set(
        (first.reading?.allSlots ?? []).filter { slot in
          volatile.contains(slot.placeholder.term) || slot.placeholder.view == .secondsLeft
        }.map { $0.path.joined(separator: "/") })
      guard let place = Self.difference(a, b, [], free) else { continue }
      report(
        Finding(
          .repeatedGet, "two reads differ though nothing happened",
          at: "body/" + place.joined(separator: "/")), second)
    }
  }

  private static func difference(
    _ a: JSONElement, _ b: JSONElement, _ path: [String], _ free: Set<String>
  ) -> [String]? {
    if free.contains(path.joined(separator: "/")) { return nil }
    switch (a.kind, b.kind) {
    case (.object, .object):
      for (key, value) in a.members {
        let name = key.string ?? ""
        guard let other = b[name] else { return path + [name] }
        if let found = difference(value, other, path + [name], free) { return found }
      }
      return a.members.count == b.members.count ? nil : path
    case (.array, .array):
      guard a.elements.count == b.elements.count else { return path }
      for (i, (one, other)) in zip(a.elements, b.elements).enumerated() {
        if let found = difference(one, other, path + ["\(i)"], free) { return found }
      }
      return nil
    default: return JSONValue(a) == JSONValue(b) ? nil : path
    }
  }

  /// Checks that exactly one of two simultaneous right codes is approved.
  mutating func checkRace() {
    let racers = (1...2).compactMap { record(.race($0)) }.filter { $0.response != nil }
    guard racers.count == 2 else { return }
    let winners = racers.filter { record in
      guard record.isSuccess, let operation = record.step.operation,
        let status = record.response?.status
      else { return false }
      let told = OutcomeRecognition.outcomes(
        of: operation, status: status, body: record.body?.root)
      // Where the documents answer a second check the same way, the winner is unknown.
      return told.isEmpty || told.contains(.approved)
    }
    let isSaid = winners.allSatisfy { record in
      !OutcomeRecognition.outcomes(
        of: record.step.operation, status: record.response?.status, body: record.body?.root
      ).contains(.alreadyVerified)
    }
    guard winners.count != 1, isSaid else { return }
    report(
      Finding(
        .race, "of two concurrent right codes \(winners.count == 2 ? "both" : "none") won",
        expected: "one approval", got: "\(winners.count)"), racers[1])
  }

  /// Checks that Retry-After of a 429, where present, is a plausible number of seconds or a date.
  mutating func checkRate() {
    for record in records where record.response?.status == 429 {
      guard let value = record.response?.value(of: "retry-after") else { continue }
      let text = String(decoding: value, as: UTF8.self)
      if let seconds = Int(text), 0...86_400 ~= seconds { continue }
      if Int(text) == nil, text.hasSuffix("GMT") { continue }
      var finding = Finding(
        .rateLimit, "Retry-After is neither seconds nor a date", at: "header/Retry-After",
        got: text)
      finding.key = "retry-after"
      report(finding, record)
    }
  }
}

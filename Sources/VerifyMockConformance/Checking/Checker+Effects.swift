import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Checker {
  /// Checks what the documented values of a send have done.
  mutating func checkValues() {
    for record in records where record.isSuccess {
      guard case .send(.values) = record.step.role else { continue }
      checkCode(record)
      checkLifetime(record)
    }
  }

  private func asked(
    _ path: KeyPath<Bindings, Location?>, _ record: StepRecord
  ) -> (place: String, text: String)? {
    guard let operation = record.step.operation, let location = operation.bind[keyPath: path] else {
      return nil
    }
    for (place, text) in record.asked where location.spellings.contains(place) {
      return (place, text)
    }
    return nil
  }

  private mutating func checkCode(_ record: StepRecord) {
    guard let code = record.code else { return }
    if let (place, text) = asked(\.codeLength, record), let length = Int(text),
      code.count != length
    {
      report(
        effect: "the code has not the length that was asked for", place, record,
        expected: text, got: "\(code.count)")
    }
    guard let (place, text) = asked(\.alphabet, record),
      let words = provider?.verification.words.engineWords(for: text, .alphabet),
      let alphabet = words.lazy.compactMap({ CodeAlphabet(rawValue: $0) }).first
    else { return }
    let fits = code.allSatisfy { character in
      switch alphabet {
      case .digits: character.isASCII && character.isNumber
      case .letters: character.isASCII && character.isLetter
      case .alphanumeric: character.isASCII && (character.isLetter || character.isNumber)
      }
    }
    guard !fits else { return }
    report(
      effect: "the code is not made of what was asked for", place, record, expected: text,
      got: "other characters")
  }

  private mutating func checkLifetime(_ record: StepRecord) {
    guard let (place, text) = asked(\.lifetime, record), let wanted = Int(text),
      let slot = record.reading?.slots.first(where: { slot in
        slot.placeholder.term == .verificationLifetime && slot.placeholder.view == .seconds
          || slot.placeholder.term == .verificationExpires && slot.placeholder.view == .secondsLeft
      }), isSound(slot, record), let got = slot.value.int, abs(got - wanted) > 2
    else { return }
    report(
      effect: "the lifetime is not the one that was asked for", place, record, expected: text,
      got: "\(got)")
  }

  private mutating func report(
    effect what: String, _ place: String, _ record: StepRecord, expected: String, got: String
  ) {
    var finding = Finding(.sendThenGet, what, at: place, expected: expected, got: got)
    finding.key = "effect|\(place)"
    if let input = record.step.operation?.reader.inputs.first(where: { $0.location == place }) {
      finding.contractPlace = contract.place(at: input.pointer).description
      finding.source = contract.provenance(at: input.pointer).source
    }
    report(finding, record)
  }
}

// MARK: Numbers

extension Checker {
  /// Checks that a number is there from its approval to its deletion, and what an update changes.
  mutating func checkNumbers() {
    let wasThere = record(.numberBefore(0))?.isSuccess ?? false
    if !wasThere, let record = record(.pendingList), let index = index(of: 0, in: record) {
      var finding = Finding(
        .rightCode, "a number is listed before it is verified", at: "body/\(index)",
        expected: "no such number", got: options.recipients.first)
      finding.key = "pending listed"
      report(finding, record)
    }
    if let record = record(.listAfterDeletion), let index = index(of: 0, in: record) {
      var finding = Finding(
        .unknownID, "a deleted number is still listed", at: "body/\(index)",
        expected: "no such number", got: options.recipients.first)
      finding.key = "deleted listed"
      report(finding, record)
    }
    guard let update = record(.updateNumber), update.isSuccess, let before = record(.readNumber)
    else { return }
    compare(update, update, before)
    if let after = record(.readUpdatedNumber) { compare(after, update, before) }
  }

  /// Where a list has a recipient's number.
  private func index(of recipient: Int, in record: StepRecord) -> String? {
    guard record.isSuccess, let phone = options.recipients.first.flatMap({ PhoneNumber($0) }) else {
      return nil
    }
    return record.reading?.list(.items)?.first { item in
      item.text(.numberPhone).flatMap { PhoneNumber($0) } == phone
    }?.slot(.numberPhone)?.path.joined(separator: "/")
  }

  private mutating func compare(_ record: StepRecord, _ update: StepRecord, _ before: StepRecord) {
    guard record.isSuccess, let reading = record.reading, let old = before.reading else { return }
    let steady: Set<Term> = [.numberPhone, .numberCreated, .numberVerification, .numberKept]
    for slot in reading.slots
    where steady.contains(slot.placeholder.term) && slot.placeholder.view != .country
      && isSound(slot, record)
    {
      let sent =
        slot.placeholder.term == .numberKept ? sentValue(slot.placeholder.kept, update) : nil
      let previous = old.slots.first { $0.placeholder == slot.placeholder }?.value
      guard let wanted = sent ?? previous?.string, let got = slot.value.string, got != wanted else {
        continue
      }
      let name = slot.path.last ?? ""
      var finding = Finding(
        .sendThenGet,
        sent == nil
          ? "an update changed '\(name)', which it did not name"
          : "the update of '\(name)' had no effect",
        at: location(slot), expected: wanted, got: got)
      finding.key = "update|\(name)"
      report(finding, record)
    }
  }

  /// Checks that another account's lists have nothing of this one's.
  mutating func checkForeign() {
    let own = Set(
      records.filter { $0.step.recipient != nil && $0.isSuccess }.compactMap {
        $0.reading?.text(.verificationID)
      })
    for record in records where record.isSuccess {
      guard case .foreign = record.step.role, let items = record.reading?.list(.items),
        let item = items.first(where: { item in
          [item.text(.verificationID), item.text(.numberVerification)].contains {
            $0.map { own.contains($0) } ?? false
          }
        })
      else { continue }
      var finding = Finding(
        .otherAccount, "another account's list has what is not its own",
        at: "body/" + (item.slots.first?.path.dropLast().joined(separator: "/") ?? ""))
      finding.key = "foreign list"
      report(finding, record)
    }
  }
}

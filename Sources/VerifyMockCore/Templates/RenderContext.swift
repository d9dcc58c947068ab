import VerifyMockHTTP
import VerifyMockJSON

/// What a template's placeholders can name while one answer, message or callback is written.
struct RenderContext {
  let provider: Provider
  let now: Instant
  var requestID: [UInt8] = []
  /// Path and host of the request that is answered.
  var path: [UInt8] = []
  var host: [UInt8]?
  /// Whether the request came over TLS.
  var isSecure = false
  var accountID: [UInt8] = []
  var accountUUID: [UInt8] = []
  var verification: Verification?
  /// The position of the attempt that `attempt.…` means; nil for the last one.
  var attempt: Int?
  /// The position of the check that `check.…` means; nil for the last one.
  var check: Int?
  var number: VerifiedNumber?
  var page: Page?
  var limitMax: Int?
  var limitGap: Interval?
  var limitWait: Interval?
  var outcomeText: [UInt8] = []
  /// The status of the answer.
  var outcomeStatus = 0
  var violations: [ReadViolation] = []
  /// The position of the violation that `violation.…` means.
  var violation = 0
  var callback: CallbackStrings?
  /// Which words states have: those of answers, or those of callbacks.
  var statusWords = Words.Subject.status

  /// A page of a list.
  struct Page {
    enum Items {
      case verifications([Verification])
      case numbers([VerifiedNumber])

      var count: Int {
        switch self {
        case .verifications(let items): items.count
        case .numbers(let items): items.count
        }
      }

      var isEmpty: Bool { count == 0 }
    }

    var items: Items
    var limit: Int
    var offset: Int
    /// The position of the page's first item.
    var first: Int
    var total: Int
    var next: [UInt8]?
    var previous: [UInt8]?
  }

  /// What signatures of a callback are made over.
  final class CallbackStrings {
    let bare: [UInt8]
    let canonical: [UInt8]
    let portlessBare: [UInt8]
    let portlessCanonical: [UInt8]
    let nonce: [UInt8]

    init(
      bare: [UInt8], canonical: [UInt8], portlessBare: [UInt8], portlessCanonical: [UInt8],
      nonce: [UInt8]
    ) {
      self.bare = bare
      self.canonical = canonical
      self.portlessBare = portlessBare
      self.portlessCanonical = portlessCanonical
      self.nonce = nonce
    }
  }
}

/// One thing that is wrong with a request, in the words that answers use.
package struct ReadViolation: Sendable, Equatable {
  /// `body`, `query`, `path` or `header`, then names and positions.
  package let path: [String]
  /// `missing`, `type`, `value` or `unreadable`.
  package let kind: String
  package let text: String

  package init(path: [String], kind: String, text: String) {
    self.path = path
    self.kind = kind
    self.text = text
  }
}

extension RenderContext {
  /// The value of a term before a view is chosen.
  enum Value {
    case text([UInt8])
    case integer(Int)
    case instant(Instant)
    case interval(Interval)
    /// Decimal text, whose scale is kept.
    case decimal([UInt8])
    case phone(PhoneNumber)
    /// JSON text.
    case json([UInt8])
    case path([String])

    static func word(_ word: String) -> Value { .text(Array(word.utf8)) }
  }

  /// The value of a placeholder; nil where there is none.
  func value(of placeholder: Placeholder) -> Value? {
    switch placeholder.term {
    case .requestID: return .text(requestID)
    case .requestOrigin:
      return .text(host.map { Array((isSecure ? "https://" : "http://").utf8) + $0 } ?? [])
    case .requestPath: return .text(path)
    case .requestTime: return .instant(now)
    case .accountID: return .text(accountID)
    case .accountUUID: return .text(accountUUID)
    case .outcomeText: return .text(outcomeText)
    case .outcomeStatus: return .integer(outcomeStatus)
    case .limitMax: return limitMax.map { .integer($0) }
    case .limitGap: return limitGap.map { .interval($0) }
    case .limitWait: return limitWait.map { .interval($0) }
    case .pageLimit: return page.map { .integer($0.limit) }
    case .pageOffset: return page.map { .integer($0.offset) }
    case .pageTotal: return page.map { .integer($0.total) }
    case .pageNext: return page?.next.map { .text($0) }
    case .pagePrevious: return page?.previous.map { .text($0) }
    case .urlBare: return callback.map { .text($0.bare) }
    case .urlCanonical: return callback.map { .text($0.canonical) }
    case .urlPortlessBare: return callback.map { .text($0.portlessBare) }
    case .urlPortlessCanonical: return callback.map { .text($0.portlessCanonical) }
    case .nonce: return callback.map { .text($0.nonce) }
    case .verificationID, .verificationRecipient, .verificationChannel, .verificationStatus,
      .verificationCount, .verificationCreated, .verificationUpdated, .verificationExpires,
      .verificationLifetime, .verificationResends, .verificationClient, .verificationKept,
      .verificationChargeTotal, .verificationChargeApproval, .verificationCode,
      .verificationChecksLeft, .verificationSendsLeft, .verificationValue:
      return verification.flatMap { value(of: placeholder, in: $0) }
    case .attemptID, .attemptNumber, .attemptIndex, .attemptChannel, .attemptStatus,
      .attemptEvent, .attemptError, .attemptCreated, .attemptCharge, .attemptKept,
      .attemptValue:
      return verification?.attempts.element(attempt).flatMap { value(of: placeholder, in: $0) }
    case .checkID, .checkCreated, .checkVerdict, .checkNumber, .checkValue:
      return verification?.checks.element(check).flatMap { value(of: placeholder, in: $0) }
    case .numberPhone, .numberCreated, .numberModified, .numberVerification, .numberKept:
      return number.flatMap { value(of: placeholder, in: $0) }
    case .violationField, .violationPath, .violationKind, .violationText:
      guard violations.indices.contains(violation) else { return nil }
      return value(of: placeholder.term, in: violations[violation])
    case .walkthroughRecipient, .walkthroughCode, .walkthroughWrongCode, .walkthroughCallback:
      // A walkthrough puts these in before it sends a request.
      return nil
    }
  }

  private func value(of placeholder: Placeholder, in one: Verification) -> Value? {
    switch placeholder.term {
    case .verificationRecipient: .phone(one.recipient)
    case .verificationChannel: channelName(one.channel)
    case .verificationStatus:
      .word(provider.verification.words.word(for: one.status(at: now).rawValue, statusWords))
    case .verificationCount: .integer(one.attempts.count)
    case .verificationCreated: .instant(one.created)
    case .verificationUpdated: .instant(one.updated(at: now))
    case .verificationExpires: .instant(one.expires)
    case .verificationLifetime: .interval(one.lifetime)
    case .verificationResends: .integer(one.resends)
    case .verificationClient: .text(one.client)
    case .verificationKept: one.kept.value(placeholder.kept).map { .json($0) }
    case .verificationChargeTotal: .decimal(one.totalCharge(at: now, in: provider))
    case .verificationChargeApproval:
      .decimal(one.isApprovalCharged ? provider.approvalText : provider.approvalZero)
    case .verificationCode: .text(one.code)
    case .verificationChecksLeft: left(one.limits?.checks ?? limits.checks?.value, one.checkCount)
    case .verificationSendsLeft: left(one.limits?.sends ?? limits.sends?.value, one.attempts.count)
    case .verificationValue:
      mapped(placeholder) { subject in
        switch subject {
        case .status: one.status(at: now).rawValue
        case .channel: channel(one.channel)
        default: nil
        }
      }
    default: .text(one.id)
    }
  }

  private func value(of placeholder: Placeholder, in one: Verification.Attempt) -> Value? {
    switch placeholder.term {
    case .attemptNumber: .integer(one.number)
    case .attemptIndex: .integer(one.number - 1)
    case .attemptChannel: channelName(one.channel)
    case .attemptStatus: .text(one.stage(at: now, in: provider.channels)?.status ?? [])
    case .attemptEvent: .text(one.stage(at: now, in: provider.channels)?.event ?? [])
    case .attemptError: .text(one.error(at: now, in: provider))
    case .attemptCreated: .instant(one.created)
    case .attemptCharge: .decimal(one.charge(at: now, in: provider))
    case .attemptKept: one.kept.value(placeholder.kept).map { .json($0) }
    case .attemptValue: mapped(placeholder) { $0 == .channel ? channel(one.channel) : nil }
    default: .text(one.id)
    }
  }

  private func value(of placeholder: Placeholder, in one: Verification.Check) -> Value? {
    switch placeholder.term {
    case .checkCreated: .instant(one.created)
    case .checkNumber: .integer(one.number)
    case .checkVerdict:
      .word(provider.verification.words.word(for: one.isRight ? "right" : "wrong", .verdict))
    case .checkValue:
      mapped(placeholder) { $0 == .verdict ? (one.isRight ? "right" : "wrong") : nil }
    default: .text(one.id)
    }
  }

  private func value(of placeholder: Placeholder, in one: VerifiedNumber) -> Value? {
    switch placeholder.term {
    case .numberCreated: .instant(one.created)
    case .numberModified: .instant(one.modified)
    case .numberVerification: .text(one.verification)
    case .numberKept: one.kept.value(placeholder.kept).map { .json($0) }
    default: .phone(one.phone)
    }
  }

  private func value(of term: Term, in one: ReadViolation) -> Value {
    switch term {
    case .violationPath: .path(one.path)
    case .violationKind: .word(provider.verification.words.word(for: one.kind, .violation))
    case .violationText:
      .word(provider.verification.words.ownWord(for: one.kind, .violationText) ?? one.text)
    default: .word(one.path.last ?? "")
    }
  }

  private func channelName(_ index: Int) -> Value {
    guard let name = channel(index) else { return .text([]) }
    return .word(provider.verification.words.word(for: name, .channel))
  }

  /// The engine's name of a channel.
  private func channel(_ index: Int) -> String? {
    provider.channels.indices.contains(index) ? provider.channels[index].name : nil
  }

  private var limits: VerificationRules.Limits { provider.verification.limits }

  private func left(_ limit: Int?, _ used: Int) -> Value? {
    limit.map { .integer(max(0, $0 - used)) }
  }

  /// What the provider's document has in place of a word; nil where it has nothing.
  private func mapped(
    _ placeholder: Placeholder, _ word: (Words.Subject) -> String?
  ) -> Value? {
    let values = provider.verification.values
    guard values.indices.contains(placeholder.kept) else { return nil }
    let value = values[placeholder.kept]
    return word(value.subject).flatMap { value.json(for: $0) }.map { .json($0) }
  }

  /// A value as plain text, in the form that the view asks for.
  func text(of value: Value, as view: TermView) -> [UInt8] {
    switch (value, view) {
    case (.text(let text), .upper):
      return Array(String(decoding: text, as: UTF8.self).uppercased().utf8)
    case (.text(let text), .spelled):
      return Array(text.map { [$0] }.joined(separator: Array(", ".utf8)))
    case (.text(let text), _): return text
    case (.integer(let number), _): return Array(String(number).utf8)
    case (.instant(let instant), .nano): return instant.text(.nano)
    case (.instant(let instant), .plain): return instant.text(.plain)
    case (.instant(let instant), .rfc3339): return instant.text(.whole)
    case (.instant(let instant), .rfc2822): return instant.mailText
    case (.instant(let instant), .unixMilliseconds):
      return Array(String(instant.nanoseconds / 1_000_000).utf8)
    case (.instant(let instant), .unix):
      return Array(String(instant.nanoseconds / 1_000_000_000).utf8)
    case (.instant(let instant), .secondsLeft):
      return Array(String((instant - now).secondsToWait).utf8)
    case (.instant(let instant), _): return instant.text(.micro)
    case (.interval(let interval), .milliseconds):
      return Array(String(interval.nanoseconds / 1_000_000).utf8)
    case (.interval(let interval), .minutes): return Array(String(interval.seconds / 60).utf8)
    case (.interval(let interval), _): return Array(String(interval.secondsToWait).utf8)
    case (.decimal(let text), .trimmed): return Self.trimmed(text)
    case (.decimal(let text), _): return text
    case (.phone(let phone), .country): return Array((Country.code(of: phone) ?? "").utf8)
    case (.phone(let phone), .digits): return Array(phone.digits.utf8)
    case (.phone(let phone), _): return Array(phone.e164.utf8)
    case (.json(let text), _): return Self.plain(text)
    case (.path(let names), _): return Array(names.joined(separator: ".").utf8)
    }
  }

  /// A decimal without the zeros at the end of its fraction.
  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: ".")) else { return text }
    var text = text
    while text.last == UInt8(ascii: "0") { text.removeLast() }
    if text.last == UInt8(ascii: ".") { text.removeLast() }
    return text
  }

  /// JSON text inside a longer text: a string without its quotes, nothing for null.
  private static func plain(_ json: [UInt8]) -> [UInt8] {
    if json == Array("null".utf8) { return [] }
    return (try? JSONDocument(json))?.root.stringBytes ?? json
  }

  /// How many elements a list has.
  func count(of list: TemplateList) -> Int {
    switch list {
    case .attempts: verification?.attempts.count ?? 0
    case .checks: verification?.checks.count ?? 0
    case .violations: violations.count
    case .items: page?.items.count ?? 0
    }
  }

  /// Goes to one element of a list.
  mutating func select(_ index: Int, of list: TemplateList) {
    switch (list, page?.items) {
    case (.attempts, _): attempt = index
    case (.checks, _): check = index
    case (.violations, _): violation = index
    case (.items, .verifications(let verifications)?):
      // Positions in the lists of another verification mean nothing here.
      verification = verifications[index]
      attempt = nil
      check = nil
    case (.items, .numbers(let numbers)?): number = numbers[index]
    case (.items, nil): break
    }
  }
}

extension Array {
  /// The element at a position, the last one where none is given; nil where there is none.
  fileprivate func element(_ position: Int?) -> Element? {
    guard let position else { return last }
    return indices.contains(position) ? self[position] : nil
  }
}

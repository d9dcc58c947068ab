package import VerifyMockContract

/// How a provider's verifications behave.
package struct VerificationRules: Sendable {
  package var codeLength = 6
  package var alphabet = CodeAlphabet.digits
  /// The text that the code replaces in a message that a request gives.
  package var codePlaceholder: [UInt8]?
  package var lifetime = Interval.seconds(600)
  package var again = Again.new
  /// What distinguishes verifications besides the recipient.
  package var scope: [ScopeKey] = []
  /// The states in which a verification can't be looked at any more.
  package var gone: Set<VerificationStatus> = []
  package var resend = ResendRules()
  package var limits = Limits()
  /// Whether an approved verification leaves a verified number behind.
  package var leavesNumber = false
  /// The names of what a request may ask to keep, in the order of the document.
  package var keptNames: [String] = []
  /// What every verification keeps without being asked, as JSON text.
  package var keptConstants: [(kept: Int, json: [UInt8])] = []
  /// The kept values that no two verified numbers of an account may share.
  package var unique: [Int] = []
  package var words = Words()
  /// Values of any type that stand for words of the engine, as templates name them.
  package var values: [WordValue] = []
  package var identifiers = Identifiers()

  /// What a send does while a verification of the same scope is pending.
  package enum Again: String, Sendable, CaseIterable {
    /// It is another attempt of that one.
    case join
    case new
    case refuse
  }

  package enum ScopeKey: Sendable, Equatable {
    case kept(Int)
    case channel
  }

  package struct ResendRules: Sendable {
    package var code = Change.keep
    package var lifetime = Change.keep
    package var id = Change.keep

    package enum Change: Sendable { case keep, renew }
  }

  package struct Limits: Sendable {
    package var sends: Limit<Int>?
    package var resends: Limit<Int>?
    package var checks: Limit<Int>?
    package var resendGap: Limit<Interval>?
    package var sendGap: Limit<Interval>?
    package var requests: Limit<Rate>?
    package var checksExhausted = Exhaustion.after

    /// Whether the last allowed check already answers that no more are.
    package enum Exhaustion: String, Sendable, CaseIterable { case last, after }
  }

  package struct Limit<Value: Sendable>: Sendable {
    package let value: Value
    package let certainty: Certainty
  }

  package struct Identifiers: Sendable {
    package var verification = IdentifierPattern.uuid
    package var attempt = IdentifierPattern.uuid
    package var check = IdentifierPattern.uuid
    package var request = IdentifierPattern.uuid
    package var account = IdentifierPattern.uuid
    package var nonce = IdentifierPattern("{digits:20}") ?? .uuid
  }
}

/// Where a verification stands.
package enum VerificationStatus: String, Sendable, CaseIterable {
  case pending
  case approved
  case expired
  case failed
  case canceled

  package var name: String { rawValue }
}

/// What a code is made of.
package enum CodeAlphabet: String, Sendable, CaseIterable {
  case digits
  case letters
  case alphanumeric

  /// The characters that codes are drawn from, without letters that look like digits.
  var characters: [UInt8] {
    switch self {
    case .digits: Array("0123456789".utf8)
    case .letters: Array("ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    case .alphanumeric: Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
    }
  }
}

/// A number of requests within a length of time.
package struct Rate: Sendable, Equatable {
  package let count: Int
  package let window: Interval

  /// Reads `20/1m`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let window = Interval(parts[1]),
      window > .zero
    else { return nil }
    self.count = count
    self.window = window
  }
}

/// JSON values in place of the engine's words, such as `true` for `approved`.
package struct WordValue: Sendable {
  let name: String
  let subject: Words.Subject
  /// JSON text by the engine's word.
  let table: [String: [UInt8]]
  /// What all other words have; nil for nothing.
  let otherwise: [UInt8]?

  func json(for word: String) -> [UInt8]? { table[word] ?? otherwise }
}

/// The provider's words for the engine's, both ways; a word that is not listed is used unchanged.
package struct Words: Sendable {
  /// What can have other words.
  package enum Subject: String, Sendable, CaseIterable {
    case status
    /// States in callbacks, where they differ from those of answers.
    case callbackStatus = "callback.status"
    case channel
    case alphabet
    case verdict
    case violation
    /// What is said of a kind of violation, where the provider has one text for it.
    case violationText = "violation.text"
  }

  private var tables: [Subject: [(engine: String, provider: String)]] = [:]

  mutating func set(_ subject: Subject, _ pairs: [(engine: String, provider: String)]) {
    tables[subject] = pairs
  }

  /// The provider's word.
  package func word(for engine: String, _ subject: Subject) -> String {
    if let own = ownWord(for: engine, subject) { return own }
    return subject == .callbackStatus ? word(for: engine, .status) : engine
  }

  /// The provider's word; nil where its document lists none.
  func ownWord(for engine: String, _ subject: Subject) -> String? {
    tables[subject]?.first { $0.engine == engine }?.provider
  }

  /// The engine's words for a word of the provider, letters in any case.
  package func engineWords(for provider: String, _ subject: Subject) -> [String] {
    let lower = provider.lowercased()
    let found = (tables[subject] ?? []).filter { $0.provider.lowercased() == lower }.map(\.engine)
    return found.isEmpty ? [provider] : found
  }
}

package import VerifyMockContract

/// How a provider's verifications behave.
package struct VerificationRules: Sendable {
  package var codeLength = 6
  package var alphabet = CodeAlphabet.digits
  /// What stands for the code in a message that a request brings along.
  package var codePlaceholder: [UInt8]?
  package var lifetime = Interval.seconds(600)
  package var again = Again.new
  /// What besides the recipient tells verifications apart.
  package var scope: [ScopeKey] = []
  package var resend = ResendRules()
  package var limits = Limits()
  /// Whether an approved verification leaves a verified number behind.
  package var leavesNumber = false
  /// The names of what a request may ask to keep, in the order of the document.
  package var keptNames: [String] = []
  package var words = Words()
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

    /// Whether the last check that is allowed already answers that no more are.
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

/// So many requests within a length of time.
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

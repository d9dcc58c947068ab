package import VerifyMockCore

/// How an endpoint is checked.
package struct CheckOptions: Sendable {
  package var credentials: (id: String, secret: String)?
  /// Another account's, for asking after what is not its own; nil where there is none.
  package var otherCredentials: (id: String, secret: String)?
  package var recipients: [String]
  /// Only these checks; nil for all.
  package var only: Set<Check>?
  package var strictness = Strictness.samples
  /// How many paid sends are allowed; nil where sends are free.
  package var maxPaid: Int?
  /// Whether every operation, value and spelling is tried, or only what fits into few requests.
  package var isThorough = true
  package var seed: UInt64 = 1
  /// Whether codes can be learnt; nil, or why not.
  package var noCodes: String?
  /// Why time can't be moved at the endpoint; nil where it can.
  package var noClock: String?
  package var responseTime: Interval?
  /// The URL that sends name for callbacks; nil without a listener.
  package var callbackURL: String?
  /// Why callbacks are not checked.
  package var noCallbacks = "neither --callback-url nor --callback-listen is given"
  package var security = Security.plainHere
  /// What the curl commands are aimed at, without a final slash.
  package var url = "http://127.0.0.1:8374"

  /// How the endpoint is reached.
  package enum Security: Sendable {
    /// Without TLS, on this machine.
    case plainHere
    /// Without TLS, on another machine.
    case plain
    /// Over TLS, with a certificate that was verified.
    case verified
    /// Over TLS, with whatever certificate there is.
    case unverified
  }

  package init(recipients: [String] = CheckOptions.fictional) {
    self.recipients = recipients
  }

  /// Ten numbers of the range that is reserved for fiction.
  package static let fictional = (100..<112).map { "+14155550\($0)" }

  /// Whether sends cost nothing.
  package var areSendsFree: Bool { maxPaid == nil }

  package func wants(_ check: Check) -> Bool { only?.contains(check) ?? true }
}

/// How narrowly documents are read.
package enum Strictness: String, Sendable, CaseIterable {
  /// Every documented spelling passes.
  case samples
  /// Only the tables count.
  case strict
  /// Only types count.
  case lenient
}

/// How a request ends, in the words of scenarios; `"rate-limited/too-soon"` has a reason behind a
/// slash, and one without stands for all of its reasons.
public struct MockOutcome: Sendable, Hashable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The word for it.
  public let name: String

  /// An outcome by its word in scenarios.
  public init(_ name: String) { self.name = name }

  /// An outcome by its word in scenarios.
  public init(stringLiteral value: String) { self.init(value) }

  /// The word.
  public var description: String { name }

  /// A code was sent.
  public static let sent: MockOutcome = "sent"
  /// A code was sent again.
  public static let resent: MockOutcome = "resent"
  /// The code was right.
  public static let approved: MockOutcome = "approved"
  /// The credentials are refused.
  public static let unauthorized: MockOutcome = "unauthorized"
  /// The account may not do this.
  public static let forbidden: MockOutcome = "forbidden"
  /// There is no such verification or number.
  public static let notFound: MockOutcome = "not-found"
  /// The request breaks the contract.
  public static let invalidRequest: MockOutcome = "invalid-request"
  /// The code is not the one that was sent.
  public static let wrongCode: MockOutcome = "wrong-code"
  /// The verification is too old.
  public static let expired: MockOutcome = "expired"
  /// The verification has been approved before.
  public static let alreadyVerified: MockOutcome = "already-verified"
  /// The verification has been canceled before.
  public static let alreadyCanceled: MockOutcome = "already-canceled"
  /// Another verification of the recipient is under way.
  public static let alreadyPending: MockOutcome = "already-pending"
  /// No more codes are sent.
  public static let sendsExhausted: MockOutcome = "sends-exhausted"
  /// No more codes are checked.
  public static let checksExhausted: MockOutcome = "checks-exhausted"
  /// There were too many requests, or they came too fast.
  public static let rateLimited: MockOutcome = "rate-limited"
  /// The account has no money left.
  public static let noCredit: MockOutcome = "no-credit"
  /// The recipient can't be reached.
  public static let undeliverable: MockOutcome = "undeliverable"
  /// The provider is broken.
  public static let serverError: MockOutcome = "server-error"

  /// Whether an outcome of the journal is this one, or one of its reasons.
  func covers(_ other: String?) -> Bool {
    other == name || other?.hasPrefix(name + "/") == true
  }
}

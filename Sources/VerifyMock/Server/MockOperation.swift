/// What a request is about: an effect that every provider has its own operations for, or one
/// operation by its id in the provider's contract.
public struct MockOperation: Sendable, Hashable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The word for it in scenarios, or the operation's id.
  public let name: String

  /// An effect by its word, or an operation by its id, alone or as `provider/operation`.
  public init(_ name: String) { self.name = name }

  /// An effect by its word, or an operation by its id, alone or as `provider/operation`.
  public init(stringLiteral value: String) { self.init(value) }

  /// The name.
  public var description: String { name }

  /// A code is sent to a recipient.
  public static let send: MockOperation = "send"
  /// The code is sent again.
  public static let resend: MockOperation = "resend"
  /// A code that the user typed is checked.
  public static let check: MockOperation = "check"
  /// A verification is approved without a code.
  public static let approve: MockOperation = "approve"
  /// A verification is read.
  public static let get: MockOperation = "get"
  /// Verifications are listed.
  public static let list: MockOperation = "list"
  /// A verification is canceled.
  public static let cancel: MockOperation = "cancel"
  /// A verified number is read.
  public static let numberGet: MockOperation = "number.get"
  /// Verified numbers are listed.
  public static let numberList: MockOperation = "number.list"
  /// A verified number is changed.
  public static let numberUpdate: MockOperation = "number.update"
  /// A verified number is forgotten.
  public static let numberDelete: MockOperation = "number.delete"
}

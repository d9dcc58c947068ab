/// One entry of a tape: a value or a member's key, with the range of its bytes in the text.
///
/// A tape holds the nodes of a text in the order of the text. The members of an object alternate
/// between key (a string node) and value.
public struct JSONNode: Sendable, Equatable, BitwiseCopyable {
  /// The first byte: for a string the one after the quote.
  public var start: UInt32
  /// One past the last byte: for a string the closing quote.
  public var end: UInt32
  /// The tape index one past this value and all that it holds.
  public var next: UInt32
  /// Elements of an array, members of an object; else zero.
  public var count: UInt32
  /// What stands there.
  public var kind: JSONKind
  /// Whether a string's bytes contain a backslash escape.
  public var isEscaped: Bool

  /// Makes a node of its parts.
  @inlinable public init(
    kind: JSONKind, start: Int, end: Int, next: Int, count: Int = 0, isEscaped: Bool = false
  ) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    self.count = UInt32(truncatingIfNeeded: count)
    self.kind = kind
    self.isEscaped = isEscaped
  }
}

/// The kind of a JSON value ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-3)).
///
/// Public like ``JSONNode`` and ``JSONView``, although the module belongs to no product: only of what
/// is public the compiler takes bodies, and the comparison of an enum, over to other modules.
public enum JSONKind: UInt8, Sendable, BitwiseCopyable {
  case null
  case `false`
  case `true`
  case number
  case string
  case array
  case object

  /// The word for messages: `null`, `boolean`, `number`, `string`, `array` or `object`.
  @inlinable public var name: String {
    switch self {
    case .null: "null"
    case .false, .true: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

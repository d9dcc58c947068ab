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

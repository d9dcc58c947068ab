/// The kind of a JSON value ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-3)).
package enum JSONKind: UInt8, Sendable, BitwiseCopyable {
  case null
  case `false`
  case `true`
  case number
  case string
  case array
  case object

  /// The word for messages: `null`, `boolean`, `number`, `string`, `array` or `object`.
  @inlinable package var name: String {
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

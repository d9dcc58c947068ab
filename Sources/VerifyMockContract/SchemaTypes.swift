/// A set of JSON types as schemas name them.
package struct SchemaTypes: OptionSet, Sendable, Hashable, CustomStringConvertible {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let null = SchemaTypes(rawValue: 1)
  package static let boolean = SchemaTypes(rawValue: 2)
  package static let integer = SchemaTypes(rawValue: 4)
  /// Numbers that are not integers: `number` in a schema is both.
  package static let fraction = SchemaTypes(rawValue: 8)
  package static let string = SchemaTypes(rawValue: 16)
  package static let array = SchemaTypes(rawValue: 32)
  package static let object = SchemaTypes(rawValue: 64)

  package static let number: SchemaTypes = [.integer, .fraction]
  package static let all: SchemaTypes = [
    .null, .boolean, .integer, .fraction, .string, .array, .object,
  ]

  /// The set that a schema's word stands for; nil for another word.
  package init?(name: String) {
    switch name {
    case "null": self = .null
    case "boolean": self = .boolean
    case "integer": self = .integer
    case "number": self = .number
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    default: return nil
    }
  }

  package static let names = ["null", "boolean", "integer", "number", "string", "array", "object"]

  /// The words, in the order of ``names``, joined by "or".
  package var description: String {
    if self == .all { return "any value" }
    var words: [String] = []
    if contains(.null) { words.append("null") }
    if contains(.boolean) { words.append("boolean") }
    if contains(.fraction) {
      words.append("number")
    } else if contains(.integer) {
      words.append("integer")
    }
    if contains(.string) { words.append("string") }
    if contains(.array) { words.append("array") }
    if contains(.object) { words.append("object") }
    return words.isEmpty ? "no value" : words.joined(separator: " or ")
  }
}

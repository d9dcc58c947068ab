/// What a reader of values must know of a schema without validating: the schema itself, what it
/// refers to, and its `allOf` laid together.
///
/// A schema that offers alternatives (`anyOf`, `oneOf`) is described by what at least one of them
/// allows.
package struct SchemaFacts: Sendable {
  package var types: SchemaTypes = .all
  package var format: String?
  /// The values of `enum` or `const`; nil when any value may stand.
  package var enumValues: [EnumValue]?
  /// The `default` as JSON text.
  package var defaultValue: [UInt8]?
  package var minimum: Double?
  package var maximum: Double?
  package var exclusiveMinimum: Double?
  package var exclusiveMaximum: Double?
  package var minLength: Int?
  package var maxLength: Int?
  package var minItems: Int?
  /// The source of the regular expression.
  package var pattern: String?
  package var properties: [Property] = []
  package var items: SchemaFactsID?
  package var additional: Additional = .unsaid
  /// The `examples` as JSON texts.
  package var examples: [[UInt8]] = []
  /// Other spellings of the key that the value stands under (`x-also`).
  package var also: [String] = []
  package var provenance = Provenance()
  package var description: String?
  /// Where in the composed contract the schema stands.
  package var pointer = ""
  /// `writeOnly`, or `format` is `password`: not to be shown.
  package var isSecret = false
  package var isReadOnly = false
  /// `x-reference`: the value names something that must exist, so none can be made up.
  package var isReference = false
  package var isDeprecated = false

  package init() {}

  /// One value of an `enum`.
  package struct EnumValue: Sendable, Hashable {
    /// The value as JSON text.
    package var json: [UInt8]
    /// The decoded bytes of a string; nil for another kind.
    package var text: [UInt8]?
    /// Other spellings (`x-also`), decoded.
    package var also: [[UInt8]] = []
  }

  /// One named member of an object.
  package struct Property: Sendable {
    package var name: String
    package var also: [String]
    package var facts: SchemaFactsID
    package var isRequired: Bool

    package init(name: String, also: [String], facts: SchemaFactsID, isRequired: Bool) {
      self.name = name
      self.also = also
      self.facts = facts
      self.isRequired = isRequired
    }
  }

  /// What the schema says about members that it does not name.
  package enum Additional: Sendable, Hashable {
    case unsaid
    case forbidden
    case allowed
    case described(SchemaFactsID)
  }

  /// The property of this name, compared by bytes.
  package func property(_ name: String) -> Property? {
    properties.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// Whether the range of a number leaves this value out.
  package func excludes(_ number: Double) -> Bool {
    if let minimum, number < minimum { return true }
    if let maximum, number > maximum { return true }
    if let exclusiveMinimum, number <= exclusiveMinimum { return true }
    if let exclusiveMaximum, number >= exclusiveMaximum { return true }
    return false
  }
}

/// Names the facts of a schema within one contract.
package struct SchemaFactsID: Hashable, Sendable {
  package let index: Int
}

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
  package static let all = SchemaTypes(rawValue: 127)

  /// The words of JSON Schema in the order in which texts name them.
  private static let words: [(String, SchemaTypes)] = [
    ("null", .null), ("boolean", .boolean), ("number", .number), ("integer", .integer),
    ("string", .string), ("array", .array), ("object", .object),
  ]

  /// The set that a schema's word stands for; nil for another word.
  package init?(name: String) {
    guard let word = Self.words.first(where: { $0.0 == name }) else { return nil }
    self = word.1
  }

  /// The words joined by "or"; an integer is a number where any number may stand.
  package var description: String {
    if self == .all { return "any value" }
    var words = Self.words.filter { isSuperset(of: $0.1) }.map(\.0)
    if words.contains("number") { words.removeAll { $0 == "integer" } }
    return words.isEmpty ? "no value" : words.joined(separator: " or ")
  }
}

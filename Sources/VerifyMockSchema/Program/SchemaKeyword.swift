import VerifyMockJSON

/// The keywords of JSON Schema 2020-12, and `dependencies`, which it keeps for older schemas.
enum SchemaKeyword: String, CaseIterable, Sendable {
  case id = "$id"
  case schema = "$schema"
  case ref = "$ref"
  case anchor = "$anchor"
  case dynamicRef = "$dynamicRef"
  case dynamicAnchor = "$dynamicAnchor"
  case vocabulary = "$vocabulary"
  case comment = "$comment"
  case defs = "$defs"
  case definitions
  case type
  case const
  case `enum`
  case multipleOf
  case maximum
  case exclusiveMaximum
  case minimum
  case exclusiveMinimum
  case maxLength
  case minLength
  case pattern
  case maxItems
  case minItems
  case uniqueItems
  case maxContains
  case minContains
  case maxProperties
  case minProperties
  case required
  case dependentRequired
  case dependencies
  case allOf
  case anyOf
  case oneOf
  case not
  case `if`
  case then
  case `else`
  case dependentSchemas
  case prefixItems
  case items
  case contains
  case properties
  case patternProperties
  case additionalProperties
  case propertyNames
  case unevaluatedItems
  case unevaluatedProperties
  case format
  case contentEncoding
  case contentMediaType
  case contentSchema
  case title
  case description
  case `default`
  case deprecated
  case readOnly
  case writeOnly
  case examples

  /// Where the keyword's value holds subschemas.
  enum Subschemas {
    case none
    case one
    case list
    case map
  }

  var subschemas: Subschemas {
    switch self {
    case .not, .if, .then, .else, .items, .contains, .additionalProperties, .propertyNames,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .one
    case .allOf, .anyOf, .oneOf, .prefixItems: .list
    case .defs, .definitions, .dependentSchemas, .properties, .patternProperties, .dependencies:
      .map
    default: .none
    }
  }

  /// The vocabulary that defines the keyword.
  var vocabulary: SchemaVocabularies {
    switch self {
    case .id, .schema, .ref, .anchor, .dynamicRef, .dynamicAnchor, .vocabulary, .comment, .defs,
      .definitions:
      .core
    case .type, .const, .enum, .multipleOf, .maximum, .exclusiveMaximum, .minimum,
      .exclusiveMinimum, .maxLength, .minLength, .pattern, .maxItems, .minItems, .uniqueItems,
      .maxContains, .minContains, .maxProperties, .minProperties, .required, .dependentRequired:
      .validation
    case .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependentSchemas, .prefixItems, .items,
      .contains, .properties, .patternProperties, .additionalProperties, .propertyNames,
      .dependencies:
      .applicator
    case .unevaluatedItems, .unevaluatedProperties: .unevaluated
    case .format: [.formatAnnotation, .formatAssertion]
    case .contentEncoding, .contentMediaType, .contentSchema: .content
    case .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples: .metaData
    }
  }

  private static let table = NameTable(allCases.map { (Array($0.rawValue.utf8), $0) })

  /// The keyword that a key node names; nil for another name.
  init?(key: Int, in document: JSONDocument) {
    let found = document.withView { root in
      root.at(key).withDecodedString { SchemaKeyword.table.value($0) }
    }
    guard let found else { return nil }
    self = found
  }
}

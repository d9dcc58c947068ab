import VerifyMockJSON

/// What a document given to a registry is.
package enum SchemaDialect: Sendable {
  /// The whole document is a schema; without `$schema` it is read as 2020-12.
  case jsonSchema
  /// An OpenAPI 3.1 document: schemas are found at the places where they are compiled or referred
  /// to, and those under `components/schemas` may carry `$id` and anchors. Values in `x-also`
  /// beside an `enum` are allowed like those of the `enum`.
  case openAPI
  /// The same of OpenAPI 3.0: `nullable` allows null, `exclusiveMinimum` and `exclusiveMaximum` may
  /// be flags, and what stands beside a `$ref` does not count
  /// ([OpenAPI 3.0, section 4.7.24](https://spec.openapis.org/oas/v3.0.3#schema-object)).
  case openAPI30
}

/// A document of a registry, and the schemas found in it.
struct SchemaSource: Sendable {
  let uri: String
  let document: JSONDocument
  let dialect: SchemaDialect
  let index: TapeIndex
  /// The schema resource of each tape index where a schema is known to stand.
  var resources: [Int: Int] = [:]

  init(uri: String, document: JSONDocument, dialect: SchemaDialect) {
    self.uri = uri
    self.document = document
    self.dialect = dialect
    index = TapeIndex(document)
  }
}

/// A value in one of a registry's documents.
struct SourceNode: Hashable, Sendable {
  let source: Int
  let node: Int
}

/// A schema resource: what one URI identifies, a document or a schema in it with a `$id`.
struct SchemaResource: Sendable {
  var base: URIReference
  let source: Int
  let node: Int
  /// The resource around this one.
  let parent: Int?
  /// The tape index of the value of `$schema`.
  var dialect: Int?
  var anchors: [String: Int] = [:]
  var dynamicAnchors: [String: Int] = [:]
  var vocabularies: SchemaVocabularies?
}

/// The vocabularies of JSON Schema 2020-12 that a dialect turns on.
struct SchemaVocabularies: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let core = SchemaVocabularies(rawValue: 1)
  static let applicator = SchemaVocabularies(rawValue: 2)
  static let unevaluated = SchemaVocabularies(rawValue: 4)
  static let validation = SchemaVocabularies(rawValue: 8)
  static let metaData = SchemaVocabularies(rawValue: 16)
  static let formatAnnotation = SchemaVocabularies(rawValue: 32)
  static let formatAssertion = SchemaVocabularies(rawValue: 64)
  static let content = SchemaVocabularies(rawValue: 128)

  /// What the 2020-12 metaschema declares.
  static let standard: SchemaVocabularies = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ]

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The vocabulary with this URI; nil when it is not one of the standard.
  init?(uri: String) {
    let prefix = "https://json-schema.org/draft/2020-12/vocab/"
    guard uri.hasPrefix(prefix) else { return nil }
    switch uri.dropFirst(prefix.count) {
    case "core": self = .core
    case "applicator": self = .applicator
    case "unevaluated": self = .unevaluated
    case "validation": self = .validation
    case "meta-data": self = .metaData
    case "format-annotation": self = .formatAnnotation
    case "format-assertion": self = .formatAssertion
    case "content": self = .content
    default: return nil
    }
  }
}

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

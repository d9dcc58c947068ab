import VerifyMockJSON

/// A schema object being compiled: its keywords and the checks written for it.
struct SchemaSite {
  let index: Int
  let source: Int
  let resource: Int
  let schema: JSONElement
  private let vocabularies: SchemaVocabularies
  private let dialect: SchemaDialect
  private let keywords: [(SchemaKeyword, JSONElement)]
  var checks: [SchemaCheck] = []

  init(
    index: Int, source: Int, resource: Int, schema: JSONElement,
    vocabularies: SchemaVocabularies, dialect: SchemaDialect
  ) {
    self.index = index
    self.source = source
    self.resource = resource
    self.schema = schema
    self.vocabularies = vocabularies
    self.dialect = dialect
    let all = SchemaRegistry.keywords(of: schema)
    let isReference = dialect == .openAPI30 && all.contains { $0.0 == .ref }
    keywords = isReference ? all.filter { $0.0 == .ref } : all
  }

  /// The value of a keyword that the dialect knows; the last one if the schema has it twice.
  subscript(keyword: SchemaKeyword) -> JSONElement? {
    guard !vocabularies.isDisjoint(with: keyword.vocabulary) else { return nil }
    return keywords.last { $0.0 == keyword }?.1
  }

  var assertsFormats: Bool { vocabularies.contains(.formatAssertion) }

  /// The value of a keyword that is a flag in OpenAPI 3.0; nil in other dialects.
  func flag(_ name: String) -> Bool? {
    dialect == .openAPI30 ? schema[name]?.bool : nil
  }

  /// Values that OpenAPI's `x-also` allows beside those of `enum`.
  var otherSpellings: [JSONElement] {
    guard dialect != .jsonSchema else { return [] }
    return (schema["x-also"]?.members ?? []).flatMap { _, also in
      also.kind == .array ? also.elements : [also]
    }
  }

  func place(_ element: JSONElement) -> SourceNode {
    SourceNode(source: source, node: element.index)
  }

  mutating func append(
    _ rule: SchemaCheck.Rule, on kinds: TypeSet, _ keyword: SchemaKeyword, _ value: JSONElement
  ) {
    checks.append(SchemaCheck(rule: rule, kinds: kinds, keyword: keyword, node: value.index))
  }
}

import VerifyMockJSON

/// A schema object being compiled: its keywords and the instructions written for it.
struct SchemaSite {
  let entry: Int
  let source: Int
  let resource: Int32
  let schema: JSONElement
  let vocabularies: SchemaVocabularies
  let dialect: SchemaDialect
  private let keywords: [(SchemaKeyword, JSONElement)]
  var fast: [SchemaInstruction] = []
  var full: [SchemaInstruction] = []

  init(
    entry: Int, source: Int, resource: Int32, schema: JSONElement,
    vocabularies: SchemaVocabularies, dialect: SchemaDialect
  ) {
    self.entry = entry
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

  /// The value of a keyword that is a flag in OpenAPI 3.0; nil in other dialects.
  func flag(_ name: String) -> Bool? {
    dialect == .openAPI30 ? schema[name]?.bool : nil
  }

  func place(_ element: JSONElement) -> SourceNode {
    SourceNode(source: source, node: element.index)
  }

  /// Writes an instruction that serves validity and verdicts.
  mutating func append(
    _ operation: SchemaInstruction.Operation, on kinds: TypeSet, _ keyword: SchemaKeyword,
    _ value: JSONElement, a: Int = 0, b: Int = 0, c: Int = 0
  ) {
    let instruction = SchemaInstruction(
      operation, on: kinds, keyword: keyword, node: value.index, a: a, b: b, c: c)
    fast.append(instruction)
    full.append(instruction)
  }

  /// Writes an instruction that serves verdicts only.
  mutating func appendFull(
    _ operation: SchemaInstruction.Operation, on kinds: TypeSet, _ keyword: SchemaKeyword,
    _ value: JSONElement, a: Int = 0, b: Int = 0, c: Int = 0
  ) {
    full.append(
      SchemaInstruction(
        operation, on: kinds, keyword: keyword, node: value.index, a: a, b: b, c: c))
  }
}

import VerifyMockJSON

/// A document of a registry, and the schemas found in it.
struct SchemaSource: Sendable {
  let uri: String
  let document: JSONDocument
  let dialect: SchemaDialect
  /// The schema resource of each tape index where a schema is known to stand.
  var resources: [Int: Int32] = [:]
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
  let parent: Int32?
  /// The tape index of the value of `$schema`.
  var dialect: Int?
  var anchors: [String: Int] = [:]
  var dynamicAnchors: [String: Int] = [:]
  var vocabularies: SchemaVocabularies?
}

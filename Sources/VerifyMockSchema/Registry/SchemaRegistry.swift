package import VerifyMockJSON

/// Documents with schemas, of which any schema can be compiled.
///
/// References are resolved among the documents added before the schema is compiled; nothing is
/// ever fetched. The metaschemas of 2020-12 are always known.
package struct SchemaRegistry: Sendable {
  var sources: [SchemaSource] = []
  var resources: [SchemaResource] = []
  var resourceByURI: [String: Int] = [:]
  /// The schemas compiled so far.
  var schemas: [CompiledSchema] = []
  var positions: [SourceNode: Int] = [:]
  /// The schemas that each schema applies to the same instance.
  var inPlace: [[Int]] = []
  /// Schemas whose checks are not written yet.
  var pending: [Int] = []
  var patterns: [String: CompiledPattern] = [:]
  /// The numbers of the names that `$dynamicRef`s look for, and where each leads, by resource.
  var dynamicNames: [String: Int] = [:]
  var dynamicTargets: [[Int: Int]] = []
  /// The resources that compiled schemas belong to.
  var touched: [Int] = []

  package init() {}

  /// Adds a document under the URI that it was, or might have been, retrieved from; the `$id`s and
  /// anchors in it become known.
  package mutating func add(
    _ document: JSONDocument, uri: String, dialect: SchemaDialect = .jsonSchema
  ) throws(SchemaError) {
    let base = URIReference(uri)
    guard resourceByURI[base.resource] == nil else {
      throw SchemaError(
        document: uri, pointer: "", position: nil, problem: .duplicateDocument(uri))
    }
    let before = self
    do throws(SchemaError) {
      let source = sources.count
      sources.append(SchemaSource(uri: uri, document: document, dialect: dialect))
      let resource = resources.count
      resources.append(SchemaResource(base: base, source: source, node: 0, parent: nil))
      resourceByURI[base.resource] = resource
      switch dialect {
      case .jsonSchema: try index(SourceNode(source: source, node: 0), in: resource)
      case .openAPI, .openAPI30:
        for (_, schema) in document.root["components"]?["schemas"]?.members ?? [] {
          try index(SourceNode(source: source, node: schema.index), in: resource)
        }
      }
    } catch {
      self = before
      throw error
    }
  }

  /// Compiles the schema at a place of a document, and all that it refers to.
  ///
  /// Schemas compiled before are shared. After an error the registry can be used further.
  ///
  /// - Parameters:
  ///   - uri: the URI given to ``add(_:uri:dialect:)``, or the `$id` of a schema.
  ///   - pointer: a JSON Pointer from there.
  /// - Returns: the schema's name in the sets that ``finished()`` makes from now on.
  /// - Throws: ``SchemaError`` where a schema can't be used.
  package mutating func compile(
    document uri: String, pointer: String = ""
  ) throws(SchemaError) -> SchemaID {
    let base = URIReference(uri)
    guard let resource = try knownResource(base.resource) else {
      throw SchemaError(
        document: uri, pointer: pointer, position: nil, problem: .noSuchDocument(uri))
    }
    guard let target = try place(Array(pointer.utf8), in: resource) else {
      throw SchemaError(
        document: uri, pointer: pointer, position: nil, problem: .noSuchPlace(pointer))
    }
    let start = schemas.count
    do throws(SchemaError) {
      let index = try position(of: target)
      try compilePending()
      try refuseEndlessReferences(from: start)
      return SchemaID(index: index)
    } catch {
      forget(from: start)
      throw error
    }
  }

  /// The schemas compiled so far, ready for validation.
  package func finished() -> SchemaSet {
    SchemaSet(
      schemas: schemas, dynamicTargets: dynamicTargets, sources: sources, resources: resources)
  }

  /// Forgets the schemas that a failed compilation left behind; none before them refers to them.
  private mutating func forget(from start: Int) {
    pending.removeAll()
    for schema in schemas[start...] { positions[schema.place] = nil }
    schemas.removeSubrange(start...)
    inPlace.removeSubrange(start...)
    for name in dynamicTargets.indices {
      dynamicTargets[name] = dynamicTargets[name].filter { $0.value < start }
    }
  }

  func failure(
    _ problem: SchemaError.Problem, at place: SourceNode, suggestion: String? = nil
  ) -> SchemaError {
    let source = sources[place.source]
    let element = JSONElement(document: source.document, index: place.node)
    return SchemaError(
      document: source.uri,
      pointer: TapeLocation.pointer(to: place.node, from: 0, in: source.document),
      position: element.position, problem: problem, suggestion: suggestion)
  }
}

import VerifyMockJSON

extension SchemaRegistry {
  /// Notes the identifiers of a schema and of all schemas in it, at keywords that hold schemas.
  mutating func index(_ root: SourceNode, in resource: Int) throws(SchemaError) {
    let document = sources[root.source].document
    var stack = [(node: root.node, resource: resource)]
    while let (node, outer) = stack.popLast() {
      guard sources[root.source].resources[node] == nil else { continue }
      let place = SourceNode(source: root.source, node: node)
      let schema = JSONElement(document: document, index: node)
      guard schema.kind == .object else {
        guard schema.bool != nil else { throw failure(.notASchema(schema.kind), at: place) }
        sources[root.source].resources[node] = outer
        continue
      }
      let members = SchemaRegistry.keywords(of: schema)
      let resource = try resourceOfSchema(place, members, in: outer)
      sources[root.source].resources[node] = resource
      for (keyword, value) in members {
        switch keyword.subschemas {
        case .none: continue
        case .one: stack.append((value.index, resource))
        case .list:
          guard value.kind == .array else { continue }
          for element in value.elements { stack.append((element.index, resource)) }
        case .map:
          for (_, member) in value.members
          where keyword != .dependencies || member.kind != .array {
            stack.append((member.index, resource))
          }
        }
      }
    }
  }

  /// The keywords of a schema object in the order of the text; unknown names are left out.
  static func keywords(of schema: JSONElement) -> [(SchemaKeyword, JSONElement)] {
    var result: [(SchemaKeyword, JSONElement)] = []
    let document = schema.document
    var at = schema.index + 1
    for _ in 0..<schema.node.count {
      if let keyword = SchemaKeyword(key: at, in: document) {
        result.append((keyword, JSONElement(document: document, index: at + 1)))
      }
      at = Int(document.nodes[at + 1].next)
    }
    return result
  }

  /// The resource that a schema belongs to, a new one if it has a `$id`; notes its anchors there.
  private mutating func resourceOfSchema(
    _ place: SourceNode, _ members: [(SchemaKeyword, JSONElement)], in outer: Int
  ) throws(SchemaError) -> Int {
    var resource = outer
    if let (_, value) = members.first(where: { $0.0 == .id }) {
      resource = try identify(place, value, in: outer)
    }
    for (keyword, value) in members {
      switch keyword {
      case .schema where resources[resource].node == place.node:
        resources[resource].dialect = value.index
      case .anchor, .dynamicAnchor:
        let at = SourceNode(source: place.source, node: value.index)
        guard let name = value.string else {
          throw failure(
            .wrongType(keyword: keyword.rawValue, expected: "a string", got: value.kind), at: at)
        }
        let known = resources[resource].anchors[name]
        guard known == nil || known == place.node else {
          throw failure(.duplicateAnchor(name), at: at)
        }
        resources[resource].anchors[name] = place.node
        if keyword == .dynamicAnchor {
          resources[resource].dynamicAnchors[name] = place.node
        }
      default: continue
      }
    }
    return resource
  }

  private mutating func identify(
    _ place: SourceNode, _ value: JSONElement, in outer: Int
  ) throws(SchemaError) -> Int {
    let at = SourceNode(source: place.source, node: value.index)
    guard let text = value.string else {
      throw failure(.wrongType(keyword: "$id", expected: "a string", got: value.kind), at: at)
    }
    let base = URIReference(text).resolved(against: resources[outer].base)
    guard base.fragment?.isEmpty ?? true else {
      throw failure(
        .wrongValue(keyword: "$id", expected: "a URI without fragment", got: "'\(text)'"), at: at)
    }
    let known = resourceByURI[base.resource]
    let isOwn =
      resources[outer].node == place.node
      && resources[outer].source == place.source
    if isOwn {
      // The document's root: known by its retrieval URI and by its identifier.
      guard known == nil || known == outer else {
        throw failure(.duplicateIdentifier(base.resource), at: at)
      }
      resources[outer].base = base
      resourceByURI[base.resource] = outer
      return outer
    }
    guard known == nil else { throw failure(.duplicateIdentifier(base.resource), at: at) }
    let resource = resources.count
    resources.append(
      SchemaResource(base: base, source: place.source, node: place.node, parent: outer))
    resourceByURI[base.resource] = resource
    return resource
  }
}

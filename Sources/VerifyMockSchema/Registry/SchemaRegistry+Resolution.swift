import VerifyMockJSON

extension SchemaRegistry {
  /// What a reference leads to: a schema, and the name when it is a dynamic anchor's.
  struct Target {
    let place: SourceNode
    let dynamicName: String?
  }

  /// Resolves the value of a `$ref` or `$dynamicRef` in a resource.
  mutating func resolve(
    _ reference: JSONElement, at place: SourceNode, in resource: Int
  ) throws(SchemaError) -> Target {
    guard let text = reference.string else {
      throw failure(
        .wrongType(keyword: "$ref", expected: "a string", got: reference.kind), at: place)
    }
    let uri = URIReference(text).resolved(against: resources[resource].base)
    // A reference of nothing but a fragment stays in the resource, whatever its URI.
    let found = text.utf8.first == UInt8(ascii: "#") ? resource : try knownResource(uri.resource)
    guard let found else {
      throw failure(
        .unresolvedReference(text), at: place,
        suggestion: NearestName.of(uri.resource, in: resourceByURI.keys.sorted()))
    }
    let fragment = uri.fragmentBytes
    if fragment.isEmpty || fragment[0] == UInt8(ascii: "/") {
      guard let target = try self.place(fragment, in: found) else {
        throw failure(
          .unresolvedReference(text), at: place, suggestion: nearPlace(text, fragment, in: found))
      }
      return Target(place: target, dynamicName: nil)
    }
    let name = String(decoding: fragment, as: UTF8.self)
    guard let node = resources[found].anchors[name] else {
      throw failure(
        .unresolvedReference(text), at: place,
        suggestion: NearestName.of(name, in: resources[found].anchors.keys.sorted())
          .map { "#" + $0 })
    }
    let isDynamic = resources[found].dynamicAnchors[name] == node
    return Target(
      place: SourceNode(source: resources[found].source, node: node),
      dynamicName: isDynamic ? name : nil)
  }

  /// The resource with a URI; the metaschemas are added when they are asked for.
  mutating func knownResource(_ uri: String) throws(SchemaError) -> Int? {
    if let known = resourceByURI[uri] { return known }
    guard let text = BuiltInMetaschemas.text(uri: uri), let document = try? JSONDocument(text)
    else { return nil }
    try add(document, uri: uri)
    return resourceByURI[uri]
  }

  /// The schema at a pointer from a resource's root, made known if it was not; nil when there is
  /// nothing.
  mutating func place(
    _ pointer: [UInt8], in resource: Int
  ) throws(SchemaError) -> SourceNode? {
    let root = resources[resource]
    // A copy of the source would make `index` copy its table of resources for each place.
    let source = root.source
    let path = TapeLocation.path(
      pointer, from: root.node, in: sources[source].document, index: sources[source].index)
    guard let path, let node = path.last else { return nil }
    let target = SourceNode(source: source, node: node)
    if sources[source].resources[node] == nil {
      // A place that no keyword makes a schema: it belongs to the innermost resource around it.
      let around = path.compactMap { sources[source].resources[$0] }.last
      try index(target, in: around ?? resource)
    }
    return target
  }

  /// The keywords that a resource's dialect has.
  mutating func vocabularies(of resource: Int) throws(SchemaError) -> SchemaVocabularies {
    if let known = resources[resource].vocabularies { return known }
    let found: SchemaVocabularies
    if let dialect = resources[resource].dialect {
      found = try vocabularies(
        dialect: SourceNode(source: resources[resource].source, node: dialect))
    } else if let parent = resources[resource].parent {
      found = try vocabularies(of: parent)
    } else {
      found = .standard
    }
    resources[resource].vocabularies = found
    return found
  }

  private mutating func vocabularies(
    dialect place: SourceNode
  ) throws(SchemaError) -> SchemaVocabularies {
    let value = JSONElement(document: sources[place.source].document, index: place.node)
    guard let text = value.string else {
      throw failure(
        .wrongType(keyword: "$schema", expected: "a string", got: value.kind), at: place)
    }
    let uri = URIReference(text).resource
    if uri == BuiltInMetaschemas.schema { return .standard }
    if uri.hasPrefix("https://spec.openapis.org/oas/3."), uri.includes("/dialect/") {
      return .standard
    }
    guard let metaschema = try knownResource(uri) else {
      throw failure(.unknownDialect(text), at: place)
    }
    let root = resources[metaschema]
    let schema = JSONElement(document: sources[root.source].document, index: root.node)
    guard let declared = schema["$vocabulary"] else { return .standard }
    var result: SchemaVocabularies = []
    for (key, required) in declared.members {
      let name = key.string ?? ""
      if let vocabulary = SchemaVocabularies(uri: name) {
        result.insert(vocabulary)
      } else if required.bool == true {
        throw failure(
          .unknownVocabulary(name), at: SourceNode(source: root.source, node: required.index))
      }
    }
    return result
  }

  /// The reference that was probably meant when a pointer's last step is missing.
  private func nearPlace(_ text: String, _ pointer: [UInt8], in resource: Int) -> String? {
    guard let slash = pointer.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let root = resources[resource]
    let document = sources[root.source].document
    guard
      let parent = TapeLocation.path(Array(pointer[..<slash]), from: root.node, in: document)?.last
    else { return nil }
    let names = JSONElement(document: document, index: parent).members.compactMap(\.key.string)
    let last = String(decoding: pointer[(slash + 1)...], as: UTF8.self)
    guard let near = NearestName.of(last, in: names) else { return nil }
    return text.split(separator: "#", omittingEmptySubsequences: false)[0] + "#"
      + String(decoding: pointer[...slash], as: UTF8.self) + JSONPointer.escaped(near)
  }
}

import VerifyMockJSON

extension SchemaRegistry {
  /// The position of a schema; its checks are written by ``compilePending()``.
  mutating func position(of place: SourceNode) throws(SchemaError) -> Int {
    if let known = positions[place] { return known }
    guard let resource = sources[place.source].resources[place.node] else {
      let kind = sources[place.source].document.nodes[place.node].kind
      throw failure(.notASchema(kind), at: place)
    }
    let index = schemas.count
    schemas.append(CompiledSchema(place: place, resource: resource))
    inPlace.append([])
    positions[place] = index
    pending.append(index)
    if !touched.contains(resource) { touched.append(resource) }
    return index
  }

  /// The position of a subschema.
  mutating func position(
    of schema: JSONElement, in site: SchemaSite
  ) throws(SchemaError) -> Int {
    let place = site.place(schema)
    if sources[site.source].resources[schema.index] == nil {
      try index(place, in: site.resource)
    }
    return try position(of: place)
  }

  /// The position of a subschema that is applied to the same instance.
  mutating func positionInPlace(
    of schema: JSONElement, in site: SchemaSite
  ) throws(SchemaError) -> Int {
    let index = try position(of: schema, in: site)
    inPlace[site.index].append(index)
    return index
  }

  /// Writes the checks of all schemas that are waiting, and of those that they need.
  mutating func compilePending() throws(SchemaError) {
    repeat {
      while let index = pending.popLast() { try compile(index) }
      try enterDynamicTargets()
    } while !pending.isEmpty
  }

  /// A `$dynamicRef` may lead to its name in any resource that evaluation can have entered.
  private mutating func enterDynamicTargets() throws(SchemaError) {
    for (name, number) in dynamicNames {
      for resource in touched where dynamicTargets[number][resource] == nil {
        guard let node = resources[resource].dynamicAnchors[name] else { continue }
        let place = SourceNode(source: resources[resource].source, node: node)
        dynamicTargets[number][resource] = try position(of: place)
      }
    }
  }

  private mutating func compile(_ index: Int) throws(SchemaError) {
    let place = schemas[index].place
    let schema = JSONElement(document: sources[place.source].document, index: place.node)
    if let bool = schema.bool {
      schemas[index].isFalse = !bool
      schemas[index].types = bool ? .any : []
      return
    }
    let resource = schemas[index].resource
    var site = SchemaSite(
      index: index, source: place.source, resource: resource, schema: schema,
      vocabularies: try vocabularies(of: resource), dialect: sources[place.source].dialect)
    if let type = site[.type] {
      schemas[index].types = try types(type, of: site)
      schemas[index].typeNode = type.index
    }
    try compileValues(&site)
    try compileNumbers(&site)
    try compileStrings(&site)
    try compileArrays(&site)
    try compileObjects(&site)
    try compileApplicators(&site)
    try compileUnevaluated(&site)
    if site.flag("nullable") == true { allowNull(&site) }
    schemas[index].checks = site.checks
    if site.checks.count == 1, schemas[index].types == .any,
      case .ref(let target) = site.checks[0].rule
    {
      schemas[index].reference = target
    }
  }

  /// Makes a schema of OpenAPI 3.0 nullable: null is an addition to its `type`; without one, what
  /// it is composed of does not apply to null.
  private mutating func allowNull(_ site: inout SchemaSite) {
    let hasType = site[.type] != nil
    if hasType { schemas[site.index].types.insert(.null) }
    guard hasType || site[.allOf] != nil || site[.anyOf] != nil || site[.oneOf] != nil else {
      return
    }
    site.checks = site.checks.map { check in
      guard !hasType || check.keyword == .enum else { return check }
      return SchemaCheck(
        rule: check.rule, kinds: check.kinds.subtracting(.null), keyword: check.keyword,
        node: check.node)
    }
  }

  /// Refuses schemas, from a position on, that come back to themselves without a step down in the
  /// instance.
  func refuseEndlessReferences(from start: Int) throws(SchemaError) {
    // Only of the new ones: those before do not lead to these.
    var done = [Bool](repeating: false, count: inPlace.count - start)
    var isOpen = done
    for first in start..<inPlace.count where !done[first - start] {
      var stack = [(schema: first, edge: 0)]
      isOpen[first - start] = true
      while let (schema, edge) = stack.last {
        if edge == inPlace[schema].count {
          isOpen[schema - start] = false
          done[schema - start] = true
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].edge += 1
        let next = inPlace[schema][edge]
        guard next >= start else { continue }
        if isOpen[next - start] { throw failure(.endlessReference, at: schemas[next].place) }
        if !done[next - start] {
          isOpen[next - start] = true
          stack.append((next, 0))
        }
      }
    }
  }
}

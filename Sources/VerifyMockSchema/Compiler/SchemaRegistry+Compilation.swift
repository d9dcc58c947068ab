import VerifyMockJSON

extension SchemaRegistry {
  /// The entry of a known schema; its instructions are written by ``emitPending()``.
  mutating func entry(for place: SourceNode) throws(SchemaError) -> Int32 {
    if let known = entryByOrigin[place] { return known }
    guard builder.entries.count < Int32.max / 2 else { throw failure(.tooLarge, at: place) }
    guard let resource = sources[place.source].resources[place.node] else {
      let kind = sources[place.source].document.nodes[place.node].kind
      throw failure(.notASchema(kind), at: place)
    }
    let index = Int32(truncatingIfNeeded: builder.entries.count)
    builder.entries.append(
      SchemaEntry(
        resource: resource, document: Int32(truncatingIfNeeded: place.source),
        node: Int32(truncatingIfNeeded: place.node)))
    origins.append(place)
    inPlace.append([])
    entryByOrigin[place] = index
    pending.append(index)
    if isTouched.insert(resource).inserted { touched.append(resource) }
    return index
  }

  /// The entry of a subschema.
  mutating func entry(for schema: JSONElement, of site: SchemaSite) throws(SchemaError) -> Int {
    let place = site.place(schema)
    if sources[site.source].resources[schema.index] == nil {
      try index(place, in: site.resource)
    }
    return Int(try entry(for: place))
  }

  /// The entry of a subschema that is applied to the same instance.
  mutating func inPlaceEntry(
    for schema: JSONElement, of site: SchemaSite
  ) throws(SchemaError) -> Int {
    let index = try entry(for: schema, of: site)
    inPlace[site.entry].append(Int32(truncatingIfNeeded: index))
    return index
  }

  /// Writes the instructions of all schemas that are waiting, and of those that they need.
  mutating func emitPending() throws(SchemaError) {
    repeat {
      while let index = pending.popLast() { try emit(Int(index)) }
      try enterDynamicTargets()
    } while !pending.isEmpty
  }

  /// A `$dynamicRef` may lead to its name in any resource that evaluation can have entered.
  private mutating func enterDynamicTargets() throws(SchemaError) {
    for (name, index) in dynamicNames {
      for resource in touched
      where dynamicDone.insert(DynamicPair(name: index, resource: resource)).inserted {
        guard let node = resources[Int(resource)].dynamicAnchors[name] else { continue }
        let place = SourceNode(source: resources[Int(resource)].source, node: node)
        let schema = try entry(for: place)
        if !builder.dynamicTargets[index].contains(where: { $0.resource == resource }) {
          builder.dynamicTargets[index].append(DynamicTarget(resource: resource, schema: schema))
        }
      }
    }
  }

  private mutating func emit(_ index: Int) throws(SchemaError) {
    let place = origins[index]
    let schema = JSONElement(document: sources[place.source].document, index: place.node)
    if let bool = schema.bool {
      builder.entries[index].isFalse = !bool
      builder.entries[index].types = bool ? .any : []
      return
    }
    let resource = builder.entries[index].resource
    var site = SchemaSite(
      entry: index, source: place.source, resource: resource, schema: schema,
      vocabularies: try vocabularies(of: resource), dialect: sources[place.source].dialect)
    if let type = site[.type] {
      builder.entries[index].types = try types(type, of: site)
      builder.entries[index].typeNode = Int32(truncatingIfNeeded: type.index)
    }
    try emitValues(&site)
    try emitNumbers(&site)
    try emitStrings(&site)
    try emitArrays(&site)
    try emitObjects(&site)
    try emitApplicators(&site)
    try emitUnevaluated(&site)
    if site.flag("nullable") == true { allowNull(&site) }
    builder.entries[index].fastStart = Int32(truncatingIfNeeded: builder.fast.count)
    builder.fast.append(contentsOf: site.fast)
    builder.entries[index].fastEnd = Int32(truncatingIfNeeded: builder.fast.count)
    builder.entries[index].fullStart = Int32(truncatingIfNeeded: builder.full.count)
    builder.full.append(contentsOf: site.full)
    builder.entries[index].fullEnd = Int32(truncatingIfNeeded: builder.full.count)
  }

  /// Makes a schema of OpenAPI 3.0 nullable: null is an addition to its `type`; without one, what
  /// it is composed of does not apply to null.
  private mutating func allowNull(_ site: inout SchemaSite) {
    let hasType = site[.type] != nil
    if hasType { builder.entries[site.entry].types.insert(.null) }
    guard hasType || site[.allOf] != nil || site[.anyOf] != nil || site[.oneOf] != nil else {
      return
    }
    for i in site.fast.indices where !hasType || site.fast[i].keyword == .enum {
      site.fast[i].kinds.remove(.null)
    }
    for i in site.full.indices where !hasType || site.full[i].keyword == .enum {
      site.full[i].kinds.remove(.null)
    }
  }

  /// Refuses schemas, from an entry on, that come back to themselves without a step down in the
  /// instance.
  func refuseEndlessReferences(from start: Int) throws(SchemaError) {
    var done = [Bool](repeating: false, count: inPlace.count)
    var isOpen = [Bool](repeating: false, count: inPlace.count)
    for first in start..<inPlace.count where !done[first] {
      var stack = [(entry: first, edge: 0)]
      isOpen[first] = true
      while let (entry, edge) = stack.last {
        if edge == inPlace[entry].count {
          isOpen[entry] = false
          done[entry] = true
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].edge += 1
        let next = Int(inPlace[entry][edge])
        if isOpen[next] { throw failure(.endlessReference, at: origins[next]) }
        if !done[next], next >= start {
          isOpen[next] = true
          stack.append((next, 0))
        }
      }
    }
  }
}

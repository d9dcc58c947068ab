import VerifyMockJSON

extension SchemaRegistry {
  mutating func emitApplicators(_ site: inout SchemaSite) throws(SchemaError) {
    if let value = site[.ref] {
      let target = try resolve(value, at: site.place(value), in: site.resource)
      let index = try entry(for: target.place)
      inPlace[site.entry].append(index)
      site.append(.ref, on: .any, .ref, value, a: Int(index))
    }
    if let value = site[.dynamicRef] {
      let target = try resolve(value, at: site.place(value), in: site.resource)
      let index = try entry(for: target.place)
      if let name = target.dynamicName {
        // Where it leads is known only at evaluation, which bounds its depth.
        site.append(
          .dynamicRef, on: .any, .dynamicRef, value, a: Int(index), b: dynamicName(name))
      } else {
        inPlace[site.entry].append(index)
        site.append(.ref, on: .any, .dynamicRef, value, a: Int(index))
      }
    }
    let branching: [(SchemaKeyword, SchemaInstruction.Operation)] = [
      (.allOf, .allOf), (.anyOf, .anyOf), (.oneOf, .oneOf),
    ]
    for (keyword, operation) in branching {
      guard let value = site[keyword] else { continue }
      var schemas: [Int32] = []
      for schema in try list(value, keyword, of: site) {
        schemas.append(Int32(truncatingIfNeeded: try inPlaceEntry(for: schema, of: site)))
      }
      guard !schemas.isEmpty else {
        throw wrongValue(keyword, "an array with at least one schema", value, of: site)
      }
      site.append(
        operation, on: .any, keyword, value, a: builder.addList(schemas), b: schemas.count)
    }
    if let value = site[.not] {
      site.append(.not, on: .any, .not, value, a: try inPlaceEntry(for: value, of: site))
    }
    if let value = site[.if] {
      let condition = try inPlaceEntry(for: value, of: site)
      var branches = [-1, -1]
      if let then = site[.then] { branches[0] = try inPlaceEntry(for: then, of: site) }
      if let other = site[.else] { branches[1] = try inPlaceEntry(for: other, of: site) }
      site.append(.ifThenElse, on: .any, .if, value, a: condition, b: branches[0], c: branches[1])
    }
  }

  mutating func emitUnevaluated(_ site: inout SchemaSite) throws(SchemaError) {
    if let value = site[.unevaluatedItems] {
      builder.entries[site.entry].tracksChildren = true
      site.append(
        .unevaluatedItems, on: .array, .unevaluatedItems, value,
        a: try entry(for: value, of: site))
    }
    if let value = site[.unevaluatedProperties] {
      builder.entries[site.entry].tracksChildren = true
      site.append(
        .unevaluatedProperties, on: .object, .unevaluatedProperties, value,
        a: try entry(for: value, of: site))
    }
  }

  private mutating func dynamicName(_ name: String) -> Int {
    if let known = dynamicNames[name] { return known }
    let index = builder.dynamicTargets.count
    builder.dynamicTargets.append([])
    dynamicNames[name] = index
    return index
  }
}

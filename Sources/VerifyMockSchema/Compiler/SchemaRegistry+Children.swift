import VerifyMockJSON

extension SchemaRegistry {
  mutating func emitArrays(_ site: inout SchemaSite) throws(SchemaError) {
    if let (value, limit) = try count(.minItems, of: site), limit > 0 {
      site.append(.minItems, on: .array, .minItems, value, a: limit)
    }
    if let (value, limit) = try count(.maxItems, of: site) {
      site.append(.maxItems, on: .array, .maxItems, value, a: limit)
    }
    var prefix = 0
    if let value = site[.prefixItems] {
      var schemas: [Int32] = []
      for schema in try list(value, .prefixItems, of: site) {
        schemas.append(Int32(truncatingIfNeeded: try entry(for: schema, of: site)))
      }
      prefix = schemas.count
      site.append(
        .prefixItems, on: .array, .prefixItems, value, a: builder.addList(schemas), b: prefix)
    }
    if let value = site[.items] {
      site.append(
        .items, on: .array, .items, value, a: try entry(for: value, of: site), b: prefix)
    }
    if let value = site[.contains] {
      let least = try count(.minContains, of: site)?.1 ?? 1
      let most = try count(.maxContains, of: site)?.1 ?? -1
      site.append(
        .contains, on: .array, .contains, value, a: try entry(for: value, of: site), b: least,
        c: most)
    }
    if let value = site[.uniqueItems] {
      guard let isUnique = value.bool else {
        throw wrongType(.uniqueItems, "a boolean", value, of: site)
      }
      if isUnique { site.append(.uniqueItems, on: .array, .uniqueItems, value) }
    }
  }

  mutating func emitObjects(_ site: inout SchemaSite) throws(SchemaError) {
    if let (value, limit) = try count(.minProperties, of: site), limit > 0 {
      site.append(.minProperties, on: .object, .minProperties, value, a: limit)
    }
    if let (value, limit) = try count(.maxProperties, of: site) {
      site.append(.maxProperties, on: .object, .maxProperties, value, a: limit)
    }
    try emitMembers(&site)
    if let value = site[.dependentRequired] {
      for (key, names) in try map(value, .dependentRequired, of: site) {
        try emitDependentRequired(key, names, .dependentRequired, &site)
      }
    }
    if let value = site[.dependentSchemas] {
      for (key, schema) in try map(value, .dependentSchemas, of: site) {
        try emitDependentSchema(key, schema, .dependentSchemas, &site)
      }
    }
    if let value = site[.dependencies] {
      for (key, dependency) in try map(value, .dependencies, of: site) {
        if dependency.kind == .array {
          try emitDependentRequired(key, dependency, .dependencies, &site)
        } else {
          try emitDependentSchema(key, dependency, .dependencies, &site)
        }
      }
    }
  }

  /// Writes one instruction for a name and the names that it asks for.
  private mutating func emitDependentRequired(
    _ key: JSONElement, _ names: JSONElement, _ keyword: SchemaKeyword, _ site: inout SchemaSite
  ) throws(SchemaError) {
    var required: [Int32] = []
    for name in try list(names, keyword, of: site) {
      guard let bytes = name.stringBytes else {
        throw wrongType(keyword, "arrays of strings", name, of: site)
      }
      required.append(Int32(truncatingIfNeeded: builder.addName(bytes)))
    }
    site.append(
      .dependentRequired, on: .object, keyword, names,
      a: builder.addName(key.stringBytes ?? []), b: builder.addList(required), c: required.count)
  }

  private mutating func emitDependentSchema(
    _ key: JSONElement, _ schema: JSONElement, _ keyword: SchemaKeyword, _ site: inout SchemaSite
  ) throws(SchemaError) {
    site.append(
      .dependentSchemas, on: .object, keyword, schema,
      a: builder.addName(key.stringBytes ?? []), b: try inPlaceEntry(for: schema, of: site))
  }

  /// Writes what concerns single members: one fused instruction for validity, one for each keyword
  /// for verdicts.
  private mutating func emitMembers(_ site: inout SchemaSite) throws(SchemaError) {
    var members: [(name: [UInt8], schema: Int32, bit: Int32)] = []
    var positions: [[UInt8]: Int] = [:]
    if let value = site[.properties] {
      for (key, schema) in try map(value, .properties, of: site) {
        let name = key.stringBytes ?? []
        let index = Int32(truncatingIfNeeded: try entry(for: schema, of: site))
        if let known = positions[name] {
          members[known].schema = index
        } else {
          positions[name] = members.count
          members.append((name, index, -1))
        }
      }
    }
    var required: [[UInt8]] = []
    var names: [Int32] = []
    if let value = site[.required] {
      for name in try list(value, .required, of: site) {
        guard let bytes = name.stringBytes else {
          throw wrongType(.required, "an array of strings", name, of: site)
        }
        names.append(Int32(truncatingIfNeeded: builder.addName(bytes)))
        if !required.contains(bytes) { required.append(bytes) }
      }
    }
    // More names than a plan has bits for are looked up one by one.
    let isFused = required.count <= 64
    if isFused {
      for (bit, name) in required.enumerated() {
        if let known = positions[name] {
          members[known].bit = Int32(truncatingIfNeeded: bit)
        } else {
          members.append((name, -1, Int32(truncatingIfNeeded: bit)))
        }
      }
    }
    var plan = MemberPlan(
      table: builder.addTable(members), required: 0,
      patternStart: Int32(truncatingIfNeeded: builder.rules.count), patternEnd: 0, additional: -1,
      names: -1)
    if isFused, !required.isEmpty { plan.required = UInt64.max >> UInt64(64 - required.count) }
    if let value = site[.patternProperties] {
      var rules: [PatternRule] = []
      for (key, schema) in try map(value, .patternProperties, of: site) {
        let pattern = try self.pattern(key, of: site)
        rules.append(
          PatternRule(
            pattern: Int32(truncatingIfNeeded: pattern),
            schema: Int32(truncatingIfNeeded: try entry(for: schema, of: site))))
      }
      builder.rules.append(contentsOf: rules)
    }
    plan.patternEnd = Int32(truncatingIfNeeded: builder.rules.count)
    if let value = site[.additionalProperties] {
      plan.additional = Int32(truncatingIfNeeded: try entry(for: value, of: site))
    }
    if let value = site[.propertyNames] {
      plan.names = Int32(truncatingIfNeeded: try entry(for: value, of: site))
    }
    let index = builder.plans.count
    builder.plans.append(plan)
    let fused: [SchemaKeyword] = [
      .required, .properties, .patternProperties, .additionalProperties, .propertyNames,
    ]
    let operations: [SchemaInstruction.Operation] = [
      .required, .properties, .patternProperties, .additionalProperties, .propertyNames,
    ]
    let start = builder.addList(names)
    var hasMembers = false
    for (keyword, operation) in zip(fused, operations) {
      guard let value = site[keyword] else { continue }
      if keyword == .required {
        site.appendFull(operation, on: .object, keyword, value, a: start, b: names.count)
        if !isFused {
          site.fast.append(
            SchemaInstruction(
              .required, on: .object, keyword: keyword, node: value.index, a: start,
              b: names.count))
          continue
        }
      } else {
        site.appendFull(operation, on: .object, keyword, value, a: index)
      }
      hasMembers = true
    }
    if hasMembers {
      site.fast.append(
        SchemaInstruction(
          .members, on: .object, keyword: .properties, node: site.schema.index, a: index))
    }
  }
}

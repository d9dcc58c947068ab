import VerifyMockJSON

// Each function writes the checks for one family of keywords.

extension SchemaRegistry {
  func types(_ value: JSONElement, of site: SchemaSite) throws(SchemaError) -> TypeSet {
    func one(_ word: JSONElement) throws(SchemaError) -> TypeSet {
      guard let text = word.string else {
        throw failure(
          .wrongType(keyword: "type", expected: "a string or an array of them", got: word.kind),
          at: site.place(word))
      }
      guard let type = TypeSet(word: text) else {
        throw failure(
          .unknownType(text), at: site.place(word),
          suggestion: NearestName.of(text, in: TypeSet.any.union(.integer).words))
      }
      return type
    }
    guard value.kind == .array else { return try one(value) }
    var result: TypeSet = []
    for word in value.elements { result.formUnion(try one(word)) }
    if result.contains(.number) { result.remove(.integer) }
    return result
  }

  mutating func compileValues(_ site: inout SchemaSite) throws(SchemaError) {
    if let value = site[.const] { site.append(.const(value), on: .any, .const, value) }
    if let value = site[.enum] {
      let values = try list(value, .enum, of: site) + site.otherSpellings
      site.append(.enumeration(Enumeration(values)), on: .any, .enum, value)
    }
  }

  mutating func compileNumbers(_ site: inout SchemaSite) throws(SchemaError) {
    let bounds: [(SchemaKeyword, SchemaCheck.Bound)] = [
      (.minimum, site.flag("exclusiveMinimum") == true ? .exclusiveMinimum : .minimum),
      (.maximum, site.flag("exclusiveMaximum") == true ? .exclusiveMaximum : .maximum),
      (.exclusiveMinimum, .exclusiveMinimum), (.exclusiveMaximum, .exclusiveMaximum),
      (.multipleOf, .multipleOf),
    ]
    for (keyword, bound) in bounds {
      guard let value = site[keyword], site.flag(keyword.rawValue) == nil else { continue }
      let limit = value.document.withView { root in
        value.kind == .number ? NumberConstant(root.at(value.index).raw) : nil
      }
      guard let limit else { throw wrongType(keyword, "a number", value, of: site) }
      if keyword == .multipleOf, limit.decimal.isZero || limit.decimal.isNegative {
        throw wrongValue(keyword, "greater than zero", value, of: site)
      }
      site.append(.bound(bound, limit), on: .number, keyword, value)
    }
  }

  mutating func compileStrings(_ site: inout SchemaSite) throws(SchemaError) {
    if let (value, limit) = try count(.minLength, of: site), limit > 0 {
      site.append(.minLength(limit), on: .string, .minLength, value)
    }
    if let (value, limit) = try count(.maxLength, of: site) {
      site.append(.maxLength(limit), on: .string, .maxLength, value)
    }
    if let value = site[.format] {
      guard let name = value.string else { throw wrongType(.format, "a string", value, of: site) }
      if let format = FormatID(name: name) {
        site.append(
          .format(format, isAsserted: site.assertsFormats), on: .string, .format, value)
      }
    }
    if let value = site[.pattern] {
      site.append(.pattern(try pattern(value, of: site)), on: .string, .pattern, value)
    }
  }

  mutating func compileArrays(_ site: inout SchemaSite) throws(SchemaError) {
    if let (value, limit) = try count(.minItems, of: site), limit > 0 {
      site.append(.minCount(limit), on: .array, .minItems, value)
    }
    if let (value, limit) = try count(.maxItems, of: site) {
      site.append(.maxCount(limit), on: .array, .maxItems, value)
    }
    var prefix: [Int] = []
    if let value = site[.prefixItems] {
      for schema in try list(value, .prefixItems, of: site) {
        prefix.append(try position(of: schema, in: site))
      }
      site.append(.prefixItems(prefix), on: .array, .prefixItems, value)
    }
    if let value = site[.items] {
      let schema = try position(of: value, in: site)
      site.append(.items(schema, from: prefix.count), on: .array, .items, value)
    }
    if let value = site[.contains] {
      let least = try count(.minContains, of: site)?.1 ?? 1
      let most = try count(.maxContains, of: site)?.1
      let schema = try position(of: value, in: site)
      site.append(.contains(schema, least: least, most: most), on: .array, .contains, value)
    }
    if let value = site[.uniqueItems] {
      guard let isUnique = value.bool else {
        throw wrongType(.uniqueItems, "a boolean", value, of: site)
      }
      if isUnique { site.append(.uniqueItems, on: .array, .uniqueItems, value) }
    }
  }

  mutating func compileObjects(_ site: inout SchemaSite) throws(SchemaError) {
    if let (value, limit) = try count(.minProperties, of: site), limit > 0 {
      site.append(.minCount(limit), on: .object, .minProperties, value)
    }
    if let (value, limit) = try count(.maxProperties, of: site) {
      site.append(.maxCount(limit), on: .object, .maxProperties, value)
    }
    if let value = site[.required] {
      site.append(
        .required(try names(value, .required, "an array of strings", of: site)), on: .object,
        .required, value)
    }
    try compileMembers(&site)
    if let value = site[.propertyNames] {
      let schema = try position(of: value, in: site)
      site.append(.propertyNames(schema), on: .object, .propertyNames, value)
    }
    for keyword in [SchemaKeyword.dependentRequired, .dependentSchemas, .dependencies] {
      guard let value = site[keyword] else { continue }
      for (key, dependency) in try map(value, keyword, of: site) {
        let trigger = key.stringBytes ?? []
        let isList =
          keyword == .dependentRequired || keyword == .dependencies && dependency.kind == .array
        let rule: SchemaCheck.Rule =
          isList
          ? .dependentRequired(
            trigger: trigger, names: try names(dependency, keyword, "arrays of strings", of: site))
          : .dependentSchema(trigger: trigger, try positionInPlace(of: dependency, in: site))
        site.append(rule, on: .object, keyword, dependency)
      }
    }
  }

  private mutating func compileMembers(_ site: inout SchemaSite) throws(SchemaError) {
    func rule(_ schema: Int, _ keyword: SchemaKeyword, _ value: JSONElement) -> MemberRules.Rule {
      MemberRules.Rule(schema: schema, keyword: keyword, node: value.index)
    }
    var named: [(name: [UInt8], value: MemberRules.Rule)] = []
    var patterns: [(pattern: CompiledPattern, rule: MemberRules.Rule)] = []
    if let value = site[.properties] {
      for (key, schema) in try map(value, .properties, of: site) {
        let name = key.stringBytes ?? []
        // Of a name that is given twice the last counts.
        named.removeAll { $0.name == name }
        named.append((name, rule(try position(of: schema, in: site), .properties, value)))
      }
    }
    if let value = site[.patternProperties] {
      for (key, schema) in try map(value, .patternProperties, of: site) {
        let pattern = try pattern(key, of: site)
        patterns.append(
          (pattern, rule(try position(of: schema, in: site), .patternProperties, value)))
      }
    }
    var additional: MemberRules.Rule?
    if let value = site[.additionalProperties] {
      additional = rule(try position(of: value, in: site), .additionalProperties, value)
    }
    var keywords: [(keyword: SchemaKeyword, node: Int)] = []
    for keyword in [SchemaKeyword.properties, .patternProperties, .additionalProperties] {
      if let value = site[keyword] { keywords.append((keyword, value.index)) }
    }
    guard let first = keywords.first else { return }
    let rules = MemberRules(
      named: NameTable(named), patterns: patterns, additional: additional,
      keywords: keywords)
    site.checks.append(
      SchemaCheck(rule: .members(rules), kinds: .object, keyword: first.keyword, node: first.node))
  }

  mutating func compileApplicators(_ site: inout SchemaSite) throws(SchemaError) {
    if let value = site[.ref] {
      let target = try resolve(value, at: site.place(value), in: site.resource)
      let index = try position(of: target.place)
      inPlace[site.index].append(index)
      site.append(.ref(index), on: .any, .ref, value)
    }
    if let value = site[.dynamicRef] {
      let target = try resolve(value, at: site.place(value), in: site.resource)
      let index = try position(of: target.place)
      if let name = target.dynamicName {
        // Where it leads is known only at evaluation, which bounds its depth.
        site.append(.dynamicRef(index, name: number(of: name)), on: .any, .dynamicRef, value)
      } else {
        inPlace[site.index].append(index)
        site.append(.ref(index), on: .any, .dynamicRef, value)
      }
    }
    for keyword in [SchemaKeyword.allOf, .anyOf, .oneOf] {
      guard let value = site[keyword] else { continue }
      var branches: [Int] = []
      for schema in try list(value, keyword, of: site) {
        branches.append(try positionInPlace(of: schema, in: site))
      }
      guard !branches.isEmpty else {
        throw wrongValue(keyword, "an array with at least one schema", value, of: site)
      }
      switch keyword {
      case .allOf: site.append(.allOf(branches), on: .any, keyword, value)
      case .anyOf: site.append(.anyOf(branches), on: .any, keyword, value)
      default: site.append(.oneOf(branches), on: .any, keyword, value)
      }
    }
    if let value = site[.not] {
      site.append(.not(try positionInPlace(of: value, in: site)), on: .any, .not, value)
    }
    if let value = site[.if] {
      let condition = try positionInPlace(of: value, in: site)
      var then: Int?
      var other: Int?
      if let value = site[.then] { then = try positionInPlace(of: value, in: site) }
      if let value = site[.else] { other = try positionInPlace(of: value, in: site) }
      site.append(.conditional(condition, then: then, else: other), on: .any, .if, value)
    }
  }

  mutating func compileUnevaluated(_ site: inout SchemaSite) throws(SchemaError) {
    let keywords: [(SchemaKeyword, TypeSet)] = [
      (.unevaluatedItems, .array), (.unevaluatedProperties, .object),
    ]
    for (keyword, kind) in keywords {
      guard let value = site[keyword] else { continue }
      schemas[site.index].tracksChildren = true
      let schema = try position(of: value, in: site)
      site.append(.unevaluated(schema), on: kind, keyword, value)
    }
  }

  /// The number of a name that a `$dynamicRef` looks for.
  private mutating func number(of name: String) -> Int {
    if let known = dynamicNames[name] { return known }
    dynamicNames[name] = dynamicTargets.count
    dynamicTargets.append([:])
    return dynamicTargets.count - 1
  }
}

// MARK: The values of keywords

extension SchemaRegistry {
  /// Compiles the source of a pattern that stands as a string, be it a value or a key.
  private mutating func pattern(
    _ value: JSONElement, of site: SchemaSite
  ) throws(SchemaError) -> CompiledPattern {
    guard let source = value.string else {
      throw wrongType(.pattern, "a string", value, of: site)
    }
    if let known = patterns[source] { return known }
    do throws(PatternError) {
      let pattern = try CompiledPattern(source: source)
      patterns[source] = pattern
      return pattern
    } catch {
      throw failure(
        .badPattern(source: source, reason: error.message), at: site.place(value))
    }
  }

  /// The value of a keyword that is a count: an integer, not negative.
  private func count(
    _ keyword: SchemaKeyword, of site: SchemaSite
  ) throws(SchemaError) -> (JSONElement, Int)? {
    guard let value = site[keyword] else { return nil }
    guard let text = value.numberText, let decimal = JSONDecimal(text) else {
      throw wrongType(keyword, "an integer", value, of: site)
    }
    guard decimal.isInteger, !decimal.isNegative else {
      throw wrongValue(keyword, "an integer that is not negative", value, of: site)
    }
    // No instance reaches what does not fit.
    return (value, Int(min(decimal.int64 ?? Int64(Int32.max), Int64(Int32.max))))
  }

  private func names(
    _ value: JSONElement, _ keyword: SchemaKeyword, _ expected: String, of site: SchemaSite
  ) throws(SchemaError) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for name in try list(value, keyword, of: site) {
      guard let bytes = name.stringBytes else {
        throw wrongType(keyword, expected, name, of: site)
      }
      result.append(bytes)
    }
    return result
  }

  private func list(
    _ value: JSONElement, _ keyword: SchemaKeyword, of site: SchemaSite
  ) throws(SchemaError) -> [JSONElement] {
    guard value.kind == .array else { throw wrongType(keyword, "an array", value, of: site) }
    return value.elements
  }

  private func map(
    _ value: JSONElement, _ keyword: SchemaKeyword, of site: SchemaSite
  ) throws(SchemaError) -> [(key: JSONElement, value: JSONElement)] {
    guard value.kind == .object else { throw wrongType(keyword, "an object", value, of: site) }
    return value.members
  }

  private func wrongType(
    _ keyword: SchemaKeyword, _ expected: String, _ value: JSONElement, of site: SchemaSite
  ) -> SchemaError {
    failure(
      .wrongType(keyword: keyword.rawValue, expected: expected, got: value.kind),
      at: site.place(value))
  }

  private func wrongValue(
    _ keyword: SchemaKeyword, _ expected: String, _ value: JSONElement, of site: SchemaSite
  ) -> SchemaError {
    failure(
      .wrongValue(
        keyword: keyword.rawValue, expected: expected, got: String(value.rawText.prefix(60))),
      at: site.place(value))
  }
}

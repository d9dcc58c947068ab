import VerifyMockJSON

/// Finds all violations of an instance that a ``SchemaEvaluator`` has found invalid.
///
/// It descends only where something fails, and asks the evaluator elsewhere.
struct SchemaReporter {
  let set: SchemaSet
  let root: Int
  let limit: Int
  var evaluator: SchemaEvaluator
  /// Schemas that may still be explained; beyond that verdicts name no causes.
  private var explanationsLeft = 20_000
  /// How many schemas may be explained inside each other; each takes some kilobytes of the stack.
  private static let depthLimit = 64
  private var depth = 0

  init(set: SchemaSet, instance: JSONView, options: ValidationOptions) {
    self.set = set
    root = instance.index
    limit = options.limit
    evaluator = SchemaEvaluator(
      set: set, instance: instance, assertsFormats: options.assertFormats)
  }

  /// The violations of a value that a schema, whose keyword location is `path`, does not accept.
  mutating func explain(_ schema: Int, _ node: Int, at path: String) -> [SchemaViolation] {
    var marks: SchemaEvaluator.Marks = nil
    return explain(schema, node, at: path, &marks)
  }

  private mutating func explain(
    _ index: Int, _ node: Int, at path: String, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    let schema = set.schemas[index]
    let site = ReportSite(schema: schema, path: path, node: node)
    if schema.isFalse { return [violation(.forbidden, site)] }
    guard evaluator.allows(schema.types, node) else { return [typeViolation(site)] }
    explanationsLeft -= 1
    guard explanationsLeft > 0, depth < SchemaReporter.depthLimit else {
      return [violation(.unexplained, site)]
    }
    guard evaluator.enter(schema.resource) else { return [violation(exhaustion, site)] }
    depth += 1
    defer {
      evaluator.leave()
      depth -= 1
    }
    guard schema.tracksChildren else { return explainChecks(site, &marks) }
    var own: SchemaEvaluator.Marks = Array(
      repeating: false, count: evaluator.view(node).count)
    defer { SchemaEvaluator.merge(own, into: &marks) }
    return explainChecks(site, &own)
  }

  private mutating func explainChecks(
    _ site: ReportSite, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    // When an applicator fails it is not known what it would have evaluated.
    var isKnown = true
    let kind = TypeSet(evaluator.view(site.node).kind)
    for check in site.schema.checks where !check.kinds.isDisjoint(with: kind) {
      guard found.count < limit else { break }
      switch check.rule {
      case .unevaluated(let schema):
        if isKnown { found += explainUnevaluated(schema, check, site, &marks) }
      case .members, .propertyNames, .items, .prefixItems:
        found += explainChildren(check, site, &marks)
      default:
        let doubts = evaluator.doubts
        let isSatisfied = evaluator.satisfies(check.rule, site.node, &marks)
        let isCertain = evaluator.doubts == doubts
        if !isSatisfied || !isCertain, !evaluator.isExhausted {
          isKnown = false
          found +=
            isCertain
            ? explainFailure(check, site, &marks) : explainDoubt(check, site, &marks)
        }
      }
      if evaluator.isExhausted {
        let isReported = found.contains(where: \.isUndecided)
        return isReported ? found : found + [violation(exhaustion, check, site)]
      }
    }
    return found
  }

  /// Why the value could not be decided.
  private var exhaustion: SchemaViolation.Kind {
    guard let pattern = evaluator.undecidedPattern else { return .tooComplex }
    return .undecided(
      pattern: String(decoding: pattern.source, as: UTF8.self), steps: CompiledPattern.stepLimit)
  }
}

/// A schema applied to a value, as seen by the reporter.
struct ReportSite {
  let schema: CompiledSchema
  /// The keyword location of the schema.
  let path: String
  /// The tape index of the value.
  let node: Int
}

// MARK: Single checks

extension SchemaReporter {
  /// The violations behind a check that is known to fail.
  private mutating func explainFailure(
    _ check: SchemaCheck, _ site: ReportSite, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    switch check.rule {
    case .ref(let schema):
      return explain(schema, site.node, at: path(to: check.node, site), &marks)
    case .dynamicRef(let schema, let name):
      return explain(
        evaluator.dynamicTarget(name) ?? schema, site.node, at: path(to: check.node, site), &marks)
    case .allOf(let schemas):
      var found: [SchemaViolation] = []
      for schema in schemas { found += explainBranch(schema, site, &marks) }
      return found
    case .anyOf(let schemas): return explainBranches(schemas, isExclusive: false, check, site)
    case .oneOf(let schemas): return explainBranches(schemas, isExclusive: true, check, site)
    case .conditional(let condition, let then, let other):
      let branch = evaluator.accepts(condition, site.node) ? then : other
      return branch.map { explainBranch($0, site, &marks) } ?? []
    case .dependentSchema(_, let schema): return explainBranch(schema, site, &marks)
    case .required(let names): return explainMissing(names, nil, check, site)
    case .dependentRequired(let trigger, let names):
      return explainMissing(names, trigger, check, site)
    case .const(let value):
      let expected = SchemaExcerpt(value)
      return [
        violation(
          .const(expected: expected), check, site, suggestion: nearValue([expected], site))
      ]
    case .enumeration(let values):
      let expected = values.values.map { SchemaExcerpt($0) }
      return [
        violation(
          .enumeration(expected: expected), check, site, suggestion: nearValue(expected, site))
      ]
    default: return [violation(kind(of: check, site), check, site)]
    }
  }

  /// The violations behind a check that an undecided pattern leaves open: those that are certain, and
  /// what is undecided.
  private mutating func explainDoubt(
    _ check: SchemaCheck, _ site: ReportSite, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    switch check.rule {
    case .ref, .dynamicRef, .allOf, .dependentSchema:
      let found = explainFailure(check, site, &marks)
      return found.isEmpty ? [violation(exhaustion, check, site)] : found
    default: return [violation(exhaustion, check, site)]
    }
  }

  /// Whether a value is certain to be valid against a schema.
  private mutating func accepts(
    _ schema: Int, _ node: Int, _ marks: inout SchemaEvaluator.Marks
  ) -> Bool {
    let doubts = evaluator.doubts
    return evaluator.accepts(schema, node, &marks) && evaluator.doubts == doubts
  }

  private mutating func explainBranch(
    _ schema: Int, _ site: ReportSite, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    if accepts(schema, site.node, &marks) { return [] }
    return explain(schema, site.node, at: path(to: schema, in: site), &marks)
  }

  private func explainMissing(
    _ names: [[UInt8]], _ trigger: [UInt8]?, _ check: SchemaCheck, _ site: ReportSite
  ) -> [SchemaViolation] {
    let missing = names.filter { evaluator.member($0, of: site.node) == nil }
    let others = unknownNames(site)
    return missing.prefix(limit).map { name in
      let name = String(decoding: name, as: UTF8.self)
      let kind: SchemaViolation.Kind =
        trigger.map {
          .missingDependent(name: name, dueTo: String(decoding: $0, as: UTF8.self))
        } ?? .missing(name: name)
      return violation(kind, check, site, suggestion: nearName(to: name, among: others))
    }
  }

  /// The allowed string that was probably meant.
  private func nearValue(
    _ expected: [SchemaExcerpt], _ site: ReportSite
  ) -> SchemaSuggestion? {
    guard let got = SchemaExcerpt(evaluator.view(site.node)).content else { return nil }
    let allowed = expected.compactMap(\.content)
    let lower = got.lowercased()
    if let other = allowed.first(where: { $0.lowercased() == lower }) {
      return .valueInOtherCase("\"\(other)\"")
    }
    return NearestName.of(got, in: allowed).map { .nearValue("\"\($0)\"") }
  }

  private mutating func kind(of check: SchemaCheck, _ site: ReportSite) -> SchemaViolation.Kind {
    let view = evaluator.view(site.node)
    func written() -> String {
      let document = set.sources[site.schema.place.source].document
      let element = JSONElement(document: document, index: check.node)
      return element.string ?? element.rawText
    }
    switch check.rule {
    case .not: return .not
    case .bound(.minimum, _): return .minimum(written(), isExclusive: false)
    case .bound(.maximum, _): return .maximum(written(), isExclusive: false)
    case .bound(.exclusiveMinimum, _): return .minimum(written(), isExclusive: true)
    case .bound(.exclusiveMaximum, _): return .maximum(written(), isExclusive: true)
    case .bound(.multipleOf, _): return .multipleOf(written())
    case .minLength(let limit): return .minLength(limit, got: view.scalarCount)
    case .maxLength(let limit): return .maxLength(limit, got: view.scalarCount)
    case .pattern: return .pattern(written())
    case .format: return .format(written())
    case .minCount(let limit):
      return view.kind == .array
        ? .minItems(limit, got: view.count) : .minProperties(limit, got: view.count)
    case .maxCount(let limit):
      return view.kind == .array
        ? .maxItems(limit, got: view.count) : .maxProperties(limit, got: view.count)
    case .uniqueItems:
      let pair = JSONEquality.firstDuplicate(in: view) ?? (0, 0)
      return .uniqueItems(pair.0, pair.1)
    case .contains(let schema, let least, let most):
      var matched = 0
      var child = view.firstChild
      for _ in 0..<view.count {
        if evaluator.accepts(schema, child) { matched += 1 }
        child = view.at(child).next
      }
      return .contains(least: least, most: most, got: matched)
    default: return .forbidden
    }
  }
}

// MARK: Children

extension SchemaReporter {
  /// The violations of the children that a check applies schemas to; the children are marked, valid
  /// or not, so that they are not reported as unevaluated too.
  private mutating func explainChildren(
    _ check: SchemaCheck, _ site: ReportSite, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    guard case .members(let rules) = check.rule else {
      var found: [SchemaViolation] = []
      for child in children(of: site.node) where found.count < limit {
        switch check.rule {
        case .prefixItems(let schemas) where child.ordinal < schemas.count:
          found += explainChild(schemas[child.ordinal], child, check.keyword, site)
        case .items(let schema, let start) where child.ordinal >= start:
          found += explainChild(schema, child, check.keyword, site)
        case .propertyNames(let schema):
          found += explainName(child.key, schema, check, site)
          continue
        default: continue
        }
        marks?[child.ordinal] = true
      }
      return found
    }
    var found: [SchemaViolation] = []
    for keyword in rules.keywords.map(\.keyword) {
      for child in children(of: site.node) where found.count < limit {
        let doubts = evaluator.doubts
        var applicable = rules.rules(for: child.key, &evaluator)
        if evaluator.doubts > doubts {
          // Whether its name is an additional one is open as well.
          applicable.removeAll { $0.keyword == .additionalProperties }
          if keyword == .patternProperties { found.append(violation(exhaustion, check, site)) }
          marks?[child.ordinal] = true
        }
        for rule in applicable where rule.keyword == keyword {
          found += explainChild(rule.schema, child, keyword, site)
          marks?[child.ordinal] = true
        }
      }
    }
    return found
  }

  private mutating func explainUnevaluated(
    _ schema: Int, _ check: SchemaCheck, _ site: ReportSite, _ marks: inout SchemaEvaluator.Marks
  ) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    for child in children(of: site.node)
    where found.count < limit && marks?[child.ordinal] == false {
      marks?[child.ordinal] = true
      found += explainChild(schema, child, check.keyword, site)
    }
    return found
  }

  /// The children of an array or object; of an element, `key` is the element itself.
  private func children(of node: Int) -> [Child] {
    let parent = evaluator.view(node)
    let step = parent.kind == .object ? 1 : 0
    var key = node + 1
    return (0..<parent.count).map { ordinal in
      let child = Child(ordinal: ordinal, key: key, node: key + step)
      key = evaluator.view(child.node).next
      return child
    }
  }

  private struct Child {
    let ordinal: Int
    let key: Int
    let node: Int
  }

  /// The violations of one child; nothing when it is valid, or when the evaluation has ended.
  private mutating func explainChild(
    _ schema: Int, _ child: Child, _ keyword: SchemaKeyword, _ site: ReportSite
  ) -> [SchemaViolation] {
    var marks: SchemaEvaluator.Marks = nil
    if evaluator.isExhausted || accepts(schema, child.node, &marks) { return [] }
    let path = path(to: schema, in: site)
    guard set.schemas[schema].isFalse else { return explain(schema, child.node, at: path) }
    let place = ReportSite(schema: set.schemas[schema], path: path, node: child.node)
    var result = violation(.forbidden, place)
    result.keyword = keyword.rawValue
    if child.key == child.node {
      if keyword != .prefixItems { result.kind = .unexpectedItem }
      return [result]
    }
    let name = text(child.key)
    result.kind = .unexpectedName(name)
    result.offset = Int(evaluator.view(child.key).node.start) - 1
    let unused = knownNames(site).filter { evaluator.member($0, of: site.node) == nil }
    result.suggestion = nearName(
      to: name, among: unused.map { String(decoding: $0, as: UTF8.self) })
    return [result]
  }

  private mutating func explainName(
    _ key: Int, _ schema: Int, _ check: SchemaCheck, _ site: ReportSite
  ) -> [SchemaViolation] {
    var marks: SchemaEvaluator.Marks = nil
    if evaluator.isExhausted || accepts(schema, key, &marks) { return [] }
    let causes = explain(schema, key, at: path(to: check.node, site))
    let isCertain = causes.contains { !$0.isUndecided }
    var result = violation(
      isCertain ? .propertyName(text(key)) : exhaustion, check, site,
      causes: isCertain ? causes : [])
    result.offset = Int(evaluator.view(key).node.start) - 1
    return [result]
  }

  private func text(_ key: Int) -> String {
    evaluator.view(key).withDecodedString { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in `properties` and `required` of a schema.
  private func knownNames(_ site: ReportSite) -> [[UInt8]] {
    var properties: [[UInt8]] = []
    var required: [[UInt8]] = []
    for check in site.schema.checks {
      switch check.rule {
      case .members(let rules): properties = rules.named.names
      case .required(let names): required = names
      default: continue
      }
    }
    return properties + required.filter { !properties.contains($0) }
  }

  /// The names of an object that its schema does not know.
  private func unknownNames(_ site: ReportSite) -> [String] {
    let known = Set(knownNames(site))
    return children(of: site.node).prefix(1000).compactMap { child in
      // A very long name is not a misspelling.
      guard evaluator.view(child.key).raw.count <= 200 else { return nil }
      let name = text(child.key)
      return known.contains(Array(name.utf8)) ? nil : name
    }
  }

  private func nearName(to name: String, among names: [String]) -> SchemaSuggestion? {
    guard let near = NearestName.of(name, in: names) else { return nil }
    return near.lowercased() == name.lowercased() ? .nameInOtherCase(near) : .nearName(near)
  }
}

extension MemberRules {
  /// The rules that apply to the member with a key.
  func rules(for key: Int, _ evaluator: inout SchemaEvaluator) -> [Rule] {
    var found = named.value(of: evaluator.view(key)).map { [$0] } ?? []
    for (pattern, rule) in patterns where evaluator.matches(pattern, key) { found.append(rule) }
    return found.isEmpty ? additional.map { [$0] } ?? [] : found
  }
}

// MARK: Violations

extension SchemaReporter {
  /// A violation of a whole schema.
  private func violation(_ kind: SchemaViolation.Kind, _ site: ReportSite) -> SchemaViolation {
    violation(kind, nil, at: site.schema.place.node, site)
  }

  func violation(
    _ kind: SchemaViolation.Kind, _ check: SchemaCheck, _ site: ReportSite,
    suggestion: SchemaSuggestion? = nil, causes: [SchemaViolation] = []
  ) -> SchemaViolation {
    violation(kind, check.keyword, at: check.node, site, suggestion: suggestion, causes: causes)
  }

  private func violation(
    _ kind: SchemaViolation.Kind, _ keyword: SchemaKeyword?, at keywordNode: Int,
    _ site: ReportSite, suggestion: SchemaSuggestion? = nil, causes: [SchemaViolation] = []
  ) -> SchemaViolation {
    let view = evaluator.view(site.node)
    let location = path(to: keywordNode, site)
    return SchemaViolation(
      instanceLocation: TapeLocation.pointer(to: site.node, from: root, in: view),
      offset: Int(view.node.start) - (view.kind == .string ? 1 : 0),
      keyword: keyword?.rawValue ?? JSONPointer(parsing: location)?.tokens.last ?? "",
      keywordLocation: location,
      absoluteKeywordLocation: set.absoluteLocation(of: keywordNode, in: site.schema),
      kind: kind, value: SchemaExcerpt(view), suggestion: suggestion, causes: causes)
  }

  /// The keyword location of a node inside the schema of a site.
  func path(to node: Int, _ site: ReportSite) -> String {
    site.path + set.path(from: site.schema.place, to: node)
  }

  /// The keyword location of a subschema.
  func path(to schema: Int, in site: ReportSite) -> String {
    path(to: set.schemas[schema].place.node, site)
  }

  private func typeViolation(_ site: ReportSite) -> SchemaViolation {
    let types = site.schema.types
    return violation(
      .type(expected: types.words), .type, at: site.schema.typeNode, site,
      suggestion: quoting(types, evaluator.view(site.node)))
  }

  /// A hint when the value's text is right and its quotes are not.
  private func quoting(_ types: TypeSet, _ value: JSONView) -> SchemaSuggestion? {
    if value.kind == .string, !value.node.isEscaped {
      if let number = JSONDecimal(value.raw) {
        if types.contains(.number) { return .unquote("number") }
        if types.contains(.integer), number.isInteger { return .unquote("integer") }
      }
      let text = String(decoding: value.raw, as: UTF8.self)
      if types.contains(.boolean), text == "true" || text == "false" { return .unquote("boolean") }
      return types.contains(.null) && text == "null" ? .unquote("null") : nil
    }
    let isScalar = value.kind == .number || value.kind == .true || value.kind == .false
    return isScalar && types.contains(.string) ? .quote : nil
  }
}

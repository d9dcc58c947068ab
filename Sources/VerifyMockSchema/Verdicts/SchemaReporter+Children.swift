import VerifyMockJSON

extension SchemaReporter {
  /// The violations of the children that an instruction applies schemas to; the children are
  /// marked, valid or not, so that they are not reported as unevaluated too.
  mutating func explainChildren(
    _ instruction: SchemaInstruction, _ site: ReportSite, _ marks: SchemaEvaluator.Marks?
  ) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    let isObject = evaluator.nodes[site.node].kind == .object
    var child = site.node + 1
    for ordinal in 0..<Int(evaluator.nodes[site.node].count) {
      guard found.count < limit else { break }
      let value = isObject ? child + 1 : child
      var isEvaluated = false
      let program = set.program
      switch instruction.operation {
      case .prefixItems where ordinal < Int(instruction.b):
        isEvaluated = true
        let schema = program.lists[Int(instruction.a) + ordinal]
        found += explainChild(schema, value, instruction, site)
      case .items where ordinal >= Int(instruction.b):
        isEvaluated = true
        found += explainChild(instruction.a, value, instruction, site)
      case .properties:
        let name = evaluator.find(program.plans[Int(instruction.a)].table, child)
        guard name >= 0, program.names[Int(name)].schema >= 0 else { break }
        isEvaluated = true
        found += explainChild(program.names[Int(name)].schema, value, instruction, site)
      case .patternProperties:
        let plan = program.plans[Int(instruction.a)]
        for rule in Int(plan.patternStart)..<Int(plan.patternEnd)
        where evaluator.matches(Int(program.rules[rule].pattern), child) {
          isEvaluated = true
          found += explainChild(program.rules[rule].schema, value, instruction, site)
        }
      case .additionalProperties:
        let plan = program.plans[Int(instruction.a)]
        guard !isNamed(child, in: plan) else { break }
        isEvaluated = true
        found += explainChild(plan.additional, value, instruction, site)
      case .propertyNames:
        found += explainName(child, instruction, site)
      default: break
      }
      if isEvaluated, let marks { marks[ordinal] = 1 }
      child = Int(evaluator.nodes[value].next)
    }
    return found
  }

  /// Whether `properties` or `patternProperties` apply to a member.
  private func isNamed(_ key: Int, in plan: MemberPlan) -> Bool {
    let name = evaluator.find(plan.table, key)
    if name >= 0, set.program.names[Int(name)].schema >= 0 { return true }
    return (Int(plan.patternStart)..<Int(plan.patternEnd)).contains {
      evaluator.matches(Int(set.program.rules[$0].pattern), key)
    }
  }

  mutating func explainUnevaluated(
    _ instruction: SchemaInstruction, _ site: ReportSite, _ marks: SchemaEvaluator.Marks?
  ) -> [SchemaViolation] {
    guard let marks else { return [] }
    var found: [SchemaViolation] = []
    let step = evaluator.nodes[site.node].kind == .object ? 1 : 0
    var child = site.node + 1 + step
    for ordinal in 0..<Int(evaluator.nodes[site.node].count) {
      guard found.count < limit else { break }
      if marks[ordinal] == 0 {
        marks[ordinal] = 1
        found += explainChild(instruction.a, child, instruction, site)
      }
      child = Int(evaluator.nodes[child].next) + step
    }
    return found
  }

  /// The violations of one child; nothing when it is valid.
  @inline(never)
  private mutating func explainChild(
    _ schema: Int32, _ child: Int, _ instruction: SchemaInstruction, _ site: ReportSite
  ) -> [SchemaViolation] {
    if evaluator.accepts(schema, child) { return [] }
    let entry = set.program.entries[Int(schema)]
    let path = path(to: Int(entry.node), site)
    guard entry.isFalse else { return explain(schema, child, at: path) }
    let place = ReportSite(entry: entry, path: path, node: child)
    var result = violation(.forbidden, place)
    result.keyword = instruction.keyword.rawValue
    guard evaluator.nodes[site.node].kind == .object else {
      if instruction.operation != .prefixItems { result.kind = .unexpectedItem }
      return [result]
    }
    let name = evaluator.view(child - 1).withDecodedString { String(decoding: $0, as: UTF8.self) }
    result.kind = .unexpectedName(name)
    result.offset = Int(evaluator.nodes[child - 1].start) - 1
    result.suggestion = nearName(to: name, among: unusedNames(site))
    return [result]
  }

  @inline(never)
  private mutating func explainName(
    _ key: Int, _ instruction: SchemaInstruction, _ site: ReportSite
  ) -> [SchemaViolation] {
    let schema = set.program.plans[Int(instruction.a)].names
    if evaluator.accepts(schema, key) { return [] }
    let causes = explain(schema, key, at: path(to: Int(instruction.node), site))
    let name = evaluator.view(key).withDecodedString { String(decoding: $0, as: UTF8.self) }
    var result = violation(.propertyName(name), instruction, site, causes: causes)
    result.offset = Int(evaluator.nodes[key].start) - 1
    return [result]
  }

  /// The names that a schema knows and the object does not have.
  private func unusedNames(_ site: ReportSite) -> [String] {
    knownNames(site).filter { name in
      var name = name
      return name.withUTF8 { evaluator.view(site.node).member($0) } == nil
    }
  }

  /// The names in `properties` and `required` of a schema.
  func knownNames(_ site: ReportSite) -> [String] {
    for at in Int(site.entry.fullStart)..<Int(site.entry.fullEnd) {
      let instruction = set.program.full[at]
      switch instruction.operation {
      case .properties, .patternProperties, .additionalProperties:
        let table = set.program.plans[Int(instruction.a)].table
        return (table.entries..<table.entries + table.count).map {
          String(decoding: set.program.name($0), as: UTF8.self)
        }
      default: continue
      }
    }
    return []
  }

  /// The names of an object that its schema does not know.
  func unknownNames(_ site: ReportSite) -> [String] {
    let known = Set(knownNames(site).map { Array($0.utf8) })
    var result: [String] = []
    var key = site.node + 1
    for _ in 0..<min(1000, Int(evaluator.nodes[site.node].count)) {
      // A very long name is not a misspelling.
      if evaluator.view(key).raw.count <= 200 {
        let name = evaluator.view(key).withDecodedString { String(decoding: $0, as: UTF8.self) }
        if !known.contains(Array(name.utf8)) { result.append(name) }
      }
      key = Int(evaluator.nodes[key + 1].next)
    }
    return result
  }

  func nearName(to name: String, among names: [String]) -> SchemaSuggestion? {
    guard let near = NearestName.of(name, in: names) else { return nil }
    return near.lowercased() == name.lowercased() ? .nameInOtherCase(near) : .nearName(near)
  }
}

import VerifyMockJSON

extension SchemaReporter {
  /// The violations behind an instruction that is known to fail.
  mutating func explainFailure(
    _ instruction: SchemaInstruction, _ site: ReportSite, _ marks: SchemaEvaluator.Marks?
  ) -> [SchemaViolation] {
    switch instruction.operation {
    case .ref:
      return explain(instruction.a, site.node, at: path(to: Int(instruction.node), site), marks)
    case .dynamicRef:
      let target = evaluator.dynamicTarget(instruction)
      return explain(target, site.node, at: path(to: Int(instruction.node), site), marks)
    case .allOf:
      var found: [SchemaViolation] = []
      for i in 0..<Int(instruction.b) {
        found += explainBranch(set.program.lists[Int(instruction.a) + i], site, marks)
      }
      return found
    case .anyOf, .oneOf: return explainBranches(instruction, site)
    case .not: return [violation(.not, instruction, site)]
    case .ifThenElse:
      let isMet = evaluator.accepts(instruction.a, site.node)
      return explainBranch(isMet ? instruction.b : instruction.c, site, marks)
    case .dependentSchemas: return explainBranch(instruction.b, site, marks)
    case .required, .dependentRequired: return explainMissing(instruction, site)
    case .const, .enum:
      let expected = constants(instruction)
      let kind: SchemaViolation.Kind =
        instruction.operation == .const && !expected.isEmpty
        ? .const(expected: expected[0]) : .enumeration(expected: expected)
      return [
        violation(kind, instruction, site, suggestion: nearValue(expected, site))
      ]
    default: return [violation(kind(of: instruction, site), instruction, site)]
    }
  }

  @inline(never)
  private mutating func explainBranch(
    _ schema: Int32, _ site: ReportSite, _ marks: SchemaEvaluator.Marks?
  ) -> [SchemaViolation] {
    if evaluator.accepts(schema, site.node, marks) { return [] }
    let node = Int(set.program.entries[Int(schema)].node)
    return explain(schema, site.node, at: path(to: node, site), marks)
  }

  @inline(never)
  private func explainMissing(
    _ instruction: SchemaInstruction, _ site: ReportSite
  ) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    let isDependent = instruction.operation == .dependentRequired
    let start = Int(isDependent ? instruction.b : instruction.a)
    let count = Int(isDependent ? instruction.c : instruction.b)
    let others = unknownNames(site)
    for i in 0..<count where found.count < limit {
      let index = set.program.lists[start + i]
      guard evaluator.member(index, of: site.node) == nil else { continue }
      let name = String(decoding: set.program.name(index), as: UTF8.self)
      let kind: SchemaViolation.Kind =
        isDependent
        ? .missingDependent(
          name: name, dueTo: String(decoding: set.program.name(instruction.a), as: UTF8.self))
        : .missing(name: name)
      found.append(
        violation(kind, instruction, site, suggestion: nearName(to: name, among: others)))
    }
    return found
  }

  private func constants(_ instruction: SchemaInstruction) -> [SchemaExcerpt] {
    let roots =
      instruction.operation == .const
      ? [instruction.a]
      : (0..<Int(instruction.b)).map { set.program.lists[Int(instruction.a) + $0] }
    return roots.map { root in
      SchemaExcerpt(
        JSONView(
          bytes: set.program.constantBytes, nodes: set.program.constantNodes, index: Int(root)))
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

  @inline(never)
  private mutating func kind(
    of instruction: SchemaInstruction, _ site: ReportSite
  ) -> SchemaViolation.Kind {
    let limit = Int(instruction.a)
    let view = evaluator.view(site.node)
    let document = set.sources[Int(site.entry.document)].document
    func written() -> String {
      let element = JSONElement(document: document, index: Int(instruction.node))
      return element.string ?? element.rawText
    }
    switch instruction.operation {
    case .minimum: return .minimum(written(), isExclusive: false)
    case .maximum: return .maximum(written(), isExclusive: false)
    case .exclusiveMinimum: return .minimum(written(), isExclusive: true)
    case .exclusiveMaximum: return .maximum(written(), isExclusive: true)
    case .multipleOf: return .multipleOf(written())
    case .minLength: return .minLength(limit, got: view.scalarCount)
    case .maxLength: return .maxLength(limit, got: view.scalarCount)
    case .pattern: return .pattern(written())
    case .format: return .format(written())
    case .minItems: return .minItems(limit, got: view.count)
    case .maxItems: return .maxItems(limit, got: view.count)
    case .minProperties: return .minProperties(limit, got: view.count)
    case .maxProperties: return .maxProperties(limit, got: view.count)
    case .uniqueItems:
      let pair = JSONEquality.firstDuplicate(in: view) ?? (0, 0)
      return .uniqueItems(pair.0, pair.1)
    case .contains:
      var matched = 0
      var child = view.firstChild
      for _ in 0..<view.count {
        if evaluator.accepts(instruction.a, child) { matched += 1 }
        child = view.at(child).next
      }
      let most = instruction.c < 0 ? nil : Int(instruction.c)
      return .contains(least: Int(instruction.b), most: most, got: matched)
    default: return .forbidden
    }
  }
}

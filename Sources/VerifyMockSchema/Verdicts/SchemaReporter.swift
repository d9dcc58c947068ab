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
      program: set.program, instance: instance, assertsFormats: options.assertFormats)
  }

  /// The violations of a value that a schema, whose keyword location is `path`, does not accept.
  mutating func explain(
    _ schema: Int32, _ node: Int, at path: String, _ marks: SchemaEvaluator.Marks? = nil
  ) -> [SchemaViolation] {
    let entry = set.program.entries[Int(schema)]
    let site = ReportSite(entry: entry, path: path, node: node)
    if entry.isFalse { return [violation(.forbidden, site)] }
    let kind = evaluator.nodes[node].kind
    if !evaluator.allows(entry.types, kind, node) { return [typeViolation(site)] }
    explanationsLeft -= 1
    guard explanationsLeft > 0, depth < SchemaReporter.depthLimit else {
      return [violation(.unexplained, site)]
    }
    guard evaluator.enter(entry.resource) else { return [violation(.tooComplex, site)] }
    depth += 1
    defer {
      evaluator.leave()
      depth -= 1
    }
    guard entry.tracksChildren, kind == .array || kind == .object else {
      return explainInstructions(site, kind, marks)
    }
    let count = Int(evaluator.nodes[node].count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { buffer in
      guard let own = buffer.baseAddress else { return [] }
      own.initialize(repeating: 0, count: count + 1)
      let found = explainInstructions(site, kind, own)
      if let marks {
        for child in 0..<count where own[child] != 0 { marks[child] = 1 }
      }
      return found
    }
  }

  private mutating func explainInstructions(
    _ site: ReportSite, _ kind: JSONKind, _ marks: SchemaEvaluator.Marks?
  ) -> [SchemaViolation] {
    var found: [SchemaViolation] = []
    // When an applicator fails it is not known what it would have evaluated.
    var isKnown = true
    let start = Int(site.entry.fullStart)
    let end = Int(site.entry.fullEnd)
    for at in start..<max(start, end) {
      guard found.count < limit else { break }
      let instruction = set.program.full + at
      guard !instruction.pointee.kinds.isDisjoint(with: TypeSet(kind)) else { continue }
      switch instruction.pointee.operation {
      case .unevaluatedItems, .unevaluatedProperties:
        guard isKnown else { continue }
        found += explainUnevaluated(instruction.pointee, site, marks)
      case .properties, .patternProperties, .additionalProperties, .propertyNames, .items,
        .prefixItems:
        found += explainChildren(instruction.pointee, site, marks)
      default:
        let isSatisfied = evaluator.run(instruction, site.node, marks)
        if evaluator.isExhausted { return found + [violation(.tooComplex, site)] }
        if isSatisfied { continue }
        isKnown = false
        found += explainFailure(instruction.pointee, site, marks)
      }
    }
    return found
  }
}

/// A schema applied to a value, as seen by the reporter.
struct ReportSite {
  let entry: SchemaEntry
  /// The keyword location of the schema.
  let path: String
  /// The tape index of the value.
  let node: Int
}

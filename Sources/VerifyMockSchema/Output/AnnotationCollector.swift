package import VerifyMockJSON

/// Collects the annotations of a valid instance: those of all schemas that accept their value.
struct AnnotationCollector {
  let set: SchemaSet
  let root: Int
  var evaluator: SchemaEvaluator
  private(set) var found: [SchemaAnnotation] = []

  init(set: SchemaSet, instance: JSONView, assertFormats: Bool) {
    self.set = set
    root = instance.index
    evaluator = SchemaEvaluator(
      program: set.program, instance: instance, assertsFormats: assertFormats)
  }

  /// Collects from a schema that is known to accept a value.
  mutating func collect(_ schema: Int32, _ node: Int, at path: String) {
    let entry = set.program.entries[Int(schema)]
    let document = set.sources[Int(entry.document)].document
    guard document.nodes[Int(entry.node)].kind == .object, found.count < 10_000,
      evaluator.enter(entry.resource)
    else { return }
    defer { evaluator.leave() }
    let site = ReportSite(entry: entry, path: path, node: node)
    collectValues(site, in: document)
    let kind = TypeSet(evaluator.nodes[node].kind)
    for at in Int(entry.fullStart)..<max(Int(entry.fullStart), Int(entry.fullEnd)) {
      let instruction = set.program.full[at]
      guard !instruction.kinds.isDisjoint(with: kind) else { continue }
      let keyword = path + self.path(to: Int(instruction.node), entry)
      switch instruction.operation {
      case .ref: collect(instruction.a, node, at: keyword)
      case .dynamicRef: collect(evaluator.dynamicTarget(instruction), node, at: keyword)
      case .allOf, .anyOf, .oneOf:
        for i in 0..<Int(instruction.b) {
          collectIfAccepted(set.program.lists[Int(instruction.a) + i], site)
        }
      case .ifThenElse:
        let isMet = collectIfAccepted(instruction.a, site)
        let branch = isMet ? instruction.b : instruction.c
        if branch >= 0 { collectIfAccepted(branch, site) }
      case .dependentSchemas:
        if evaluator.member(instruction.a, of: node) != nil {
          collectIfAccepted(instruction.b, site)
        }
      case .prefixItems, .items, .contains, .properties, .patternProperties,
        .additionalProperties:
        collectChildren(instruction, site, keyword: keyword)
      default: continue
      }
    }
  }

  @discardableResult
  private mutating func collectIfAccepted(_ schema: Int32, _ site: ReportSite) -> Bool {
    guard evaluator.accepts(schema, site.node) else { return false }
    let node = Int(set.program.entries[Int(schema)].node)
    collect(schema, site.node, at: site.path + path(to: node, site.entry))
    return true
  }

  /// The keywords that only annotate, unknown ones among them.
  private mutating func collectValues(_ site: ReportSite, in document: JSONDocument) {
    let schema = JSONElement(document: document, index: Int(site.entry.node))
    for (key, value) in schema.members {
      switch SchemaKeyword(key: key.index, in: document) {
      case nil, .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples,
        .format, .contentEncoding, .contentMediaType, .contentSchema:
        append(value.rawText, keyword: value.index, site)
      default: continue
      }
    }
  }

  private mutating func collectChildren(
    _ instruction: SchemaInstruction, _ site: ReportSite, keyword: String
  ) {
    let program = set.program
    let isObject = evaluator.nodes[site.node].kind == .object
    var names: [String] = []
    var ordinals: [Int] = []
    var schemas: [(schema: Int32, child: Int)] = []
    var child = site.node + 1
    let count = Int(evaluator.nodes[site.node].count)
    for ordinal in 0..<count {
      let value = isObject ? child + 1 : child
      let applied: [Int32]
      switch instruction.operation {
      case .prefixItems:
        applied =
          ordinal < Int(instruction.b) ? [program.lists[Int(instruction.a) + ordinal]] : []
      case .items: applied = ordinal >= Int(instruction.b) ? [instruction.a] : []
      case .contains: applied = evaluator.accepts(instruction.a, value) ? [instruction.a] : []
      default: applied = memberSchemas(instruction, child)
      }
      if !applied.isEmpty {
        ordinals.append(ordinal)
        if isObject {
          names.append(
            evaluator.view(child).withDecodedString { String(decoding: $0, as: UTF8.self) })
        }
      }
      schemas += applied.map { ($0, value) }
      child = Int(evaluator.nodes[value].next)
    }
    let annotation =
      switch instruction.operation {
      case .items: ordinals.isEmpty ? "" : "true"
      case .prefixItems:
        ordinals.last.map { $0 + 1 == count ? "true" : String($0) } ?? ""
      case .contains: "[" + ordinals.map { String($0) }.joined(separator: ",") + "]"
      default: "[" + names.map(OutputText.quoted).joined(separator: ",") + "]"
      }
    if !annotation.isEmpty { append(annotation, keyword: Int(instruction.node), site) }
    for (schema, child) in schemas {
      let node = Int(program.entries[Int(schema)].node)
      collect(schema, child, at: site.path + path(to: node, site.entry))
    }
  }

  /// The schemas that a keyword of the members' family applies to the member with a key.
  private func memberSchemas(_ instruction: SchemaInstruction, _ key: Int) -> [Int32] {
    let plan = set.program.plans[Int(instruction.a)]
    let name = evaluator.find(plan.table, key)
    let property = name < 0 ? -1 : set.program.names[Int(name)].schema
    let patterns = (Int(plan.patternStart)..<Int(plan.patternEnd)).compactMap { rule in
      evaluator.matches(Int(set.program.rules[rule].pattern), key)
        ? set.program.rules[rule].schema : nil
    }
    switch instruction.operation {
    case .properties: return property >= 0 ? [property] : []
    case .patternProperties: return patterns
    default: return property < 0 && patterns.isEmpty ? [plan.additional] : []
    }
  }

  private mutating func append(_ value: String, keyword: Int, _ site: ReportSite) {
    found.append(
      SchemaAnnotation(
        instanceLocation: TapeLocation.pointer(
          to: site.node, from: root, in: evaluator.view(site.node)),
        keywordLocation: site.path + path(to: keyword, site.entry),
        absoluteKeywordLocation: set.absoluteLocation(of: keyword, in: site.entry), value: value))
  }

  private func path(to node: Int, _ entry: SchemaEntry) -> String {
    TapeLocation.pointer(
      to: node, from: Int(entry.node), in: set.sources[Int(entry.document)].document)
  }
}

extension SchemaSet {
  /// The annotations of a valid instance; nothing for one that is not valid.
  ///
  /// Those below `unevaluatedItems` and `unevaluatedProperties` are left out.
  package func annotations(
    _ instance: JSONView, against id: SchemaID, assertFormats: Bool = false
  ) -> [SchemaAnnotation] {
    guard isValid(instance, against: id, assertFormats: assertFormats) else { return [] }
    var collector = AnnotationCollector(
      set: self, instance: instance, assertFormats: assertFormats)
    collector.collect(id.index, instance.index, at: "")
    return collector.found
  }
}

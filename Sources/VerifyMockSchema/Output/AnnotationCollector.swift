package import VerifyMockJSON

/// What a schema says about a valid value without judging it.
package struct SchemaAnnotation: Sendable, Equatable {
  package let instanceLocation: String
  package let keywordLocation: String
  package let absoluteKeywordLocation: String
  /// The annotation as JSON.
  package let value: String

  /// The output unit.
  var json: String {
    "{\"valid\":true,\"keywordLocation\":\(JSONValue.quoted(keywordLocation)),"
      + "\"absoluteKeywordLocation\":\(JSONValue.quoted(absoluteKeywordLocation)),"
      + "\"instanceLocation\":\(JSONValue.quoted(instanceLocation)),\"annotation\":\(value)}"
  }
}

/// Collects the annotations of a valid instance: those of all schemas that accept their value.
private struct AnnotationCollector {
  let set: SchemaSet
  let root: Int
  var evaluator: SchemaEvaluator
  private(set) var found: [SchemaAnnotation] = []

  init(set: SchemaSet, instance: JSONView, assertFormats: Bool) {
    self.set = set
    root = instance.index
    evaluator = SchemaEvaluator(set: set, instance: instance, assertsFormats: assertFormats)
  }

  /// Collects from a schema that is known to accept a value.
  mutating func collect(_ index: Int, _ node: Int, at path: String) {
    let schema = set.schemas[index]
    let document = set.sources[schema.place.source].document
    guard document.nodes[schema.place.node].kind == .object, found.count < 10_000,
      evaluator.enter(schema.resource)
    else { return }
    defer { evaluator.leave() }
    let site = ReportSite(schema: schema, path: path, node: node)
    collectValues(site, in: document)
    let kind = TypeSet(evaluator.view(node).kind)
    for check in schema.checks where !check.kinds.isDisjoint(with: kind) {
      let keyword = self.path(to: check.node, site)
      switch check.rule {
      case .ref(let schema): collect(schema, node, at: keyword)
      case .dynamicRef(let schema, let name):
        collect(evaluator.dynamicTarget(name) ?? schema, node, at: keyword)
      case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas):
        for schema in schemas { collectIfAccepted(schema, site) }
      case .conditional(let condition, let then, let other):
        let branch = collectIfAccepted(condition, site) ? then : other
        if let branch { collectIfAccepted(branch, site) }
      case .dependentSchema(let trigger, let schema):
        if evaluator.member(trigger, of: node) != nil { collectIfAccepted(schema, site) }
      case .prefixItems, .items, .contains: collectElements(check, site)
      case .members(let rules): collectMembers(rules, site)
      default: continue
      }
    }
  }

  @discardableResult
  private mutating func collectIfAccepted(_ schema: Int, _ site: ReportSite) -> Bool {
    guard evaluator.accepts(schema, site.node) else { return false }
    collect(schema, site.node, at: path(to: set.schemas[schema].place.node, site))
    return true
  }

  /// The keywords that only annotate, unknown ones among them.
  private mutating func collectValues(_ site: ReportSite, in document: JSONDocument) {
    let schema = JSONElement(document: document, index: site.schema.place.node)
    for (key, value) in schema.members {
      switch SchemaKeyword(key: key.index, in: document) {
      case nil, .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples,
        .format, .contentEncoding, .contentMediaType, .contentSchema:
        append(value.rawText, keyword: value.index, site)
      default: continue
      }
    }
  }

  private mutating func collectElements(_ check: SchemaCheck, _ site: ReportSite) {
    var applied: [(ordinal: Int, schema: Int, child: Int)] = []
    let count = evaluator.view(site.node).count
    var child = site.node + 1
    for ordinal in 0..<count {
      switch check.rule {
      case .prefixItems(let schemas) where ordinal < schemas.count:
        applied.append((ordinal, schemas[ordinal], child))
      case .items(let schema, let start) where ordinal >= start:
        applied.append((ordinal, schema, child))
      case .contains(let schema, _, _) where evaluator.accepts(schema, child):
        applied.append((ordinal, schema, child))
      default: break
      }
      child = evaluator.view(child).next
    }
    switch check.rule {
    case .contains:
      let ordinals = applied.map { String($0.ordinal) }.joined(separator: ",")
      append("[\(ordinals)]", keyword: check.node, site)
    case .prefixItems:
      if let last = applied.last?.ordinal {
        append(last + 1 == count ? "true" : String(last), keyword: check.node, site)
      }
    default: if !applied.isEmpty { append("true", keyword: check.node, site) }
    }
    collect(applied.map { ($0.schema, $0.child) }, site)
  }

  private mutating func collectMembers(_ rules: MemberRules, _ site: ReportSite) {
    for (keyword, node) in rules.keywords {
      var names: [String] = []
      var applied: [(Int, Int)] = []
      var key = site.node + 1
      for _ in 0..<evaluator.view(site.node).count {
        let own = rules.rules(for: key, &evaluator).filter { $0.keyword == keyword }
        if !own.isEmpty {
          names.append(
            JSONValue.quoted(
              evaluator.view(key).withDecodedString { String(decoding: $0, as: UTF8.self) }))
        }
        applied += own.map { ($0.schema, key + 1) }
        key = evaluator.view(key + 1).next
      }
      append("[" + names.joined(separator: ",") + "]", keyword: node, site)
      collect(applied, site)
    }
  }

  private mutating func collect(_ applied: [(schema: Int, child: Int)], _ site: ReportSite) {
    for (schema, child) in applied {
      collect(schema, child, at: path(to: set.schemas[schema].place.node, site))
    }
  }

  private mutating func append(_ value: String, keyword: Int, _ site: ReportSite) {
    found.append(
      SchemaAnnotation(
        instanceLocation: TapeLocation.pointer(
          to: site.node, from: root, in: evaluator.view(site.node)),
        keywordLocation: path(to: keyword, site),
        absoluteKeywordLocation: set.absoluteLocation(of: keyword, in: site.schema), value: value))
  }

  private func path(to node: Int, _ site: ReportSite) -> String {
    site.path + set.path(from: site.schema.place, to: node)
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

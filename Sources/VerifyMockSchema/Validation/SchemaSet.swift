package import VerifyMockJSON

/// A compiled schema of a ``SchemaSet``.
package struct SchemaID: Sendable, Hashable {
  let index: Int
}

/// Compiled schemas, which any number of threads may validate against.
package final class SchemaSet: Sendable {
  let schemas: [CompiledSchema]
  /// For each name that a `$dynamicRef` looks for, the schemas that have it, by resource.
  let dynamicTargets: [[Int: Int]]
  let sources: [SchemaSource]
  let resources: [SchemaResource]

  init(
    schemas: [CompiledSchema], dynamicTargets: [[Int: Int]], sources: [SchemaSource],
    resources: [SchemaResource]
  ) {
    self.schemas = schemas
    self.dynamicTargets = dynamicTargets
    self.sources = sources
    self.resources = resources
  }

  /// Whether an instance is valid; stops at the first failure.
  ///
  /// False too where that can't be decided: for an instance that takes more than 1,200 schemas at
  /// once or an exponential number of them, or a pattern that takes too many steps.
  /// ``violations(_:against:options:)`` shows which it is.
  package func isValid(
    _ instance: JSONView, against id: SchemaID, assertFormats: Bool = false
  ) -> Bool {
    guard schemas.indices.contains(id.index) else { return false }
    var evaluator = SchemaEvaluator(set: self, instance: instance, assertsFormats: assertFormats)
    let isAccepted = evaluator.accepts(id.index, instance.index)
    return isAccepted && !evaluator.isExhausted && evaluator.doubts == 0
  }

  /// All violations of an instance, in the order of the schema's keywords; nothing when it is
  /// valid.
  package func violations(
    _ instance: JSONView, against id: SchemaID, options: ValidationOptions = ValidationOptions()
  ) -> [SchemaViolation] {
    if isValid(instance, against: id, assertFormats: options.assertFormats) { return [] }
    guard schemas.indices.contains(id.index) else { return [] }
    var reporter = SchemaReporter(set: self, instance: instance, options: options)
    return Array(reporter.explain(id.index, instance.index, at: "").prefix(options.limit))
  }

  /// The JSON Pointer from one value of a document to another inside it.
  func path(from start: SourceNode, to node: Int) -> String {
    TapeLocation.pointer(to: node, from: start.node, in: sources[start.source].document)
  }

  /// The URI of a node of a schema's document: its resource's and the pointer from there.
  func absoluteLocation(of node: Int, in schema: CompiledSchema) -> String {
    let resource = resources[schema.resource]
    let start = SourceNode(source: schema.place.source, node: resource.node)
    return resource.base.resource + "#"
      + PercentCoding.encodedFragment(path(from: start, to: node))
  }
}

/// How violations are collected.
package struct ValidationOptions: Sendable, Equatable {
  /// Whether `format` is an assertion; where a schema's dialect says so it always is.
  package var assertFormats: Bool
  /// How many violations are collected at most, causes not counted.
  package var limit: Int

  package init(assertFormats: Bool = false, limit: Int = 100) {
    self.assertFormats = assertFormats
    self.limit = limit
  }
}

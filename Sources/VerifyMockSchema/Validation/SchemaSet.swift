package import VerifyMockJSON

/// Compiled schemas, which any number of threads may validate against.
package final class SchemaSet: Sendable {
  let program: SchemaProgram
  /// What each entry was compiled from.
  let origins: [SourceNode]
  let sources: [SchemaSource]
  let resources: [SchemaResource]

  init(
    program: SchemaProgram, origins: [SourceNode], sources: [SchemaSource],
    resources: [SchemaResource]
  ) {
    self.program = program
    self.origins = origins
    self.sources = sources
    self.resources = resources
  }

  /// Whether an instance is valid; stops at the first failure and allocates nothing for common
  /// schemas.
  ///
  /// An instance that takes more than 1,200 schemas at once, or an exponential number of them, is
  /// not valid.
  package func isValid(
    _ instance: JSONView, against id: SchemaID, assertFormats: Bool = false
  ) -> Bool {
    guard id.index < program.entryCount else { return false }
    var evaluator = SchemaEvaluator(
      program: program, instance: instance, assertsFormats: assertFormats)
    return evaluator.accepts(id.index, instance.index) && !evaluator.isExhausted
  }

  /// All violations of an instance, in the order of the schema's keywords; nothing when it is
  /// valid.
  package func violations(
    _ instance: JSONView, against id: SchemaID, options: ValidationOptions = ValidationOptions()
  ) -> [SchemaViolation] {
    if isValid(instance, against: id, assertFormats: options.assertFormats) { return [] }
    guard id.index < program.entryCount else { return [] }
    var reporter = SchemaReporter(set: self, instance: instance, options: options)
    return Array(reporter.explain(id.index, instance.index, at: "").prefix(options.limit))
  }
}

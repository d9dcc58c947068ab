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

/// Why a text is not an ECMA-262 regular expression, or not one that can be used here.
package struct PatternError: Error, Sendable, Equatable {
  /// What is wrong.
  package let message: String
  /// The position in the pattern, in Unicode scalars from zero.
  package let position: Int

  package init(message: String, position: Int = 0) {
    self.message = message
    self.position = position
  }
}

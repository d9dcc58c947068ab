package import VerifyMockJSON

/// A place in a file, for messages.
package struct Place: Sendable, Hashable, CustomStringConvertible {
  package let file: String
  /// Nil when the whole file is meant.
  package let position: TextPosition?

  package init(file: String, position: TextPosition? = nil) {
    self.file = file
    self.position = position
  }

  /// `file:line:column`
  package var description: String {
    position.map { "\(file):\($0)" } ?? file
  }
}

package import VerifyMockJSON

/// A place in one of the documents of a contract.
package struct ContractPlace: Hashable, Sendable, CustomStringConvertible {
  package let file: String
  package let position: TextPosition
  /// The JSON Pointer of the place in the composed contract.
  package let pointer: String

  package init(file: String, position: TextPosition, pointer: String) {
    self.file = file
    self.position = position
    self.pointer = pointer
  }

  /// `openapi.json:12:7`
  package var description: String { "\(file):\(position)" }
}

/// Why bytes are not a JSON text, and where.
package struct JSONSyntaxError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case empty
    case byteOrderMark
    case notUTF8
    case unexpected(UInt8)
    case unexpectedEnd
    case trailingComma
    case controlCharacter(UInt8)
    case badEscape
    case badNumber
    case badLiteral
    case tooDeep(limit: Int)
    case tooLarge
    case afterValue
  }

  package let reason: Reason
  /// The offset of the offending byte, from zero.
  package let offset: Int
  package let position: TextPosition

  @inlinable package init(reason: Reason, offset: Int, position: TextPosition) {
    self.reason = reason
    self.offset = offset
    self.position = position
  }
}

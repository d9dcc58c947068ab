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

extension JSONSyntaxError: CustomStringConvertible {
  /// What is wrong, in one clause.
  package var what: String {
    switch reason {
    case .empty: "there is no value"
    case .byteOrderMark: "a byte order mark stands before the text"
    case .notUTF8: "the bytes are not UTF-8"
    case .unexpected(let byte): "unexpected \(JSONSyntaxError.shown(byte))"
    case .unexpectedEnd: "the text ends too early"
    case .trailingComma: "a comma has nothing behind it"
    case .controlCharacter(let byte):
      "\(JSONSyntaxError.shown(byte)) must be escaped in a string"
    case .badEscape: "no escape begins like this"
    case .badNumber: "this is not a number"
    case .badLiteral: "the words of JSON are null, true and false"
    case .tooDeep(let limit): "more than \(limit) arrays and objects are open"
    case .tooLarge: "the text is longer than 4 GiB"
    case .afterValue: "something stands behind the value"
    }
  }

  /// `3:7: what`
  package var description: String { "\(position): \(what)" }

  private static func shown(_ byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 0x80
      ? "U+00" + (digits.utf8.count == 1 ? "0" : "") + digits : "non-ASCII character"
  }
}

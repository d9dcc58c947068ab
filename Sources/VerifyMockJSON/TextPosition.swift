/// A place in a text: line and column count from one, the column in Unicode scalars.
package struct TextPosition: Hashable, Sendable, CustomStringConvertible {
  package let line: Int
  package let column: Int

  @inlinable package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of the byte at `offset`; one past the end is the place after the last character.
  package init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let end = max(0, min(offset, bytes.count))
    // Only the line itself is looked at byte by byte; a document has thousands before it.
    var start = end
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var column = 1
    for i in start..<end where bytes[i] & 0xC0 != 0x80 { column += 1 }
    let lines = Self.lineBreaks(in: UnsafeBufferPointer(rebasing: bytes[..<start]))
    self.init(line: lines + 1, column: column)
  }

  /// The place of the byte at `offset`; one past the end is the place after the last character.
  package init(offset: Int, in bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { TextPosition(offset: offset, in: $0) }
  }

  /// Counted in blocks whose count fits a byte, so that the compiler makes vectors of them.
  private static func lineBreaks(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var total = 0
    var at = 0
    while at < bytes.count {
      let end = min(at &+ 192, bytes.count)
      var found: UInt8 = 0
      while at < end {
        found &+= bytes[at] == UInt8(ascii: "\n") ? 1 : 0
        at &+= 1
      }
      total &+= Int(found)
    }
    return total
  }

  /// `12:7`
  package var description: String { "\(line):\(column)" }
}

import Testing
import VerifyMockJSON

@Suite("The place of a byte in a text")
struct TextPositionTests {
  /// What the position is by definition: everything before the byte is gone through.
  private static func counted(_ offset: Int, _ bytes: [UInt8]) -> TextPosition {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return TextPosition(line: line, column: column)
  }

  @Test(
    "is told by lines and characters, however long the text is",
    arguments: ["", "a", "\n", "äö\n€\n", "\n\n\n"])
  func everyOffset(_ unit: String) {
    let bytes = Array(String(repeating: unit + "0123456789", count: 60).utf8)
    bytes.withUnsafeBufferPointer { buffer in
      for offset in 0...bytes.count + 1 {
        #expect(TextPosition(offset: offset, in: buffer) == Self.counted(offset, bytes))
      }
    }
  }

  @Test("is right when a block holds nothing but line breaks")
  func manyBreaks() {
    let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: 1_000)
    bytes.withUnsafeBufferPointer { buffer in
      #expect(TextPosition(offset: 1_000, in: buffer) == TextPosition(line: 1_001, column: 1))
    }
  }
}

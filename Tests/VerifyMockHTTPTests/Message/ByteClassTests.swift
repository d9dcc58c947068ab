import Testing

import VerifyMockHTTP
import VerifyMockJSON

@Suite("Character classes")
struct ByteClassTests {
  @Test("Each class holds exactly what its grammar says")
  func classes() {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    expect(letters + "!#$%&'*+-.^_`|~", ByteClass.isToken)
    expect(letters + "-._~!$&'()*+,;=:@/", ByteClass.isPath)
    expect(letters + "-._~!$&'()*+,;=:@/?[]\\^`{|}", ByteClass.isQuery)
    expect(letters + "-._~!$&'()*+,;=", ByteClass.isRegisteredName)
    expect(letters + "-._~", ByteClass.isUnreserved)
    expect("0123456789", ASCII.isDigit)
    expect(" \t", ByteClass.isBlank)
    expect("0123456789abcdefABCDEF") { ASCII.hexValue($0) != nil }
    for byte in UInt8.min...UInt8.max {
      #expect(ByteClass.isFieldValue(byte) == (byte == 9 || (byte > 31 && byte != 127)))
    }
  }

  @Test("Eight bytes at once say the same as one by one, whatever stands beside")
  func words() {
    for other: UInt8 in [0x00, 0x1F, 0x20, 0x2D, 0x41, 0x7A, 0x7F, 0x80, 0xFF] {
      for byte in UInt8.min...UInt8.max {
        for place in 0..<8 {
          var bytes = [UInt8](repeating: other, count: 8)
          bytes[place] = byte
          bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let word = ByteClass.word(base)
            check(bytes, ByteClass.unusualInName(word), "name", isExact: true) {
              !Self.isLetter($0) && $0 != 0x2D
            }
            check(bytes, ByteClass.unusualInTarget(word), "target", isExact: true) {
              !Self.isLetter($0) && !(0x2D...0x39).contains($0)
            }
            check(bytes, ByteClass.controls(word), "controls", isExact: false) {
              $0 < 0x20 || $0 == 0x7F
            }
          }
        }
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private func expect(_ members: String, _ contains: (UInt8) -> Bool) {
    let expected = Set(members.utf8)
    for byte in UInt8.min...UInt8.max where contains(byte) != expected.contains(byte) {
      Issue.record("\(byte) is on the wrong side of \(members)")
    }
  }

  private func check(
    _ bytes: [UInt8], _ marks: UInt64, _ name: String, isExact: Bool, _ isMarked: (UInt8) -> Bool
  ) {
    let first = bytes.firstIndex(where: isMarked) ?? 8
    var isRight = marks.trailingZeroBitCount / 8 == first && marks & 0x7F7F_7F7F_7F7F_7F7F == 0
    if isExact {
      for i in 0..<8 where (marks >> UInt64(8 * i + 7) & 1 == 1) != isMarked(bytes[i]) {
        isRight = false
      }
    }
    if !isRight { Issue.record("\(name) of \(bytes)") }
  }
}

/// Well-formed UTF-8 ([RFC 3629, section 4](https://www.rfc-editor.org/rfc/rfc3629#section-4)).
package enum UTF8Sequence {
  /// Whether all bytes are well-formed: no overlong form, no surrogate.
  package static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < bytes.count {
      let length = length(in: bytes, at: at)
      if length == 0 { return false }
      at += length
    }
    return true
  }

  /// How many bytes the character at `at` takes: 1 to 4, or 0 when no well-formed one begins there.
  @inlinable package static func length(
    in bytes: UnsafeBufferPointer<UInt8>, at: Int
  ) -> Int {
    func follows(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      at + offset < bytes.count && bytes[at + offset] >= low && bytes[at + offset] <= high
    }
    switch bytes[at] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(1, 0xA0) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
    case 0xF0: return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }
}

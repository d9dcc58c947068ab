extension UnsafeBufferPointer where Element == UInt8 {
  /// Whether the bytes are well-formed UTF-8 (RFC 3629): no overlong form, no surrogate.
  package var isUTF8: Bool {
    var i = 0
    while i < count {
      if i &+ 8 <= count, let start = baseAddress,
        ByteClass.word(start + i) & 0x8080_8080_8080_8080 == 0
      {
        i &+= 8
        continue
      }
      let lead = self[i]
      if lead < 0x80 {
        i &+= 1
        continue
      }
      let length: Int
      let second: ClosedRange<UInt8>
      switch lead {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return false
      }
      guard i + length <= count, second.contains(self[i + 1]) else { return false }
      for offset in 2..<length where self[i + offset] & 0xC0 != 0x80 { return false }
      i += length
    }
    return true
  }
}

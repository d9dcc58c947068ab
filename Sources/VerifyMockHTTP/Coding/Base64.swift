import VerifyMockJSON

/// Base 64 in both alphabets, [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648) sections 4 and 5.
package enum Base64 {
  package enum Alphabet: Sendable {
    /// `+` and `/`, padded with `=`.
    case standard
    /// `-` and `_`; written without padding, read with or without.
    case urlSafe
  }

  /// The text of the bytes, without line ends.
  package static func encode(_ bytes: Bytes, _ alphabet: Alphabet = .standard) -> [UInt8] {
    let letters =
      (alphabet == .standard
      ? StaticString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      : StaticString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")).utf8Start
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var i = 0
    while i < bytes.count {
      let count = min(3, bytes.count - i)
      var group = Int(bytes[i]) << 16
      if count > 1 { group |= Int(bytes[i + 1]) << 8 }
      if count > 2 { group |= Int(bytes[i + 2]) }
      for place in 0..<4 {
        if place <= count {
          output.append(letters[group >> (18 - 6 * place) & 63])
        } else if alphabet == .standard {
          output.append(0x3D)
        }
      }
      i += 3
    }
    return output
  }

  /// The text of the bytes, without line ends.
  package static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> [UInt8] {
    bytes.withUnsafeBufferPointer { encode($0, alphabet) }
  }

  /// The bytes of a text, or nil.
  ///
  /// Strict: no white space, the right padding, and zeros in the bits that no byte uses, so that
  /// each byte sequence has one text.
  package static func decode(_ text: Bytes, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var end = text.count
    while end > 0, text[end - 1] == 0x3D { end -= 1 }
    let padding = text.count - end
    let isPadded = text.count % 4 == 0 && padding == (4 - end % 4) % 4
    guard end % 4 != 1, isPadded || (alphabet == .urlSafe && padding == 0) else { return nil }
    var isValid = true
    let output = [UInt8](unsafeUninitializedCapacity: end / 4 * 3 + 3) { output, written in
      var bits: UInt32 = 0
      var count = 0
      for i in 0..<end {
        let value = value(of: text[i], alphabet)
        if value > 63 { isValid = false }
        bits = bits << 6 | UInt32(value)
        count &+= 6
        if count >= 8 {
          count &-= 8
          output[written] = UInt8(truncatingIfNeeded: bits >> UInt32(count))
          written &+= 1
        }
      }
      if bits & (1 << UInt32(count) - 1) != 0 { isValid = false }
    }
    return isValid ? output : nil
  }

  /// The bytes of a text, or nil.
  package static func decode(_ text: [UInt8], _ alphabet: Alphabet = .standard) -> [UInt8]? {
    text.withUnsafeBufferPointer { decode($0, alphabet) }
  }

  @inline(__always)
  private static func value(of letter: UInt8, _ alphabet: Alphabet) -> UInt8 {
    if letter &- 0x41 < 26 { return letter &- 0x41 }
    if letter &- 0x61 < 26 { return letter &- 0x61 &+ 26 }
    if letter &- 0x30 < 10 { return letter &- 0x30 &+ 52 }
    if letter == (alphabet == .standard ? 0x2B : 0x2D) { return 62 }
    if letter == (alphabet == .standard ? 0x2F : 0x5F) { return 63 }
    return 255
  }
}

/// Base 16, [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-8) section 8.
package enum Hex {
  /// Two lower-case digits for each byte.
  package static func encode(_ bytes: Bytes) -> [UInt8] {
    let digits = StaticString("0123456789abcdef").utf8Start
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
    return output
  }

  /// Two lower-case digits for each byte.
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { encode($0) }
  }

  /// The bytes of an even number of digits, in either case; nil for anything else.
  package static func decode(_ text: Bytes) -> [UInt8]? {
    guard text.count % 2 == 0 else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 2)
    var i = 0
    while i < text.count {
      guard let high = ASCII.hexValue(text[i]), let low = ASCII.hexValue(text[i + 1]) else {
        return nil
      }
      output.append(high << 4 | low)
      i += 2
    }
    return output
  }
}

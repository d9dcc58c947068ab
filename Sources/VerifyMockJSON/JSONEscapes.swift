/// Decoding of the escapes in a string's bytes
/// ([RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7)).
@usableFromInline
package enum JSONEscapes {
  /// The bytes that a string's raw bytes stand for, as UTF-8.
  ///
  /// A lone surrogate keeps its identity as the three bytes that UTF-8 would use for it, so that
  /// different strings stay different; `String(decoding:)` shows it as U+FFFD.
  package static func decoded(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, count in
      count = decode(raw, into: buffer)
    }
  }

  /// Hands out the bytes that a string's raw bytes stand for.
  @usableFromInline
  package static func withDecoded<R>(
    _ raw: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: raw.count) { buffer in
      let count = decode(raw, into: buffer)
      return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Whether raw bytes with escapes stand for these bytes.
  @usableFromInline
  package static func isString(
    _ raw: UnsafeBufferPointer<UInt8>, equalTo other: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    // No escape is shorter than what it stands for.
    raw.count >= other.count && withDecoded(raw) { $0.elementsEqual(other) }
  }

  /// Writes the decoded bytes, which are never more than the raw ones, and gives their number.
  private static func decode(
    _ raw: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var out = 0
    func append(_ byte: UInt8) {
      buffer.initializeElement(at: out, to: byte)
      out += 1
    }
    var i = 0
    while i < raw.count {
      let byte = raw[i]
      guard byte == UInt8(ascii: "\\"), i + 1 < raw.count else {
        append(byte)
        i += 1
        continue
      }
      let escape = raw[i + 1]
      i += 2
      switch escape {
      case UInt8(ascii: "b"): append(0x08)
      case UInt8(ascii: "f"): append(0x0C)
      case UInt8(ascii: "n"): append(0x0A)
      case UInt8(ascii: "r"): append(0x0D)
      case UInt8(ascii: "t"): append(0x09)
      case UInt8(ascii: "u"): encode(scalar(raw, after: &i), append)
      default: append(escape)
      }
    }
    return out
  }

  /// The number of scalars that raw bytes stand for.
  static func scalarCount(_ raw: UnsafeBufferPointer<UInt8>, isEscaped: Bool) -> Int {
    var count = 0
    var i = 0
    if !isEscaped {
      // Every byte but the continuations, 10xxxxxx, begins a scalar. Eight at a time.
      let bytes = UnsafeRawBufferPointer(raw)
      while i + 8 <= raw.count {
        let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        count += 8 - (word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
        i += 8
      }
      while i < raw.count {
        if raw[i] & 0xC0 != 0x80 { count += 1 }
        i += 1
      }
      return count
    }
    while i < raw.count {
      count += 1
      if raw[i] == UInt8(ascii: "\\"), i + 1 < raw.count {
        let isUnicode = raw[i + 1] == UInt8(ascii: "u")
        i += 2
        if isUnicode { _ = scalar(raw, after: &i) }
      } else {
        i += 1
        while i < raw.count, raw[i] & 0xC0 == 0x80 { i += 1 }
      }
    }
    return count
  }

  /// Reads what stands behind `\u`, and a second escape when both are a surrogate pair.
  private static func scalar(_ raw: UnsafeBufferPointer<UInt8>, after i: inout Int) -> UInt32 {
    let high = hex4(raw, at: i)
    i = min(i + 4, raw.count)
    if (0xD800..<0xDC00).contains(high), i + 5 < raw.count, raw[i] == UInt8(ascii: "\\"),
      raw[i + 1] == UInt8(ascii: "u")
    {
      let low = hex4(raw, at: i + 2)
      if (0xDC00..<0xE000).contains(low) {
        i += 6
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
      }
    }
    return high
  }

  private static func hex4(_ raw: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    var value: UInt32 = 0
    for i in start..<min(start + 4, raw.count) {
      value = value << 4 | UInt32(ASCII.hexValue(raw[i]) ?? 0)
    }
    return value
  }

  private static func encode(_ scalar: UInt32, _ append: (UInt8) -> Void) {
    func byte(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) }
    switch scalar {
    case ..<0x80: append(byte(scalar))
    case ..<0x800:
      append(byte(0xC0 | scalar >> 6))
      append(byte(0x80 | scalar & 0x3F))
    case ..<0x10000:
      append(byte(0xE0 | scalar >> 12))
      append(byte(0x80 | scalar >> 6 & 0x3F))
      append(byte(0x80 | scalar & 0x3F))
    default:
      append(byte(0xF0 | scalar >> 18))
      append(byte(0x80 | scalar >> 12 & 0x3F))
      append(byte(0x80 | scalar >> 6 & 0x3F))
      append(byte(0x80 | scalar & 0x3F))
    }
  }
}

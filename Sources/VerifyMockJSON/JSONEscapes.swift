/// Decoding of the escapes in a string's bytes
/// ([RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7)).
package enum JSONEscapes {
  /// The bytes that a string's raw bytes stand for, as UTF-8.
  ///
  /// A lone surrogate keeps its identity as the three bytes that UTF-8 would use for it, so that
  /// different strings stay different; `String(decoding:)` shows it as U+FFFD.
  package static func decoded(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var i = 0
    while i < raw.count {
      let byte = raw[i]
      guard byte == UInt8(ascii: "\\"), i + 1 < raw.count else {
        out.append(byte)
        i += 1
        continue
      }
      let escape = raw[i + 1]
      i += 2
      switch escape {
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = hex4(raw, at: i)
        i += 4
        if (0xD800..<0xDC00).contains(scalar), i + 5 < raw.count,
          raw[i] == UInt8(ascii: "\\"), raw[i + 1] == UInt8(ascii: "u")
        {
          let low = hex4(raw, at: i + 2)
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            i += 6
          }
        }
        append(scalar, to: &out)
      default: out.append(escape)
      }
    }
    return out
  }

  private static func hex4(_ raw: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    var value: UInt32 = 0
    for i in start..<min(start + 4, raw.count) {
      value = value << 4 | UInt32(hexValue(raw[i]) ?? 0)
    }
    return value
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
    func byte(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) }
    switch scalar {
    case ..<0x80: out.append(byte(scalar))
    case ..<0x800:
      out.append(byte(0xC0 | scalar >> 6))
      out.append(byte(0x80 | scalar & 0x3F))
    case ..<0x10000:
      out.append(byte(0xE0 | scalar >> 12))
      out.append(byte(0x80 | scalar >> 6 & 0x3F))
      out.append(byte(0x80 | scalar & 0x3F))
    default:
      out.append(byte(0xF0 | scalar >> 18))
      out.append(byte(0x80 | scalar >> 12 & 0x3F))
      out.append(byte(0x80 | scalar >> 6 & 0x3F))
      out.append(byte(0x80 | scalar & 0x3F))
    }
  }
}

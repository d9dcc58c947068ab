import VerifyMockHTTP

/// Writing the inside of JSON strings.
enum JSONText {
  /// Appends UTF-8 bytes with the escapes that a JSON string needs.
  static func appendEscaped(_ bytes: Bytes, to out: inout ScratchBuffer<UInt8>) {
    // Everything since `plain` can be copied as it is.
    var plain = 0
    var at = 0
    while at < bytes.count {
      if at &+ 8 <= bytes.count, isPlain(bytes, at) {
        at &+= 8
        continue
      }
      let byte = bytes[at]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        at &+= 1
        continue
      }
      out.append(contentsOf: Bytes(rebasing: bytes[plain..<at]))
      appendEscape(of: byte, to: &out)
      at &+= 1
      plain = at
    }
    out.append(contentsOf: Bytes(rebasing: bytes[plain...]))
  }

  /// Whether eight bytes stand for themselves.
  @inline(__always)
  private static func isPlain(_ bytes: Bytes, _ at: Int) -> Bool {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let marks =
      ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
      | ((word &- ones &* 0x20) & ~word)
    return marks & (ones &* 0x80) == 0
  }

  private static func appendEscape(of byte: UInt8, to out: inout ScratchBuffer<UInt8>) {
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0..<0x20:
      out.append(byte < 0x10 ? "u000" : "u001")
      let low = byte & 0xF
      out.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: out.append(byte)
    }
  }

  /// Appends a whole string with its quotes.
  static func appendQuoted(_ bytes: [UInt8], to out: inout ScratchBuffer<UInt8>) {
    out.append(UInt8(ascii: "\""))
    bytes.withUnsafeBufferPointer { appendEscaped($0, to: &out) }
    out.append(UInt8(ascii: "\""))
  }

  /// A whole string with its quotes.
  static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var out = ScratchBuffer<UInt8>(capacity: bytes.count + 2)
    appendQuoted(bytes, to: &out)
    return Array(out.elements)
  }

  /// Bytes with the escapes that a JSON string needs.
  static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    Array(quoted(bytes).dropFirst().dropLast())
  }
}

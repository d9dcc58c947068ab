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
      let high = ByteClass.hexValue(text[i])
      let low = ByteClass.hexValue(text[i + 1])
      guard high < 16, low < 16 else { return nil }
      output.append(high << 4 | low)
      i += 2
    }
    return output
  }
}

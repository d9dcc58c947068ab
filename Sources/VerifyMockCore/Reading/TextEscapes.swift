/// Writing text as a JSON string.
enum TextEscapes {
  /// Appends the text in quotes and tells whether it needed escapes.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout some ByteSink) -> Bool {
    var isEscaped = false
    out.append(UInt8(ascii: "\""))
    for byte in text {
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        isEscaped = true
        append(byte, to: &out)
      } else {
        out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
    return isEscaped
  }

  /// Appends one byte that cannot stand in a string as it is.
  static func append(_ byte: UInt8, to out: inout some ByteSink) {
    out.append(UInt8(ascii: "\\"))
    if byte >= 0x20 {
      out.append(byte)
    } else {
      for letter in "u00".utf8 { out.append(letter) }
      out.append(hex(byte >> 4))
      out.append(hex(byte & 15))
    }
  }

  private static func hex(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}

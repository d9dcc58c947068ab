/// Percent-encoding, [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.1) section 2.1.
package enum PercentCoding {
  /// Where the text is going to stand, which decides what is written as it is.
  package enum Place: Sendable {
    /// One segment of a path: everything but unreserved characters is encoded.
    case pathSegment
    /// A name or value of a query: likewise, a space is `%20`.
    case query
    /// A name or value of a form (URL Standard): a space is `+`, `~` is encoded, `*` is not.
    case form
  }

  /// Appends the decoded bytes; false at a `%` without two digits, with what came before written.
  ///
  /// `+` stays `+` unless `plusIsSpace`: in a path it is a character like any other.
  package static func decode(
    _ text: Bytes, plusIsSpace: Bool = false, into output: inout [UInt8]
  ) -> Bool {
    var i = 0
    while i < text.count {
      let byte = text[i]
      if byte == UInt8(ascii: "%") {
        guard i + 2 < text.count else { return false }
        let high = ByteClass.hexValue(text[i + 1])
        let low = ByteClass.hexValue(text[i + 2])
        guard high < 16, low < 16 else { return false }
        output.append(high << 4 | low)
        i &+= 3
      } else {
        output.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        i &+= 1
      }
    }
    return true
  }

  /// The decoded bytes; nil at a `%` without two digits.
  package static func decode(_ text: Bytes, plusIsSpace: Bool = false) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    return decode(text, plusIsSpace: plusIsSpace, into: &output) ? output : nil
  }

  /// Appends the bytes, encoded for the place where they are going to stand.
  package static func encode(_ bytes: Bytes, for place: Place, into output: inout [UInt8]) {
    let digits = StaticString("0123456789ABCDEF").utf8Start
    for byte in bytes {
      let isPlain =
        place == .form
        ? byte == UInt8(ascii: "*") || (ByteClass.isUnreserved(byte) && byte != UInt8(ascii: "~"))
        : ByteClass.isUnreserved(byte)
      if isPlain {
        output.append(byte)
      } else if place == .form, byte == 0x20 {
        output.append(UInt8(ascii: "+"))
      } else {
        output.append(UInt8(ascii: "%"))
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      }
    }
  }

  /// The text, encoded for the place where it is going to stand.
  package static func encode(_ text: String, for place: Place) -> String {
    var text = text
    var output: [UInt8] = []
    text.withUTF8 { encode($0, for: place, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }
}

/// Percent-encoding, [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.1) section 2.1.
package enum PercentCoding {
  /// Where the text is going to stand, which decides what is written unmodified.
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
    _ text: UnsafeBufferPointer<UInt8>, plusIsSpace: Bool = false, into output: inout [UInt8]
  ) -> Bool {
    var i = 0
    while i < text.count {
      if text[i] == UInt8(ascii: "%") {
        guard i + 2 < text.count, let high = ASCII.hexValue(text[i + 1]),
          let low = ASCII.hexValue(text[i + 2])
        else { return false }
        output.append(high << 4 | low)
        i += 3
      } else {
        output.append(plusIsSpace && text[i] == UInt8(ascii: "+") ? 0x20 : text[i])
        i += 1
      }
    }
    return true
  }

  /// The decoded bytes; nil at a `%` without two digits.
  package static func decode(_ text: [UInt8], plusIsSpace: Bool = false) -> [UInt8]? {
    decode(text[...], plusIsSpace: plusIsSpace)
  }

  /// The decoded bytes; nil at a `%` without two digits.
  package static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> [UInt8]? {
    // Most texts have nothing to decode.
    if !text.contains(UInt8(ascii: "%")), !plusIsSpace || !text.contains(UInt8(ascii: "+")) {
      return Array(text)
    }
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    let isWhole = text.withUnsafeBufferPointer {
      decode($0, plusIsSpace: plusIsSpace, into: &output)
    }
    return isWhole ? output : nil
  }

  /// Appends the bytes, encoded for the place where they are going to stand.
  package static func encode(
    _ bytes: some Sequence<UInt8>, for place: Place, into output: inout [UInt8]
  ) {
    for byte in bytes {
      if place == .form, byte == 0x20 {
        output.append(UInt8(ascii: "+"))
      } else if isPlain(byte, in: place) {
        output.append(byte)
      } else {
        append(byte, to: &output)
      }
    }
  }

  /// The text, encoded for the place where it is going to stand.
  package static func encode(_ text: String, for place: Place) -> String {
    var output: [UInt8] = []
    encode(text.utf8, for: place, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// The text as it stands in a fragment (RFC 3986, section 3.5).
  package static func encodedFragment(_ text: String) -> String {
    if text.utf8.allSatisfy(isFragment) { return text }
    var output: [UInt8] = []
    for byte in text.utf8 {
      if isFragment(byte) { output.append(byte) } else { append(byte, to: &output) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, to output: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// `unreserved` (RFC 3986, section 2.3), or what a form leaves alone.
  private static func isPlain(_ byte: UInt8, in place: Place) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    case UInt8(ascii: "~"): place != .form
    case UInt8(ascii: "*"): place == .form
    default: ASCII.isLetter(byte) || ASCII.isDigit(byte)
    }
  }

  private static func isFragment(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "$"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: ASCII.isLetter(byte)
    }
  }
}

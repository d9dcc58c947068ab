/// Holds decoded strings against formats, without making a String of them.
enum FormatChecker {
  /// Whether a text is of a format.
  package static func isValid(_ format: FormatID, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = ByteScanner(text)
    switch format {
    case .dateTime: return TimeFormats.isDateTime(&scanner)
    case .date: return TimeFormats.isDate(&scanner) && scanner.isAtEnd
    case .time: return TimeFormats.isTime(&scanner) && scanner.isAtEnd
    case .duration: return TimeFormats.isDuration(&scanner)
    case .email: return NetworkFormats.isEmail(text)
    case .hostname: return NetworkFormats.isHostname(text)
    case .ipv4: return NetworkFormats.isIPv4(text)
    case .ipv6: return NetworkFormats.isIPv6(text)
    case .uri: return URIFormats.isURI(text)
    case .uriReference: return URIFormats.isReference(text)
    case .uriTemplate: return URIFormats.isTemplate(text)
    case .jsonPointer: return isPointer(text)
    case .relativeJSONPointer: return isRelativePointer(text)
    case .regex:
      return (try? CompiledPattern(source: String(decoding: text, as: UTF8.self))) != nil
    case .uuid: return isUUID(text)
    case .byte: return isBase64(text)
    }
  }

  /// RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits.
  static func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 36, text[8] == UInt8(ascii: "-"), text[13] == UInt8(ascii: "-"),
      text[18] == UInt8(ascii: "-"), text[23] == UInt8(ascii: "-")
    else { return false }
    let raw = UnsafeRawBufferPointer(text)
    func word(_ offset: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    return areHex(word(0)) && areHex(half(9) | half(14) << 32)
      && areHex(half(19) | half(24) << 32) && areHex(word(28))
  }

  /// Whether each byte of a word is a hexadecimal digit: all eight at once.
  private static func areHex(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    if word & high != 0 { return false }
    // The high bit of a byte says that it is at least, or above, a bound; no byte reaches the next.
    let isDigit = (word &+ ones &* 0x50) & ~(word &+ ones &* 0x46)
    let lower = word | ones &* 0x20
    let isLetter = (lower &+ ones &* 0x1F) & ~(lower &+ ones &* 0x19)
    return (isDigit | isLetter) & high == high
  }

  /// RFC 6901, section 3.
  private static func isPointer(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    guard first == UInt8(ascii: "/") else { return false }
    for i in 0..<text.count where text[i] == UInt8(ascii: "~") {
      guard i + 1 < text.count,
        text[i + 1] == UInt8(ascii: "0") || text[i + 1] == UInt8(ascii: "1")
      else { return false }
    }
    return true
  }

  /// draft-bhutton-relative-json-pointer-00, section 3.
  private static func isRelativePointer(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = ByteScanner(text)
    guard let first = scanner.digit() else { return false }
    if first != 0 { while scanner.digit() != nil {} }
    if scanner.isAtEnd { return true }
    if scanner.take("#") { return scanner.isAtEnd }
    return isPointer(UnsafeBufferPointer(rebasing: text[scanner.at...]))
  }

  /// RFC 4648, section 4.
  private static func isBase64(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count % 4 == 0 else { return false }
    var padding = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "="): padding += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        if padding > 0 { return false }
      default: return false
      }
    }
    return padding <= 2
  }
}

/// A format that is known here
/// ([JSON Schema 2020-12 Validation, section 7.3](https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3),
/// and those of [OpenAPI](https://spec.openapis.org/registry/format/) for strings and numbers).
package enum FormatID: String, Sendable, CaseIterable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case hostname
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case uriTemplate = "uri-template"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex
  case uuid
  case byte

  /// Nil for a format that is unknown here: it then says nothing.
  package init?(name: String) {
    self.init(rawValue: name)
  }
}

import VerifyMockJSON

/// Checks decoded strings against formats, without making a String of them.
enum FormatChecker {
  /// Whether a text is of a format.
  static func isValid(_ format: FormatID, _ text: [UInt8]) -> Bool {
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
  static func isUUID(_ text: [UInt8]) -> Bool {
    text.count == 36
      && text.indices.allSatisfy { i in
        switch i {
        case 8, 13, 18, 23: text[i] == UInt8(ascii: "-")
        default: ASCII.hexValue(text[i]) != nil
        }
      }
  }

  /// RFC 6901, section 3.
  private static func isPointer(_ text: [UInt8]) -> Bool {
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
  private static func isRelativePointer(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    guard let first = scanner.digit() else { return false }
    if first != 0 { while scanner.digit() != nil {} }
    if scanner.isAtEnd { return true }
    if scanner.take("#") { return scanner.isAtEnd }
    return isPointer(Array(text[scanner.at...]))
  }

  /// RFC 4648, section 4.
  private static func isBase64(_ text: [UInt8]) -> Bool {
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

/// How a provider's identifiers are spelled: literal text and drawn parts, such as `{uuid}`,
/// `AB{hex:32}` or `{digits:12}`.
package struct IdentifierPattern: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case literal([UInt8])
    case uuid
    case drawn(alphabet: [UInt8], count: Int)
  }

  private let parts: [Part]

  /// Version 4 of [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.4), lower case.
  package static let uuid = IdentifierPattern(parts: [.uuid])

  private init(parts: [Part]) {
    self.parts = parts
  }

  /// What the names in braces draw from; all but `uuid` need a length, as in `{hex:32}`.
  private static let alphabets = [
    "hex": "0123456789abcdef", "upperhex": "0123456789ABCDEF", "digits": "0123456789",
    "letters": "abcdefghijklmnopqrstuvwxyz",
    "alphanumeric": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  ]

  /// Reads a pattern; nil when a brace is left open, a kind unknown or a length not in 1...128.
  package init?(_ text: String) {
    var parts: [Part] = []
    var rest = Substring(text)
    while let brace = rest.firstIndex(of: "{") {
      if brace > rest.startIndex { parts.append(.literal(Array(rest[..<brace].utf8))) }
      guard let end = rest[brace...].firstIndex(of: "}") else { return nil }
      let words = rest[rest.index(after: brace)..<end].split(separator: ":").map(String.init)
      rest = rest[rest.index(after: end)...]
      if words == ["uuid"] {
        parts.append(.uuid)
        continue
      }
      guard words.count == 2, let alphabet = Self.alphabets[words[0]], let count = Int(words[1]),
        (1...128).contains(count)
      else { return nil }
      parts.append(.drawn(alphabet: Array(alphabet.utf8), count: count))
    }
    if rest.contains("}") { return nil }
    if !rest.isEmpty { parts.append(.literal(Array(rest.utf8))) }
    guard !parts.isEmpty else { return nil }
    self.init(parts: parts)
  }

  /// Draws an identifier.
  package func draw(from generator: inout SeededGenerator) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(40)
    for part in parts {
      switch part {
      case .literal(let bytes): out += bytes
      case .uuid: Self.appendUUID(generator.next(), generator.next(), to: &out)
      case .drawn(let alphabet, let count):
        for _ in 0..<count { out.append(alphabet[generator.below(alphabet.count)]) }
      }
    }
    return out
  }

  private static func appendUUID(_ high: UInt64, _ low: UInt64, to out: inout [UInt8]) {
    let start = out.count
    let digits = hexDigits
    out += emptyUUID
    // The version, then the variant.
    var bits = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    for position in 0..<36 {
      switch position {
      case 8, 13, 18, 23: continue
      case 19: bits = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
      default: break
      }
      out[start + position] = digits[Int(bits >> 60)]
      bits <<= 4
    }
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)
  private static let emptyUUID = Array("--------------------------------------".utf8.prefix(36))
}

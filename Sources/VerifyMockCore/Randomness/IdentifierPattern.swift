/// How a provider's identifiers are spelled: literal text and drawn parts, such as `{uuid}`,
/// `AB{hex:32}` or `{digits:12}`.
package struct IdentifierPattern: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case literal([UInt8])
    case uuid
    case drawn(alphabet: [UInt8], count: Int)
  }

  let parts: [Part]

  /// Version 4 of [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.4), lower case.
  package static let uuid = IdentifierPattern(parts: [.uuid])

  private init(parts: [Part]) {
    self.parts = parts
  }

  /// The names that may stand in braces; all but `uuid` want a length, as in `{hex:32}`.
  package static let kinds = ["uuid", "hex", "upperhex", "digits", "letters", "alphanumeric"]

  /// Reads a pattern; nil when a brace is left open, a kind unknown or a length not in 1...128.
  package init?(_ text: String) {
    var parts: [Part] = []
    var rest = Substring(text)
    while let brace = rest.firstIndex(of: "{") {
      if brace > rest.startIndex { parts.append(.literal(Array(rest[..<brace].utf8))) }
      guard let end = rest[brace...].firstIndex(of: "}") else { return nil }
      let words = rest[rest.index(after: brace)..<end].split(separator: ":")
      rest = rest[rest.index(after: end)...]
      if words == ["uuid"] {
        parts.append(.uuid)
        continue
      }
      guard words.count == 2, let count = Int(words[1]), (1...128).contains(count) else {
        return nil
      }
      let alphabet: String
      switch words[0] {
      case "hex": alphabet = "0123456789abcdef"
      case "upperhex": alphabet = "0123456789ABCDEF"
      case "digits": alphabet = "0123456789"
      case "letters": alphabet = "abcdefghijklmnopqrstuvwxyz"
      case "alphanumeric":
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
      default: return nil
      }
      parts.append(.drawn(alphabet: Array(alphabet.utf8), count: count))
    }
    if rest.contains("}") { return nil }
    if !rest.isEmpty { parts.append(.literal(Array(rest.utf8))) }
    guard !parts.isEmpty else { return nil }
    self.parts = parts
  }

  /// Draws an identifier.
  package func draw(from generator: inout SeededGenerator) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(40)
    for part in parts {
      switch part {
      case .literal(let bytes): out.append(contentsOf: bytes)
      case .uuid: Self.appendUUID(generator.next(), generator.next(), to: &out)
      case .drawn(let alphabet, let count):
        for _ in 0..<count { out.append(alphabet[generator.below(alphabet.count)]) }
      }
    }
    return out
  }

  /// Whether the text could have been drawn from this pattern, letters in any case.
  package func matches(_ text: some Collection<UInt8>) -> Bool {
    var rest = Array(text)[...]
    for part in parts {
      switch part {
      case .literal(let bytes):
        guard rest.prefix(bytes.count).map(lowercased) == bytes.map(lowercased) else {
          return false
        }
        rest = rest.dropFirst(bytes.count)
      case .uuid:
        guard rest.count >= 36 else { return false }
        for (i, byte) in rest.prefix(36).enumerated() {
          let isDash = i == 8 || i == 13 || i == 18 || i == 23
          guard isDash ? byte == UInt8(ascii: "-") : isHex(byte) else { return false }
        }
        rest = rest.dropFirst(36)
      case .drawn(let alphabet, let count):
        guard rest.count >= count else { return false }
        let lowered = alphabet.map(lowercased)
        guard rest.prefix(count).allSatisfy({ lowered.contains(lowercased($0)) }) else {
          return false
        }
        rest = rest.dropFirst(count)
      }
    }
    return rest.isEmpty
  }

  private func isHex(_ byte: UInt8) -> Bool {
    let lower = lowercased(byte)
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower)
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private static func appendUUID(_ high: UInt64, _ low: UInt64, to out: inout [UInt8]) {
    let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    hexDigits.withUnsafeBufferPointer { digits in
      for nibble in 0..<32 {
        if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
          out.append(UInt8(ascii: "-"))
        }
        let word = nibble < 16 ? high : low
        let shift = UInt64(15 - nibble % 16) * 4
        out.append(digits[Int(truncatingIfNeeded: word >> shift & 0xF)])
      }
    }
  }
}

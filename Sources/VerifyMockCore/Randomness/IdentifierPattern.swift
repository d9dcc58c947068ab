/// How a provider's identifiers are spelled: literal text and drawn parts, such as `{uuid}`,
/// `AB{hex:32}` or `{digits:12}`.
package final class IdentifierPattern: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case literal([UInt8])
    case uuid
    case drawn(alphabet: [UInt8], count: Int)
  }

  let parts: [Part]
  /// How many bytes an identifier has.
  let length: Int
  /// How many numbers an identifier takes from its generator.
  let drawCount: Int
  /// Whether an identifier can stand in a JSON string as it is.
  let isPlain: Bool
  /// Whether it is nothing but a UUID, as nearly all are.
  private let isUUID: Bool

  /// Version 4 of [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.4), lower case.
  package static let uuid = IdentifierPattern(parts: [.uuid])

  private init(parts: [Part]) {
    self.parts = parts
    var length = 0
    var drawCount = 0
    for part in parts {
      switch part {
      case .literal(let bytes): length += bytes.count
      case .uuid:
        length += 36
        drawCount += 2
      case .drawn(_, let count):
        length += count
        drawCount += count
      }
    }
    isPlain = parts.allSatisfy { part in
      guard case .literal(let bytes) = part else { return true }
      return bytes.allSatisfy {
        $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
    }
    isUUID = parts == [.uuid]
    self.length = length
    self.drawCount = drawCount
  }

  package static func == (a: IdentifierPattern, b: IdentifierPattern) -> Bool {
    a.parts == b.parts
  }

  /// The names that may stand in braces; all but `uuid` want a length, as in `{hex:32}`.
  package static let kinds = ["uuid", "hex", "upperhex", "digits", "letters", "alphanumeric"]

  /// Reads a pattern; nil when a brace is left open, a kind unknown or a length not in 1...128.
  package convenience init?(_ text: String) {
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
    self.init(parts: parts)
  }

  /// Draws an identifier.
  package func draw(from generator: inout SeededGenerator) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { room in
      if let start = room.baseAddress { write(from: &generator, to: start) }
      return Array(UnsafeBufferPointer(room))
    }
  }

  /// Draws an identifier into ``length`` bytes.
  func write(from generator: inout SeededGenerator, to out: UnsafeMutablePointer<UInt8>) {
    if isUUID {
      Self.writeUUID(generator.next(), generator.next(), to: out)
      return
    }
    var out = out
    for part in parts {
      switch part {
      case .literal(let bytes):
        bytes.withUnsafeBufferPointer { bytes in
          if let start = bytes.baseAddress { out.update(from: start, count: bytes.count) }
        }
        out += bytes.count
      case .uuid:
        Self.writeUUID(generator.next(), generator.next(), to: out)
        out += 36
      case .drawn(let alphabet, let count):
        for i in 0..<count { out[i] = alphabet[generator.below(alphabet.count)] }
        out += count
      }
    }
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

  private static func writeUUID(
    _ high: UInt64, _ low: UInt64, to out: UnsafeMutablePointer<UInt8>
  ) {
    let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let raw = UnsafeMutableRawPointer(out)
    raw.storeBytes(of: hex(high >> 32), as: UInt64.self)
    let second = hex(high & 0xFFFF_FFFF)
    raw.storeBytes(of: UInt32(truncatingIfNeeded: second), toByteOffset: 9, as: UInt32.self)
    raw.storeBytes(of: UInt32(truncatingIfNeeded: second >> 32), toByteOffset: 14, as: UInt32.self)
    let third = hex(low >> 32)
    raw.storeBytes(of: UInt32(truncatingIfNeeded: third), toByteOffset: 19, as: UInt32.self)
    raw.storeBytes(of: UInt32(truncatingIfNeeded: third >> 32), toByteOffset: 24, as: UInt32.self)
    raw.storeBytes(of: hex(low & 0xFFFF_FFFF), toByteOffset: 28, as: UInt64.self)
    out[8] = UInt8(ascii: "-")
    out[13] = UInt8(ascii: "-")
    out[18] = UInt8(ascii: "-")
    out[23] = UInt8(ascii: "-")
  }

  /// The eight digits of 32 bits, the highest in the lowest byte: all at once, a byte for each.
  private static func hex(_ word: UInt64) -> UInt64 {
    var digits = (word & 0xFFFF_0000) << 16 | word & 0xFFFF
    digits = (digits & 0x0000_FF00_0000_FF00) << 8 | digits & 0x0000_00FF_0000_00FF
    digits = (digits & 0x00F0_00F0_00F0_00F0) << 4 | digits & 0x000F_000F_000F_000F
    // One where the digit is a letter: those lie 39 further on than the numerals would.
    let letters = ((digits &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return (digits &+ 0x3030_3030_3030_3030 &+ letters &* 39).byteSwapped.littleEndian
  }
}

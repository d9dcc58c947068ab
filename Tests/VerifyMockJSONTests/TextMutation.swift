/// A random number generator whose numbers depend on its seed only.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    // SplitMix64
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Changes to a JSON text that leave it mostly JSON.
enum TextMutation {
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud834", "null", "true", "0", "-", "1e9999",
    "\"a\":", "{\"\":[", "é", "\u{10FFFF}", " ", "\n", "0.1", "-0.0E-0", "\"\\u0000\"",
  ].map { Array($0.utf8) }

  static func apply(to bytes: inout [UInt8], using random: inout SeededGenerator) {
    let at = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
    case 1 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
    case 2 where at < bytes.count:
      bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...4, using: &random)))
    case 3:
      let other = Int.random(in: 0...bytes.count, using: &random)
      let piece = bytes[min(at, other)..<min(bytes.count, max(at, other), min(at, other) + 40)]
      bytes.insert(contentsOf: piece, at: at)
    default: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
    }
  }
}

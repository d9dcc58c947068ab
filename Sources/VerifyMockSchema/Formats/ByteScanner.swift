/// Reads bytes from the front.
struct ByteScanner {
  let text: [UInt8]
  var at = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  var isAtEnd: Bool { at == text.count }

  var current: UInt8? { at < text.count ? text[at] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: scalar) else { return false }
    at += 1
    return true
  }

  /// The letter in either case.
  mutating func takeLetter(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = current, byte | 0x20 == UInt8(ascii: scalar) | 0x20 else { return false }
    at += 1
    return true
  }

  mutating func digit() -> Int? {
    guard let byte = current, byte &- 0x30 < 10 else { return nil }
    at += 1
    return Int(byte - 0x30)
  }

  /// Exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }
}

extension JSONDecimal {
  /// Reads the text of a JSON number; nil when it is none.
  package init?(_ text: String) {
    var text = text
    guard let value = text.withUTF8({ JSONDecimal($0) }) else { return nil }
    self = value
  }

  /// Reads the bytes of a JSON number
  /// ([RFC 8259, section 6](https://www.rfc-editor.org/rfc/rfc8259#section-6)); nil when they are
  /// none.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    var isNegative = false
    if !bytes.isEmpty, bytes[0] == UInt8(ascii: "-") {
      isNegative = true
      at = 1
    }
    // The digits as one integer for as long as they fit, the zeros that may yet end it aside.
    var small: UInt64 = 0
    var smallDigits = 0
    var pendingZeros = 0
    func take(_ digit: UInt64) {
      if digit == 0 {
        if smallDigits > 0 { pendingZeros += 1 }
        return
      }
      smallDigits += pendingZeros + 1
      if smallDigits <= JSONDecimal.smallDigitLimit {
        for _ in 0..<pendingZeros { small *= 10 }
        small = small * 10 + digit
      }
      pendingZeros = 0
    }
    func skipDigits() -> Int {
      let start = at
      while at < bytes.count {
        let digit = bytes[at] &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        take(UInt64(digit))
        at += 1
      }
      return at - start
    }

    let integerStart = at
    let integerCount = skipDigits()
    guard integerCount > 0, integerCount == 1 || bytes[integerStart] != UInt8(ascii: "0") else {
      return nil
    }
    var fractionCount = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      fractionCount = skipDigits()
      guard fractionCount > 0 else { return nil }
    }
    let digitsEnd = at
    var exponent = 0
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      guard let read = JSONDecimal.readExponent(bytes, at: &at) else { return nil }
      exponent = read
    }
    guard at == bytes.count else { return nil }

    let scale = min(max(0, fractionCount - exponent), JSONDecimal.exponentLimit)
    if smallDigits <= JSONDecimal.smallDigitLimit {
      self.init(
        isNegative: isNegative, small: small, exponent: exponent - fractionCount + pendingZeros,
        scale: scale)
    } else {
      let digits = bytes[integerStart..<digitsEnd].lazy
        .filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
      self.init(
        isNegative: isNegative, digits: Array(digits), exponent: exponent - fractionCount,
        scale: scale)
    }
  }

  /// Reads `e`, a sign and digits; nil when there are no digits.
  private static func readExponent(
    _ bytes: UnsafeBufferPointer<UInt8>, at: inout Int
  ) -> Int? {
    at += 1
    var isNegative = false
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    let start = at
    var value = 0
    while at < bytes.count {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = min(value * 10 + Int(digit), exponentLimit)
      at += 1
    }
    guard at > start else { return nil }
    return isNegative ? -value : value
  }
}

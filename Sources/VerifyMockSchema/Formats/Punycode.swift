import VerifyMockJSON

/// [RFC 3492](https://www.rfc-editor.org/rfc/rfc3492#section-6.2).
enum Punycode {
  /// The scalars that an encoded label stands for; nil when it is none.
  static func decoded(_ text: [UInt8]) -> [UInt32]? {
    var output: [UInt32] = []
    var at = 0
    if let dash = text.lastIndex(of: UInt8(ascii: "-")) {
      for byte in text[..<dash] {
        guard byte < 0x80 else { return nil }
        output.append(UInt32(byte))
      }
      at = dash + 1
    }
    guard at < text.count else { return nil }
    var n = 128
    var i = 0
    var bias = 72
    while at < text.count {
      let old = i
      var weight = 1
      var k = 36
      while true {
        guard at < text.count, let digit = digit(text[at]) else { return nil }
        at += 1
        i += digit * weight
        guard i < 1 << 40 else { return nil }
        let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
        if digit < threshold { break }
        weight *= 36 - threshold
        guard weight < 1 << 40 else { return nil }
        k += 36
      }
      let count = output.count + 1
      bias = adapted(i - old, count, isFirst: old == 0)
      n += i / count
      i %= count
      guard n <= 0x10FFFF, !(0xD800...0xDFFF).contains(n) else { return nil }
      output.insert(UInt32(n), at: i)
      i += 1
    }
    return output
  }

  private static func digit(_ byte: UInt8) -> Int? {
    if ASCII.isLetter(byte) { return Int(byte | 0x20) - 0x61 }
    return ASCII.isDigit(byte) ? Int(byte) - 0x30 + 26 : nil
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k = 0
    while delta > 455 {
      delta /= 35
      k += 36
    }
    return k + 36 * delta / (delta + 38)
  }
}

/// What an internationalised label may hold
/// ([RFC 5892](https://www.rfc-editor.org/rfc/rfc5892), the rules that depend on the place).
enum InternationalLabel {
  static func isValid(_ scalars: [UInt32]) -> Bool {
    guard let first = scalars.first.flatMap({ Unicode.Scalar($0) }),
      let last = scalars.last
    else { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    if first == "-" || last == 0x2D { return false }
    if scalars.count >= 4, scalars[2] == 0x2D, scalars[3] == 0x2D { return false }
    for (i, value) in scalars.enumerated() where !isAllowed(value, at: i, in: scalars) {
      return false
    }
    return true
  }

  private static func isAllowed(_ value: UInt32, at i: Int, in scalars: [UInt32]) -> Bool {
    func script(_ range: ClosedRange<UInt32>, _ value: UInt32?) -> Bool {
      value.map(range.contains) ?? false
    }
    let before = i > 0 ? scalars[i - 1] : nil
    let after = i + 1 < scalars.count ? scalars[i + 1] : nil
    switch value {
    // Exceptions that are never allowed (section 2.6).
    case 0x0640, 0x07FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
    // A middle dot between two l's (appendix A.3).
    case 0x00B7: return before == 0x6C && after == 0x6C
    case 0x0375: return script(0x0370...0x03FF, after)
    case 0x05F3, 0x05F4: return script(0x0590...0x05FF, before)
    case 0x30FB:
      return scalars.contains {
        (0x3041...0x309F).contains($0) || (0x30A1...0x30FA).contains($0)
          || (0x30FC...0x30FF).contains($0) || (0x4E00...0x9FFF).contains($0)
          || (0x3400...0x4DBF).contains($0)
      }
    case 0x0660...0x0669: return !scalars.contains { (0x06F0...0x06F9).contains($0) }
    case 0x06F0...0x06F9: return !scalars.contains { (0x0660...0x0669).contains($0) }
    // A zero width joiner or non-joiner behind a virama.
    case 0x200D, 0x200C:
      guard let before, let scalar = Unicode.Scalar(before) else { return false }
      if scalar.properties.canonicalCombiningClass == .virama { return true }
      // A non-joiner between letters that join (appendix A.1): those of Arabic here.
      return value == 0x200C && script(0x0620...0x06D3, before) && script(0x0620...0x06D3, after)
    // Exceptions that are always allowed (section 2.6).
    case 0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007: return true
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return false }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      return true
    default: return value == 0x2D
    }
  }
}

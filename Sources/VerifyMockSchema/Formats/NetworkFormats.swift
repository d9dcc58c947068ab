import VerifyMockJSON

/// Addresses: mail ([RFC 5321](https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2)), host names
/// ([RFC 1123](https://www.rfc-editor.org/rfc/rfc1123#section-2.1)) and Internet addresses.
enum NetworkFormats {
  static func isHostname(_ text: [UInt8]) -> Bool {
    guard !text.isEmpty, text.count <= 253 else { return false }
    var length = 0
    var start = 0
    for i in 0...text.count {
      if i == text.count || text[i] == UInt8(ascii: ".") {
        guard (1...63).contains(length), text[start] != UInt8(ascii: "-"),
          text[i - 1] != UInt8(ascii: "-"),
          isLabel(Array(text[start..<i]))
        else { return false }
        length = 0
        start = i + 1
        continue
      }
      let byte = text[i]
      guard ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
      else { return false }
      length += 1
    }
    return true
  }

  /// A label with two dashes at its third place must be an A-label of
  /// [RFC 5890](https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.1).
  private static func isLabel(_ label: [UInt8]) -> Bool {
    guard label.count >= 4, label[2] == UInt8(ascii: "-"), label[3] == UInt8(ascii: "-") else {
      return true
    }
    guard label[0] | 0x20 == UInt8(ascii: "x"), label[1] | 0x20 == UInt8(ascii: "n"),
      label.count > 4,
      let scalars = Punycode.decoded(Array(label[4...]))
    else { return false }
    return InternationalLabel.isValid(scalars)
  }

  static func isEmail(_ text: [UInt8]) -> Bool {
    guard let at = text.lastIndex(of: UInt8(ascii: "@")), at > 0, at < text.count - 1 else {
      return false
    }
    let local = Array(text[..<at])
    let domain = Array(text[(at + 1)...])
    return isLocalPart(local) && isMailDomain(domain)
  }

  private static func isLocalPart(_ text: [UInt8]) -> Bool {
    if text.first == UInt8(ascii: "\"") {
      guard text.count >= 2, text.last == UInt8(ascii: "\"") else { return false }
      var i = 1
      while i < text.count - 1 {
        if text[i] == UInt8(ascii: "\\") {
          i += 1
          guard i < text.count - 1, (0x20...0x7E).contains(text[i]) else { return false }
        } else if text[i] == UInt8(ascii: "\"") || !(0x20...0x7E).contains(text[i]) {
          return false
        }
        i += 1
      }
      return true
    }
    var previous = UInt8(ascii: ".")
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if previous == byte { return false }
      } else if !isAtomText(byte) {
        return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: ".")
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    if ASCII.isLetter(byte) || ASCII.isDigit(byte) { return true }
    return switch Unicode.Scalar(byte) {
    case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}",
      "~":
      true
    default: false
    }
  }

  private static func isMailDomain(_ text: [UInt8]) -> Bool {
    guard text.first == UInt8(ascii: "[") else { return isHostname(text) }
    guard text.last == UInt8(ascii: "]") else { return false }
    let inner = Array(text[1..<text.count - 1])
    let mark = Array("ipv6:".utf8)
    if inner.count > mark.count,
      inner.prefix(mark.count).map({ $0 | 0x20 }) == mark.map({ $0 | 0x20 })
    {
      return isIPv6(Array(inner[mark.count...]))
    }
    return isIPv4(inner)
  }

  /// RFC 2673, section 3.2: four decimal numbers without leading zeros.
  static func isIPv4(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    for part in 0..<4 {
      if part > 0, !scanner.take(".") { return false }
      guard let first = scanner.digit() else { return false }
      var value = first
      var count = 1
      while let digit = scanner.digit() {
        value = value * 10 + digit
        count += 1
        if value > 255 || first == 0 || count > 3 { return false }
      }
    }
    return scanner.isAtEnd
  }

  /// RFC 4291, section 2.2.
  static func isIPv6(_ text: [UInt8]) -> Bool {
    var groups = 0
    var hasGap = false
    var at = 0
    if text.count >= 2, text[0] == UInt8(ascii: ":") {
      guard text[1] == UInt8(ascii: ":") else { return false }
      hasGap = true
      at = 2
    }
    while at < text.count {
      var end = at
      while end < text.count, text[end] != UInt8(ascii: ":") { end += 1 }
      if end == text.count, text[at..<end].contains(UInt8(ascii: ".")) {
        guard isIPv4(Array(text[at..<end])) else { return false }
        groups += 2
        at = end
        break
      }
      guard (1...4).contains(end - at), text[at..<end].allSatisfy({ ASCII.hexValue($0) != nil })
      else {
        return false
      }
      groups += 1
      if end == text.count {
        at = end
        break
      }
      at = end + 1
      if at < text.count, text[at] == UInt8(ascii: ":") {
        if hasGap { return false }
        hasGap = true
        at += 1
      } else if at == text.count {
        return false
      }
    }
    return hasGap ? groups < 8 : groups == 8
  }
}

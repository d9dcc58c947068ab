import VerifyMockJSON

/// [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#appendix-A) and
/// [RFC 6570](https://www.rfc-editor.org/rfc/rfc6570#section-2).
enum URIFormats {
  static func isURI(_ text: [UInt8]) -> Bool {
    guard let rest = afterScheme(text) else { return false }
    return isRelative(rest)
  }

  static func isReference(_ text: [UInt8]) -> Bool {
    if isURI(text) { return true }
    // The first segment of a relative path has no colon.
    for byte in text {
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        break
      }
      if byte == UInt8(ascii: ":") { return false }
    }
    return isRelative(text)
  }

  private static func afterScheme(
    _ text: [UInt8]
  ) -> [UInt8]? {
    guard let first = text.first, ASCII.isLetter(first) else { return nil }
    for i in 1..<text.count {
      let byte = text[i]
      if byte == UInt8(ascii: ":") { return Array(text[(i + 1)...]) }
      guard
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "+")
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      else { return nil }
    }
    return nil
  }

  /// Authority, path, query and fragment.
  private static func isRelative(_ text: [UInt8]) -> Bool {
    var at = 0
    if text.count >= 2, text[0] == UInt8(ascii: "/"), text[1] == UInt8(ascii: "/") {
      at = 2
      while at < text.count, text[at] != UInt8(ascii: "/"), text[at] != UInt8(ascii: "?"),
        text[at] != UInt8(ascii: "#")
      {
        at += 1
      }
      guard isAuthority(Array(text[2..<at])) else { return false }
    }
    var hasFragment = false
    while at < text.count {
      let byte = text[at]
      if byte == UInt8(ascii: "#") {
        if hasFragment { return false }
        hasFragment = true
      } else if byte == UInt8(ascii: "%") {
        guard at + 2 < text.count, ASCII.hexValue(text[at + 1]) != nil,
          ASCII.hexValue(text[at + 2]) != nil
        else { return false }
      } else if !isPathCharacter(byte) && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?") {
        return false
      }
      at += 1
    }
    return true
  }

  private static func isAuthority(_ text: [UInt8]) -> Bool {
    var host = text
    if let at = text.lastIndex(of: UInt8(ascii: "@")) {
      let user = Array(text[..<at])
      guard isEncoded(user, allowing: isUserCharacter) else { return false }
      host = Array(text[(at + 1)...])
    }
    if host.first == UInt8(ascii: "[") {
      guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let address = Array(host[1..<end])
      guard NetworkFormats.isIPv6(address) || isFutureAddress(address) else { return false }
      return isPort(Array(host[(end + 1)...]))
    }
    guard let colon = host.firstIndex(of: UInt8(ascii: ":")) else {
      return isEncoded(host, allowing: isNameCharacter)
    }
    return isEncoded(Array(host[..<colon]), allowing: isNameCharacter)
      && isPort(Array(host[colon...]))
  }

  private static func isPort(_ text: [UInt8]) -> Bool {
    text.isEmpty
      || (text[0] == UInt8(ascii: ":") && text.dropFirst().allSatisfy(ASCII.isDigit))
  }

  private static func isFutureAddress(_ text: [UInt8]) -> Bool {
    guard text.count > 3, text[0] | 0x20 == UInt8(ascii: "v"),
      let dot = text.firstIndex(of: UInt8(ascii: ".")), dot > 1, dot < text.count - 1
    else { return false }
    return text[1..<dot].allSatisfy { ASCII.hexValue($0) != nil }
      && text[(dot + 1)...].allSatisfy(isUserCharacter)
  }

  private static func isEncoded(
    _ text: [UInt8], allowing isAllowed: (UInt8) -> Bool
  ) -> Bool {
    var at = 0
    while at < text.count {
      if text[at] == UInt8(ascii: "%") {
        guard at + 2 < text.count, ASCII.hexValue(text[at + 1]) != nil,
          ASCII.hexValue(text[at + 2]) != nil
        else { return false }
        at += 3
        continue
      }
      guard isAllowed(text[at]) else { return false }
      at += 1
    }
    return true
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
  }

  private static func isSubDelimiter(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=": true
    default: false
    }
  }

  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || isSubDelimiter(byte)
  }

  private static func isUserCharacter(_ byte: UInt8) -> Bool {
    isNameCharacter(byte) || byte == UInt8(ascii: ":")
  }

  private static func isPathCharacter(_ byte: UInt8) -> Bool {
    isUserCharacter(byte) || byte == UInt8(ascii: "@")
  }

  static func isTemplate(_ text: [UInt8]) -> Bool {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte == UInt8(ascii: "{") {
        guard let end = text[at...].firstIndex(of: UInt8(ascii: "}")),
          isExpression(Array(text[(at + 1)..<end]))
        else { return false }
        at = end + 1
        continue
      }
      if byte == UInt8(ascii: "%") {
        guard at + 2 < text.count, ASCII.hexValue(text[at + 1]) != nil,
          ASCII.hexValue(text[at + 2]) != nil
        else { return false }
      } else if byte < 0x80 {
        switch Unicode.Scalar(byte) {
        case "}", "\"", "<", ">", "\\", "^", "`", "|": return false
        default: if byte <= 0x20 || byte == 0x7F { return false }
        }
      }
      at += 1
    }
    return true
  }

  private static func isExpression(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    for mark: Unicode.Scalar in ["+", "#", ".", "/", ";", "?", "&", "=", ",", "!", "@", "|"]
    where scanner.take(mark) {
      break
    }
    repeat {
      var length = 0
      while let byte = scanner.current {
        if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") {
          scanner.at += 1
        } else if byte == UInt8(ascii: "."), length > 0, text[scanner.at - 1] != byte,
          scanner.at + 1 < text.count
        {
          scanner.at += 1
        } else if byte == UInt8(ascii: "%") {
          guard scanner.at + 2 < text.count, ASCII.hexValue(text[scanner.at + 1]) != nil,
            ASCII.hexValue(text[scanner.at + 2]) != nil
          else { return false }
          scanner.at += 3
        } else {
          break
        }
        length += 1
      }
      guard length > 0 else { return false }
      if scanner.take(":") {
        guard let first = scanner.digit(), first > 0 else { return false }
        var digits = 1
        while scanner.digit() != nil { digits += 1 }
        if digits > 4 { return false }
      } else {
        _ = scanner.take("*")
      }
    } while scanner.take(",")
    return scanner.isAtEnd
  }
}

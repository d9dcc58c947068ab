extension String {
  /// The text with JSON escapes such as `\u001B` in place of every character that a terminal or a
  /// reader of logs would take for a command: controls (C0, DEL, C1), line ends, marks of direction.
  ///
  /// Text that came from outside goes through here before it is logged, printed or reported.
  ///
  /// - Parameter keepsLines: whether line feeds and tabs stay, for a text of several lines.
  package func visible(keepsLines: Bool = false) -> String {
    func isHidden(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isCommand && !(keepsLines && (scalar == "\n" || scalar == "\t"))
    }
    guard unicodeScalars.contains(where: isHidden) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      guard isHidden(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Controls of ISO 6429, the separators of lines and paragraphs, and the marks of direction
  /// (Unicode Standard Annex #9, section 2).
  fileprivate var isCommand: Bool {
    switch value {
    case ..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

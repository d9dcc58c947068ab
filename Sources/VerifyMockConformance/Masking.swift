import VerifyMockJSON

/// Masks secrets, codes and all but the last two digits of phone numbers.
package struct Masking: Sendable {
  private var secrets: [String] = []
  private var codes: Set<String> = []
  private var numbers: [String] = []

  package init() {}

  package mutating func hide(secret: String) {
    if !secret.isEmpty, !secrets.contains(secret) { secrets.append(secret) }
  }

  package mutating func hide(code: String) { codes.insert(code) }

  package mutating func hide(recipient: String) {
    let digits = recipient.filter { $0.isASCII && $0.isNumber }
    if digits.count > 2, !numbers.contains(digits) { numbers.append(digits) }
  }

  /// The text with all that is to be hidden replaced by dots, and nothing in it that a terminal or
  /// a reader of logs would take for a command.
  package func masked(_ text: String) -> String { hidden(text, isVisible: true) }

  /// The text with all that is to be hidden replaced, its line breaks kept.
  package func hidden(_ text: String) -> String { hidden(text, isVisible: false) }

  private func hidden(_ text: String, isVisible: Bool) -> String {
    var result = text
    for secret in secrets { result = result.replacingEach(secret, with: "•••") }
    for number in numbers {
      result = result.replacingEach(
        number, with: String(repeating: "•", count: number.count - 2) + number.suffix(2))
    }
    if isVisible { result = result.visible() }
    guard !codes.isEmpty else { return result }
    return Self.replaceWords(in: result) { codes.contains($0) ? "••••" : $0 }
  }

  /// Every run of letters and digits in another form.
  static func replaceWords(in text: String, _ form: (String) -> String) -> String {
    var result = ""
    var word = ""
    for character in text {
      if character.isASCII, character.isLetter || character.isNumber {
        word.append(character)
      } else {
        if !word.isEmpty { result += form(word) }
        word = ""
        result.append(character)
      }
    }
    return word.isEmpty ? result : result + form(word)
  }

  /// The text with every word that has a digit replaced: what stays equal between runs.
  static func plain(_ text: String) -> String {
    replaceWords(in: text.visible()) { word in word.contains { $0.isNumber } ? "#" : word }
  }
}

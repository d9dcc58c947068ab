/// Hides telephone numbers and codes in what is logged.
package enum LogMask {
  /// Words of digits keep their last two from four digits on; what has letters among them, such
  /// as an identifier, stays readable.
  package static func masked(_ text: String) -> String {
    var out = ""
    var word = ""
    func flush() {
      let digits = word.utf8.filter { (0x30...0x39).contains($0) }.count
      if digits >= 4, digits == word.utf8.count {
        out += String(repeating: "•", count: digits - 2) + word.suffix(2)
      } else {
        out += word
      }
      word = ""
    }
    for character in text {
      // A dash joins the groups of an identifier.
      if character.isLetter || character.isNumber || character == "-" {
        word.append(character)
      } else {
        flush()
        out.append(character)
      }
    }
    flush()
    return out
  }
}

/// A telephone number by its digits, as E.164 numbers are: country code first, 1 to 15 digits.
package struct PhoneNumber: Sendable, Hashable {
  /// The digits without a plus; a leading zero counts.
  package let digits: String

  /// Reads digits behind an optional plus, or a space that a query made of a plus; spaces, dashes,
  /// dots and parentheses between the digits are skipped.
  ///
  /// - Returns: nil for anything else, or for fewer than one or more than fifteen digits.
  package init?(_ text: some Collection<UInt8>) {
    var digits: [UInt8] = []
    for (position, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
      case UInt8(ascii: "+") where position == 0: break
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        break
      default: return nil
      }
    }
    guard (1...15).contains(digits.count) else { return nil }
    self.digits = String(decoding: digits, as: UTF8.self)
  }

  package init?(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// The digits behind a plus.
  package var e164: String { "+" + digits }

  /// All but the last two digits hidden: for logs and reports.
  package var masked: String {
    "+" + String(repeating: "•", count: max(0, digits.utf8.count - 2)) + digits.suffix(2)
  }

  /// The scenario's digit of a magic recipient `+1 NPA 555 01SN`, S from one to nine.
  ///
  /// Only numbers reserved for fiction are magic: NPA-555-0100 to 0199 of the North American
  /// Numbering Plan.
  package var magicDigit: Int? {
    let digits = Array(digits.utf8)
    guard digits.count == 11, digits[0] == UInt8(ascii: "1"),
      digits[4..<9].elementsEqual("55501".utf8), digits[9] != UInt8(ascii: "0")
    else { return nil }
    return Int(digits[9] - UInt8(ascii: "0"))
  }
}

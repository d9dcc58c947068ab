/// A telephone number by its digits, as E.164 numbers are: country code first, 1 to 15 digits.
package struct PhoneNumber: Sendable, Hashable {
  /// The digits behind a one, which keeps leading zeros.
  private let value: UInt64

  /// Reads digits behind an optional plus, or a space that a query made of a plus; spaces, dashes,
  /// dots and parentheses between the digits are skipped.
  ///
  /// - Returns: nil for anything else, or for fewer than one or more than fifteen digits.
  package init?(_ text: some Collection<UInt8>) {
    var value: UInt64 = 1
    var count = 0
    for (position, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        count += 1
        guard count <= 15 else { return nil }
        value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "+") where position == 0: break
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        break
      default: return nil
      }
    }
    guard count > 0 else { return nil }
    self.value = value
  }

  package init?(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// The digits without a plus; a leading zero counts.
  package var digits: String { String(String(value).dropFirst()) }

  /// The digits as a number, which leading zeros do not count in.
  var withoutLeadingZeros: UInt64 {
    var leading: UInt64 = 1
    while leading <= value / 10 { leading *= 10 }
    return value - leading
  }

  /// The digits behind a plus.
  package var e164: String { "+" + digits }

  /// All but the last two digits hidden: for logs and reports.
  package var masked: String {
    "+" + String(repeating: "•", count: max(0, digits.utf8.count - 2)) + digits.suffix(2)
  }

  /// The last two digits behind an ellipsis: for reasons, which say which number was meant.
  package var abbreviated: String { "+\(digits.prefix(1))…\(digits.suffix(2))" }

  /// The scenario's digit of a magic recipient `+1 500 555 00SN`, S from one to nine.
  ///
  /// Area code 500 belongs to nobody's telephone. Numbers reserved for fiction stay ordinary ones:
  /// people take them for examples and tests.
  package var magicDigit: Int? {
    // 1 500 555 00SN, behind the one that stands in front of all digits.
    guard value / 100 == 1_150_055_500 else { return nil }
    let digit = Int(value / 10 % 10)
    return digit == 0 ? nil : digit
  }
}

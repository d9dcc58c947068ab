/// A telephone number by its digits, as E.164 numbers are: country code first, at most 15 digits.
package struct PhoneNumber: Sendable, Hashable {
  /// The digits as a decimal number, and how many there are in the highest byte: never zero.
  let packed: UInt64

  /// The digits as a decimal number.
  var value: UInt64 { packed & (1 << 56 - 1) }
  /// How many digits there are; a leading zero counts.
  var count: UInt8 { UInt8(truncatingIfNeeded: packed >> 56) }

  /// Reads digits behind an optional plus, a space that a query made of a plus, or `00`; spaces,
  /// dashes, dots and parentheses between the digits are skipped.
  ///
  /// - Returns: nil for anything else, or for fewer than one or more than fifteen digits.
  package init?(_ text: some Collection<UInt8>) {
    var value: UInt64 = 0
    var count = 0
    var first = true
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard count < 15 else { return nil }
        value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
        count += 1
      case UInt8(ascii: "+") where first: break
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        break
      default: return nil
      }
      first = false
    }
    guard count > 0 else { return nil }
    packed = value | UInt64(count) << 56
  }

  /// The number that was packed; nil for zero.
  init?(packed: UInt64) {
    guard packed != 0 else { return nil }
    self.packed = packed
  }

  package init?(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// Appends the digits without a plus.
  func appendDigits(to out: inout ScratchBuffer<UInt8>) {
    out.append(decimal: value, atLeast: Int(count))
  }

  /// The digits without a plus.
  package var digits: String {
    var out = ScratchBuffer<UInt8>(capacity: 16)
    appendDigits(to: &out)
    return String(decoding: out.elements, as: UTF8.self)
  }

  /// The digits behind a plus.
  package var e164: String { "+" + digits }

  /// All but the last two digits hidden: for logs and reports.
  package var masked: String {
    "+" + String(repeating: "•", count: max(0, Int(count) - 2)) + digits.suffix(2)
  }
}

extension JSONDecimal: CustomStringConvertible {
  /// Numbers that would take more digits than this are written with an exponent.
  private static let plainDigitLimit = 1000

  /// The number with as many decimals as it was written with: `0.0500` keeps its zeros.
  package var description: String { text(scale: scale) }

  /// The number with no more decimals than it needs.
  package var trimmed: String { text(scale: 0) }

  /// The number as JSON with at least so many decimals; never rounded.
  ///
  /// Only what would take more than 1000 digits is written with an exponent.
  package func text(scale wanted: Int) -> String {
    var text = isNegative ? "-" : ""
    let digits = digits
    let scale = max(wanted, -exponent)
    let integerCount = digits.count + exponent
    guard scale <= JSONDecimal.plainDigitLimit, integerCount <= JSONDecimal.plainDigitLimit else {
      return exponentText
    }
    if integerCount <= 0 {
      text += "0"
    } else {
      append(digits.prefix(integerCount), to: &text)
      text += String(repeating: "0", count: max(0, exponent))
    }
    if scale > 0 {
      let fraction = digits.dropFirst(max(0, integerCount))
      let leading = isZero ? 0 : max(0, -integerCount)
      text += "." + String(repeating: "0", count: leading)
      append(isZero ? [] : fraction, to: &text)
      text += String(
        repeating: "0", count: max(0, scale - leading - (isZero ? 0 : fraction.count)))
    }
    return text
  }

  /// `1.25e1000000`
  private var exponentText: String {
    let digits = digits
    var text = isNegative ? "-" : ""
    append(digits.prefix(1), to: &text)
    if digits.count > 1 {
      text += "."
      append(digits.dropFirst(), to: &text)
    }
    return isZero ? "0" : "\(text)e\(exponent + digits.count - 1)"
  }

  private func append(_ digits: some Sequence<UInt8>, to text: inout String) {
    text += String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}

/// The exact value of a JSON number.
///
/// Its cost is bounded by the length of the text, never by the size of an exponent. Exponents
/// beyond ±10¹⁷ count as that.
package struct JSONDecimal: Sendable {
  package let isNegative: Bool
  /// The digits without trailing zeros as an integer when there are at most 19; else zero.
  let small: UInt64
  /// The digits, most significant first, without leading or trailing zeros, when there are more
  /// than 19; else empty.
  let large: [UInt8]
  /// The power of ten that the digits are multiplied by; zero for the number zero.
  let exponent: Int
  /// How many digits stand behind the decimal point in the text, its exponent applied. It does
  /// not take part in comparisons.
  package let scale: Int

  /// The digits that `small` holds at most.
  static let smallDigitLimit = 19
  static let exponentLimit = 100_000_000_000_000_000

  package static let zero = JSONDecimal(0)

  package init(_ value: some BinaryInteger) {
    guard let value = Int64(exactly: value) else {
      var text = String(value)
      self = text.withUTF8 { JSONDecimal($0) ?? JSONDecimal(0) }
      return
    }
    self.init(isNegative: value < 0, small: value.magnitude, exponent: 0, scale: 0)
  }

  /// Builds the normal form of `±small × 10^exponent`.
  init(isNegative: Bool, small: UInt64, exponent: Int, scale: Int) {
    var small = small
    var exponent = exponent
    if small == 0 {
      exponent = 0
    } else {
      while small % 10 == 0 {
        small /= 10
        exponent += 1
      }
    }
    self.isNegative = isNegative && small != 0
    self.small = small
    self.large = []
    self.exponent = exponent
    self.scale = scale
  }

  /// Builds the normal form of `±digits × 10^exponent`, digits as values with the most
  /// significant one first.
  init(isNegative: Bool, digits: some BidirectionalCollection<UInt8>, exponent: Int, scale: Int) {
    let leading = digits.drop { $0 == 0 }
    guard let last = leading.lastIndex(where: { $0 != 0 }) else {
      self.init(isNegative: false, small: 0, exponent: 0, scale: scale)
      return
    }
    let significant = leading[...last]
    let raised = exponent + leading.distance(from: last, to: leading.endIndex) - 1
    if significant.count <= JSONDecimal.smallDigitLimit {
      self.init(
        isNegative: isNegative, small: significant.reduce(0) { $0 * 10 + UInt64($1) },
        exponent: raised, scale: scale)
    } else {
      self.init(isNegative: isNegative, large: Array(significant), exponent: raised, scale: scale)
    }
  }

  private init(isNegative: Bool, large: [UInt8], exponent: Int, scale: Int) {
    self.isNegative = isNegative
    self.small = 0
    self.large = large
    self.exponent = exponent
    self.scale = scale
  }

  package var isZero: Bool { small == 0 && large.isEmpty }

  /// Whether the value has no fraction: `1.0` and `1e3` have none.
  @inline(__always) package var isInteger: Bool { exponent >= 0 }

  /// The value when it is an integer that fits; nil otherwise.
  package var int64: Int64? {
    guard large.isEmpty, exponent >= 0, exponent <= JSONDecimal.smallDigitLimit else { return nil }
    let (magnitude, overflows) = small.multipliedReportingOverflow(
      by: JSONDecimal.powersOfTen[exponent])
    if overflows { return nil }
    if isNegative {
      return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// The digits without trailing zeros, most significant first; one zero for the number zero.
  var digits: [UInt8] {
    if !large.isEmpty { return large }
    var rest = small
    var reversed: [UInt8] = []
    repeat {
      reversed.append(UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    return reversed.reversed()
  }

  /// How many digits there are without trailing zeros.
  var digitCount: Int {
    if !large.isEmpty { return large.count }
    return (JSONDecimal.powersOfTen.firstIndex { small < $0 }) ?? JSONDecimal.powersOfTen.count
  }

  /// 10⁰ to 10¹⁹.
  static let powersOfTen: [UInt64] = (0...smallDigitLimit).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0) == 0 ? 1 : (powers.last ?? 1) * 10)
  }
}

extension JSONDecimal: Hashable {
  package static func == (left: JSONDecimal, right: JSONDecimal) -> Bool {
    left.small == right.small && left.exponent == right.exponent
      && left.isNegative == right.isNegative && left.large == right.large
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(isNegative)
    hasher.combine(small)
    hasher.combine(exponent)
    if !large.isEmpty { hasher.combine(large) }
  }
}

extension JSONDecimal: Comparable {
  package static func < (left: JSONDecimal, right: JSONDecimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? isSmaller(magnitude: right, than: left) : isSmaller(magnitude: left, than: right)
  }

  private static func isSmaller(magnitude left: JSONDecimal, than right: JSONDecimal) -> Bool {
    if left.large.isEmpty, right.large.isEmpty, left.exponent == right.exponent {
      return left.small < right.small
    }
    if left.isZero || right.isZero { return !right.isZero }
    // The place of the first digit decides first, so that exponents are never written out.
    let leftCount = left.digitCount
    let rightCount = right.digitCount
    if leftCount + left.exponent != rightCount + right.exponent {
      return leftCount + left.exponent < rightCount + right.exponent
    }
    guard left.large.isEmpty, right.large.isEmpty else {
      return left.digits.lexicographicallyPrecedes(right.digits)
    }
    // Both come to the longer one's digits, which fit.
    let count = max(leftCount, rightCount)
    return left.small * powersOfTen[count - leftCount]
      < right.small * powersOfTen[count - rightCount]
  }
}

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

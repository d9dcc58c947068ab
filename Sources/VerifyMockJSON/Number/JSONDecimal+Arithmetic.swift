extension JSONDecimal {
  /// Sums with more digits than this are not written out.
  static let digitLimit = 100_000

  package var negated: JSONDecimal {
    large.isEmpty
      ? JSONDecimal(isNegative: !isNegative, small: small, exponent: exponent, scale: scale)
      : JSONDecimal(isNegative: !isNegative, digits: large, exponent: exponent, scale: scale)
  }

  /// The exact sum, at the larger of both scales; nil when it would take more than 100,000 digits.
  package func adding(_ other: JSONDecimal) -> JSONDecimal? {
    let scale = max(self.scale, other.scale)
    if isZero || other.isZero { return (isZero ? other : self).at(scale: scale) }
    let low = min(exponent, other.exponent)
    if let sum = addingSmall(other, low: low, scale: scale) { return sum }
    let high = max(exponent + digitCount, other.exponent + other.digitCount)
    guard high - low <= JSONDecimal.digitLimit else { return nil }
    // Both as digits at the same exponent and of the same count.
    var left = aligned(low: low, high: high)
    var right = other.aligned(low: low, high: high)
    if isNegative == other.isNegative {
      var carry: UInt8 = 0
      for i in left.indices.reversed() {
        let sum = left[i] + right[i] + carry
        carry = sum >= 10 ? 1 : 0
        left[i] = sum - carry * 10
      }
      return JSONDecimal(
        isNegative: isNegative, digits: [carry] + left, exponent: low, scale: scale)
    }
    let isSwapped = left.lexicographicallyPrecedes(right)
    if isSwapped { swap(&left, &right) }
    var borrow: UInt8 = 0
    for i in left.indices.reversed() {
      let due = right[i] + borrow
      borrow = left[i] < due ? 1 : 0
      left[i] = left[i] + borrow * 10 - due
    }
    return JSONDecimal(
      isNegative: isSwapped ? other.isNegative : isNegative, digits: left, exponent: low,
      scale: scale)
  }

  /// The exact difference, at the larger of both scales; nil when it would take more than 100,000
  /// digits.
  package func subtracting(_ other: JSONDecimal) -> JSONDecimal? {
    adding(other.negated)
  }

  /// Whether this is an integer times `divisor`; nothing is a multiple of zero but zero itself.
  package func isMultiple(of divisor: JSONDecimal) -> Bool {
    if isZero { return true }
    guard !divisor.isZero else { return false }
    // Wanted: divisor.digits × 10^divisor.exponent divides digits × 10^exponent. The digits end in
    // no zero, so the shift must not be negative.
    let shift = exponent - divisor.exponent
    guard shift >= 0 else { return false }
    guard divisor.large.isEmpty else {
      // 10^shift only gives factors 2 and 5, and the divisor has fewer than four per digit.
      return DecimalRemainder.isZero(
        digits: digits, zeros: min(shift, divisor.large.count * 4), divisor: divisor.large)
    }
    let modulus = divisor.small
    var remainder = small % modulus
    for digit in large {
      remainder = JSONDecimal.next(remainder, digit, modulus)
    }
    for _ in 0..<min(shift, 64) {
      if remainder == 0 { return true }
      remainder = JSONDecimal.next(remainder, 0, modulus)
    }
    return remainder == 0
  }

  /// The remainder after one more digit.
  private static func next(_ remainder: UInt64, _ digit: UInt8, _ modulus: UInt64) -> UInt64 {
    var (high, low) = remainder.multipliedFullWidth(by: 10)
    let (sum, overflows) = low.addingReportingOverflow(UInt64(digit))
    low = sum
    if overflows { high += 1 }
    return modulus.dividingFullWidth((high, low)).remainder
  }

  private func at(scale: Int) -> JSONDecimal {
    large.isEmpty
      ? JSONDecimal(isNegative: isNegative, small: small, exponent: exponent, scale: scale)
      : JSONDecimal(isNegative: isNegative, digits: large, exponent: exponent, scale: scale)
  }

  /// The sum when everything fits 64 bits.
  private func addingSmall(_ other: JSONDecimal, low: Int, scale: Int) -> JSONDecimal? {
    guard let left = shifted(to: low), let right = other.shifted(to: low) else { return nil }
    let (sum, overflows) = left.addingReportingOverflow(right)
    if overflows { return nil }
    return JSONDecimal(
      isNegative: sum < 0, small: sum.magnitude, exponent: low, scale: scale)
  }

  /// The value as an integer of units `10^low`, when it fits.
  private func shifted(to low: Int) -> Int64? {
    let shift = exponent - low
    guard large.isEmpty, shift <= JSONDecimal.smallDigitLimit else { return nil }
    let (magnitude, overflows) = small.multipliedReportingOverflow(
      by: JSONDecimal.powersOfTen[shift])
    guard !overflows, let value = Int64(exactly: magnitude) else { return nil }
    return isNegative ? -value : value
  }

  private func aligned(low: Int, high: Int) -> [UInt8] {
    let digits = digits
    let zeros = [UInt8](repeating: 0, count: exponent - low)
    return [UInt8](repeating: 0, count: high - low - digits.count - zeros.count) + digits + zeros
  }
}

/// Division of long decimal numbers, by the digit.
enum DecimalRemainder {
  private static let base: UInt32 = 1_000_000_000

  /// Whether `divisor` divides the number that has these digits and then so many zeros.
  static func isZero(digits: [UInt8], zeros: Int, divisor: [UInt8]) -> Bool {
    let divisor = limbs(divisor)
    var remainder = [UInt32](repeating: 0, count: divisor.count)
    for digit in digits { push(digit, to: &remainder, divisor) }
    for _ in 0..<zeros { push(0, to: &remainder, divisor) }
    return remainder.allSatisfy { $0 == 0 }
  }

  /// The digits in groups of nine, the least significant group first, with one group of room.
  private static func limbs(_ digits: [UInt8]) -> [UInt32] {
    var result: [UInt32] = []
    var end = digits.count
    while end > 0 {
      let start = max(0, end - 9)
      result.append(digits[start..<end].reduce(0) { $0 * 10 + UInt32($1) })
      end = start
    }
    return result + [0]
  }

  /// Replaces the remainder by that of one more digit.
  private static func push(_ digit: UInt8, to remainder: inout [UInt32], _ divisor: [UInt32]) {
    var carry = UInt64(digit)
    for i in remainder.indices {
      let value = UInt64(remainder[i]) * 10 + carry
      remainder[i] = UInt32(truncatingIfNeeded: value % UInt64(base))
      carry = value / UInt64(base)
    }
    while !precedes(remainder, divisor) { subtract(divisor, from: &remainder) }
  }

  private static func precedes(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    for i in left.indices.reversed() where left[i] != right[i] { return left[i] < right[i] }
    return false
  }

  private static func subtract(_ right: [UInt32], from left: inout [UInt32]) {
    var borrow: UInt32 = 0
    for i in left.indices {
      let due = right[i] + borrow
      borrow = left[i] < due ? 1 : 0
      left[i] = left[i] &+ borrow &* base &- due
    }
  }
}

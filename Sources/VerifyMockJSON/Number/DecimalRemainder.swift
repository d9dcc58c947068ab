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

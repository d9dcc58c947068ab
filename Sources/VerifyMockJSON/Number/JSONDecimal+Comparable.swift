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

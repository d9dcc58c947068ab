/// Arithmetic for numbers that come from outside: requests, documents, clocks, flags.
///
/// Swift's own operators end the process on overflow. These stop at the ends of the type's range.
extension FixedWidthInteger {
  /// The sum, or the end of the range that it would pass.
  @inlinable package func saturatingAdd(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, or the end of the range that it would pass.
  @inlinable package func saturatingSubtract(_ other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }

  /// The product, or the end of the range that it would pass.
  @inlinable package func saturatingMultiply(_ other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// The whole number nearest to zero beside `value`, or the end of the range that it lies behind;
  /// zero for what is not a number.
  @inlinable package init(saturating value: Double) {
    if value.isNaN {
      self = 0
    } else if let exact = Self(exactly: value.rounded(.towardZero)) {
      self = exact
    } else {
      self = value < 0 ? .min : .max
    }
  }
}

import VerifyMockJSON

/// A number of a schema, as an integer too where it is written as one.
struct NumberConstant {
  /// The value when the text is an integer of at most 18 digits.
  let small: Int64?
  let decimal: JSONDecimal

  /// The integer that plain digits stand for: no fraction, no exponent, at most 18 digits.
  @inline(__always)
  static func smallInteger(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count <= 19 else { return nil }
    var at = 0
    let isNegative = start[0] == UInt8(ascii: "-")
    if isNegative { at = 1 }
    guard count - at <= 18 else { return nil }
    var value: Int64 = 0
    while at < count {
      let digit = start[at] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      at += 1
    }
    return isNegative ? -value : value
  }
}

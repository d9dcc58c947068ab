import Testing
import VerifyMockJSON

@Suite("Computing with exact numbers")
struct JSONDecimalArithmeticTests {
  @Test(
    "A sum is exact and has the decimals of the longer part",
    arguments: [
      ("0.1", "0.2", "0.3"), ("0.10", "0.2", "0.30"), ("1", "-1", "0"), ("1.00", "-1", "0.00"),
      ("0", "0.50", "0.50"), ("9.99", "0.01", "10.00"), ("-5", "3", "-2"), ("-5", "-3", "-8"),
      ("3", "-5", "-2"), ("1e3", "1", "1001"), ("1e-3", "1", "1.001"),
      ("9223372036854775807", "1", "9223372036854775808"),
      ("-9223372036854775808", "-1", "-9223372036854775809"),
      ("9999999999999999999", "1", "10000000000000000000"),
      ("99999999999999999999", "1", "100000000000000000000"),
      ("100000000000000000000", "-1", "99999999999999999999"),
      ("1", "-100000000000000000000", "-99999999999999999999"),
      ("123456789012345678901234567890", "-123456789012345678901234567890", "0"),
      ("123456789012345678901234567890", "-123456789012345678901234567889", "1"),
      ("1e30", "1e-3", "1000000000000000000000000000000.001"),
      ("-0.00000000000000000000000000001", "1", "0.99999999999999999999999999999"),
    ])
  func sum(left: String, right: String, wanted: String) throws {
    let left = try #require(JSONDecimal(left))
    let right = try #require(JSONDecimal(right))
    #expect(left.adding(right)?.description == wanted)
    #expect(right.adding(left)?.description == wanted)
    // The way back.
    #expect(JSONDecimal(wanted)?.subtracting(right) == left)
    #expect(JSONDecimal(wanted)?.subtracting(left) == right)
  }

  @Test("A sum of more than 100,000 digits is not written out")
  func sumLimit() throws {
    let one = JSONDecimal(1)
    let large = try #require(JSONDecimal("1e99999"))
    let tooLarge = try #require(JSONDecimal("1e100000"))
    #expect(large.adding(one) != nil)
    #expect(tooLarge.adding(one) == nil)
    #expect(one.subtracting(tooLarge) == nil)
    #expect(tooLarge.adding(tooLarge) == JSONDecimal("2e100000"))
    #expect(tooLarge.adding(.zero) == tooLarge)
  }

  @Test(
    "A negated number differs by its sign alone, and zero has none",
    arguments: [
      ("5", "-5"), ("-5.50", "5.50"), ("0", "0"), ("0.00", "0.00"),
      ("123456789012345678901.5", "-123456789012345678901.5"),
    ])
  func negated(text: String, wanted: String) throws {
    let number = try #require(JSONDecimal(text))
    #expect(number.negated.description == wanted)
    #expect(number.negated.negated == number)
    #expect(!number.isNegative || !number.negated.isNegative)
  }

  @Test(
    "A multiple is recognised by exact division",
    arguments: [
      ("19.99", "0.01", true), ("0.3", "0.1", true), ("4.35", "0.01", true),
      ("19.995", "0.01", false),
      ("10", "3", false), ("-9", "3", true), ("9", "-3", true), ("0", "7", true), ("7", "0", false),
      ("0", "0", true), ("1e3", "7", false), ("1e400", "7", false), ("1e400", "1e399", true),
      ("1e400", "3", false), ("1e400", "64", true), ("1e-5", "1e-6", true), ("1e-6", "1e-5", false),
      ("1.5", "0.5", true), ("1.50", "0.5", true), ("18446744073709551616", "2", true),
      ("18446744073709551617", "2", false),
      ("340282366920938463463374607431768211456", "65536", true),
      ("340282366920938463463374607431768211457", "65536", false),
      ("246913578024691357802469135780", "12345678901234567890123456789", true),
      ("246913578024691357802469135781", "123456789012345678901234567891", false),
      ("123456789012345678901234567891e5", "123456789012345678901234567891", true),
      ("5", "123456789012345678901234567891", false), ("1e100000000000", "1e-100000000000", true),
    ])
  func multiples(text: String, divisor: String, isMultiple: Bool) throws {
    let number = try #require(JSONDecimal(text))
    #expect(number.isMultiple(of: try #require(JSONDecimal(divisor))) == isMultiple)
  }

  @Test(
    "Numbers are in order by value, however they are written",
    arguments: [
      ["-1e400", "-99999999999999999999.5", "-1e19", "-2", "-1.5", "-1e-400", "0", "1e-400"],
      ["1e-400", "0.09", "0.1", "0.11", "1", "9", "10", "11", "99", "1e2", "101"],
      ["9999999999999999999", "1e19", "10000000000000000001", "1.1e19", "1e20", "1e100000000"],
      ["0.12345678901234567890", "0.123456789012345678901", "0.1234567890123456789011", "0.2"],
    ])
  func order(texts: [String]) throws {
    let numbers = try texts.map { try #require(JSONDecimal($0)) }
    for (i, left) in numbers.enumerated() {
      for (j, right) in numbers.enumerated() {
        #expect((left < right) == (i < j), "\(texts[i]) < \(texts[j])")
        #expect((left == right) == (i == j), "\(texts[i]) == \(texts[j])")
      }
    }
  }

  @Test(
    "Equal values are equal and have one hash, however they are written",
    arguments: [
      ["1", "1.0", "1.000", "10e-1", "0.1e1"], ["0", "-0", "0.00", "0e5"],
      ["1e20", "100000000000000000000", "1000000000000000000000e-1"],
      ["-123456789012345678901234.50", "-1234567890123456789012345e-1"],
    ])
  func equality(texts: [String]) throws {
    let numbers = try texts.map { try #require(JSONDecimal($0)) }
    #expect(Set(numbers).count == 1)
    #expect(!numbers.contains { $0 < numbers[0] || numbers[0] < $0 })
  }

  @Test("Sums, comparisons and multiples agree with integers of a common unit")
  func againstIntegers() throws {
    var random = SeededGenerator(seed: 754)
    for _ in 0..<4000 {
      // Values in units of 10⁻⁴, written with and without an exponent.
      let left = Int.random(in: -3_000_000...3_000_000, using: &random)
      let right = Int.random(in: -3_000...3_000, using: &random)
      let leftText = Self.text(left, using: &random)
      let rightText = Self.text(right, using: &random)
      let a = try #require(JSONDecimal(leftText))
      let b = try #require(JSONDecimal(rightText))
      let place = Comment(rawValue: "\(leftText) and \(rightText)")
      #expect((a < b) == (left < right), place)
      #expect((a == b) == (left == right), place)
      #expect(a.adding(b) == JSONDecimal("\(left + right)e-4"), place)
      #expect(a.subtracting(b) == JSONDecimal("\(left - right)e-4"), place)
      #expect(
        a.isMultiple(of: b) == (right == 0 ? left == 0 : left.isMultiple(of: right)), place)
      #expect(a.isInteger == left.isMultiple(of: 10_000), place)
    }
  }

  /// A number of ten-thousandths as one of its texts.
  private static func text(_ value: Int, using random: inout SeededGenerator) -> String {
    if Bool.random(using: &random) { return "\(value)e-4" }
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    return (value < 0 ? "-" : "") + padded.dropLast(4) + "." + padded.suffix(4)
  }
}

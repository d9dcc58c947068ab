import Testing
import VerifyMockJSON

@Suite("Reading exact numbers")
struct JSONDecimalReadingTests {
  @Test(
    "A number keeps its value and its decimals",
    arguments: [
      ("0", "0", "0"), ("-0", "0", "0"), ("0.0", "0.0", "0"), ("-0.00", "0.00", "0"),
      ("7", "7", "7"), ("-7", "-7", "-7"), ("120", "120", "120"), ("0.0500", "0.0500", "0.05"),
      ("19.90", "19.90", "19.9"), ("-19.90", "-19.90", "-19.9"), ("1e3", "1000", "1000"),
      ("1E+3", "1000", "1000"), ("1.5e1", "15", "15"), ("1.50e1", "15.0", "15"),
      ("15e-1", "1.5", "1.5"), ("150e-2", "1.50", "1.5"), ("0e99", "0", "0"),
      ("0e-3", "0.000", "0"), ("1e-5", "0.00001", "0.00001"),
      ("18446744073709551615", "18446744073709551615", "18446744073709551615"),
      ("18446744073709551616", "18446744073709551616", "18446744073709551616"),
      ("9999999999999999999", "9999999999999999999", "9999999999999999999"),
      ("99999999999999999999", "99999999999999999999", "99999999999999999999"),
      ("10000000000000000000000", "10000000000000000000000", "10000000000000000000000"),
      (
        "0.1234567890123456789012345678900", "0.1234567890123456789012345678900",
        "0.12345678901234567890123456789"
      ),
      (
        "-123456789012345678901234567890.5", "-123456789012345678901234567890.5",
        "-123456789012345678901234567890.5"
      ),
    ])
  func value(text: String, written: String, trimmed: String) throws {
    let number = try #require(JSONDecimal(text))
    #expect(number.description == written)
    #expect(number.trimmed == trimmed)
  }

  @Test(
    "Text that is no JSON number is refused",
    arguments: [
      "", "-", "+1", "01", "-01", "00", ".5", "1.", "1.e3", "1e", "1e+", "1e-", "1e1.5", "1.2.3",
      "0x10", "NaN", "Infinity", "-Infinity", "1_000", "1,5", " 1", "1 ", "1a", "--1", "１",
    ])
  func refused(text: String) {
    #expect(JSONDecimal(text) == nil)
  }

  @Test(
    "An integer comes from any integer type",
    arguments: [
      (JSONDecimal(Int.min), "-9223372036854775808"), (JSONDecimal(Int.max), "9223372036854775807"),
      (JSONDecimal(UInt64.max), "18446744073709551615"), (JSONDecimal(UInt8(200)), "200"),
      (JSONDecimal(Int8(-128)), "-128"), (JSONDecimal.zero, "0"),
    ])
  func integer(number: JSONDecimal, text: String) {
    #expect(number.description == text)
    #expect(JSONDecimal(text) == number)
  }

  @Test(
    "An integer that fits 64 bits is handed out, however it is written",
    arguments: [
      ("0", 0), ("-0", 0), ("1.0", 1), ("1e3", 1000), ("12.5e1", 125), ("-3", -3),
      ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
      ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("1e18", 1_000_000_000_000_000_000),
      ("1e19", nil), ("1e20", nil), ("1e400", nil), ("0.5", nil), ("1e-1", nil),
      ("10000000000000000000", nil), ("123456789012345678901234567890", nil),
    ] as [(String, Int64?)])
  func int64(text: String, wanted: Int64?) throws {
    #expect(try #require(JSONDecimal(text)).int64 == wanted)
  }

  @Test(
    "A number without a fraction is an integer, however it is written",
    arguments: [
      ("1", true), ("1.0", true), ("1.50", false), ("1.5e1", true), ("1e-1", false),
      ("10e-1", true),
      ("0.0", true), ("1e1000000", true), ("1e-1000000", false),
      ("12345678901234567890.5", false), ("12345678901234567890.0", true),
    ])
  func isInteger(text: String, isInteger: Bool) throws {
    #expect(try #require(JSONDecimal(text)).isInteger == isInteger)
  }

  @Test(
    "An exponent of any size costs its text only",
    arguments: [
      ("1e1000000", "1e1000000"), ("-12.5e1000000", "-1.25e1000001"),
      ("1e-1000000", "1e-1000000"), ("0e1000000", "0"), ("0e-1000000", "0"),
      ("1e999999999999999999999999", "1e100000000000000000"),
      ("1e-999999999999999999999999", "1e-100000000000000000"),
      ("1e999", "1" + String(repeating: "0", count: 999)),
      ("1e1000", "1e1000"),
    ])
  func hugeExponent(text: String, written: String) throws {
    #expect(try #require(JSONDecimal(text)).description == written)
  }

  @Test(
    "More decimals are added on request, and none is taken away",
    arguments: [
      ("5", 2, "5.00"), ("5.5", 2, "5.50"), ("5.555", 2, "5.555"), ("0", 3, "0.000"),
      ("-0.05", 4, "-0.0500"), ("1e3", 1, "1000.0"), ("0.001", 0, "0.001"),
      ("123456789012345678901", 1, "123456789012345678901.0"),
    ])
  func decimals(text: String, scale: Int, written: String) throws {
    #expect(try #require(JSONDecimal(text)).text(scale: scale) == written)
  }
}

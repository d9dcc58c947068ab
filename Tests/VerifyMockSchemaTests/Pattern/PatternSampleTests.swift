import Testing

@testable import VerifyMockSchema

@Suite("Texts that patterns match")
struct PatternSampleTests {
  @Test(
    "a text is written for a pattern and a length",
    arguments: [
      ("^VA[0-9a-fA-F]{32}$", 1...Int.max, "VA" + String(repeating: "1", count: 32)),
      ("^[1-9][0-9]{6,14}$", 1...Int.max, "1111111"),
      ("^[0-9]+$", 4...6, "1111"),
      ("^(?:sms|call)$", 1...Int.max, "sms"),
      ("^(?:smsa|call)?-[^1a]$", 1...Int.max, "-A"),
      ("(a)\\1{2}", 1...Int.max, "aaa"),
      ("[\\u3042-\\u3044]", 1...Int.max, "\u{3042}"),
      ("x*", 3...3, "xxx"),
    ] as [(String, ClosedRange<Int>, String)])
  func written(pattern: String, length: ClosedRange<Int>, text: String) {
    #expect(PatternSample.text(matching: pattern, length: length) == text)
  }

  @Test(
    "where none can be found there is none, and it does not take long",
    arguments: [
      ("^a$", 2...3), ("^(?!1)[0-9]$", 1...1), ("[^\\s\\S]", 1...9), ("(", 1...9),
      ("^a{9000}$", 1...Int.max), ("((((a*)*)*)*){1000}b{9999}", 1...Int.max),
    ] as [(String, ClosedRange<Int>)])
  func none(pattern: String, length: ClosedRange<Int>) {
    #expect(PatternSample.text(matching: pattern, length: length) == nil)
  }
}

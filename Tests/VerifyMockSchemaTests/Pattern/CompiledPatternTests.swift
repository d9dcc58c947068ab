import Testing

@testable import VerifyMockSchema

@Suite("Patterns")
struct CompiledPatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    var text = text
    let compiled = try CompiledPattern(source: pattern)
    return text.withUTF8 { compiled.matches($0) }
  }

  @Test(
    "A pattern matches what ECMA-262 says",
    arguments: [
      ("^\\+?[1-9][0-9]{6,14}$", "+14155550100", true), ("^\\+?[1-9][0-9]{6,14}$", "0415", false),
      ("b+", "abc", true), ("^b+$", "abc", false), ("^a|b$", "xb", true), ("a{2,3}?$", "aa", true),
      ("^(?:ab)*$", "ababab", true), ("^(a)(b)\\2\\1$", "abba", true),
      ("^(?<x>a+)-\\k<x>$", "aa-aa", true), ("^(?<x>a+)-\\k<x>$", "aa-a", false),
      ("^(?=.*[0-9])[a-z0-9]+$", "ab1", true), ("^(?!foo)", "foobar", false),
      ("(?<=\\$)[0-9]+", "$42", true), ("(?<!\\$)\\b[0-9]+", "$42", false),
      ("\\bcat\\b", "a cat.", true), ("\\Bat", "cat", true), ("^\\p{Lu}\\p{Ll}+$", "Élan", true),
      ("^\\P{L}+$", "123", true), ("^\\p{Script=Greek}+$", "λόγος", true), ("^.$", "😀", true),
      ("^[😀-😂]$", "😁", true), ("^\\u{1F600}$", "😀", true), ("^\\uD83D\\uDE00$", "😀", true),
      ("^[^\\d\\s]+$", "ab", true), ("^[^\\D]$", "5", true), ("^\\s$", "\u{FEFF}", true),
      ("^\\d$", "٣", false), ("", "anything", true), ("^$", "", true), ("$^", "a", false),
      ("(a|)*b", "b", true), ("^(a*)*$", "aaaa", true), ("^[]$", "a", false), ("^[^]$", "a", true),
    ])
  func semantics(pattern: String, text: String, expected: Bool) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(
    "What is no pattern is refused with its place",
    arguments: [
      "(", ")", "[a", "a{2,1}", "*a", "\\", "[b-a]", "\\p{Nonsense}", "(?<n>a)(?<n>b)", "\\2(a)",
      "\\k<x>", "a{99999999}", "(?i)a", "\\u{110000}", "\\a", "^\\S(|(.|\\n)*\\S)\\Z",
    ])
  func refusals(pattern: String) {
    #expect(throws: PatternError.self) { try CompiledPattern(source: pattern) }
  }

  @Test(
    "Patterns that make other engines explode take a bounded number of steps",
    arguments: [
      "^(a+)+$", "^(a|aa)+$", "^(a|a?)+$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$", "(?=(a+)+$)b",
    ])
  func bounded(pattern: String) throws {
    let text = String(repeating: "a", count: 5_000) + "!"
    let (_, steps) = try CompiledPattern(source: pattern).stepsToMatch(text)
    #expect(steps < 100 * 5_001)
  }

  @Test(
    "A search that takes too many steps is undecided, never a verdict",
    arguments: [
      ("^(?:(a+)+\\1x|a+)$", 24), ("(a{1,100}){1,100}b", 8_000),
      ("(?=(?:a{1,100}){1,100}b)c", 8_000), ("(?<=(?:a{1,100}){1,100}b)a", 8_000),
      ("(a{1,100}){1,100}b", 100_000),
    ])
  func undecided(pattern: String, length: Int) throws {
    var text = String(repeating: "a", count: length)
    let compiled = try CompiledPattern(source: pattern)
    #expect(text.withUTF8 { compiled.verdict(on: $0) } == .undecided)
  }

  @Test("Large counts over long texts are decided where little has to be tried")
  func decided() throws {
    let compiled = try CompiledPattern(source: "^[^<>]{1,1600}$")
    var fine = String(repeating: "é", count: 1_600)
    #expect(fine.withUTF8 { compiled.verdict(on: $0) } == .found)
    fine += "é"
    #expect(fine.withUTF8 { compiled.verdict(on: $0) } == .notFound)
  }

  @Test("Random patterns over random texts neither crash nor run away, and both engines agree")
  func fuzz() throws {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "a", "b", "[ab]", "[^a]", "(", ")", "|", "*", "+", "?", "{1,3}", "^", "$", ".", "\\b", "\\d",
      "(?=", "(?!", "(?:", "\\1", "(?<=",
    ]
    var compiled = 0
    for _ in 0..<6_000 {
      let pattern = (0..<(1 + random(8))).map { _ in pieces[random(pieces.count)] }.joined()
      guard let made = try? CompiledPattern(source: pattern) else { continue }
      compiled += 1
      var text = (0..<random(12)).map { _ in ["a", "b", "1", "ä"][random(4)] }.joined()
      let slow = made.stepsToMatch(text)
      #expect(slow.steps <= CompiledPattern.stepLimit + 1)
      let fast = text.withUTF8 { made.matches($0) }
      #expect(slow.matches == fast, "\(pattern) over \(text)")
    }
    print("pattern fuzzing: \(compiled) of 6000 patterns compiled")
    #expect(compiled > 600)
  }
}

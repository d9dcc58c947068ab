import Testing
import VerifyMockJSON

struct StringSearchTests {
  @Test(
    "A part is found wherever it stands, and nothing everywhere",
    arguments: [
      ("abc", "a", true), ("abc", "bc", true), ("abc", "abcd", false), ("abc", "ac", false),
      ("aab", "ab", true), ("", "a", false), ("", "", true), ("é", "e", false),
    ])
  func includes(text: String, part: String, isFound: Bool) {
    #expect(text.includes(part) == isFound)
  }

  @Test(
    "Each part is replaced once, from left to right",
    arguments: [
      ("a-b-c", "-", "+", "a+b+c"), ("aaa", "aa", "b", "ba"), ("a", "a", "aa", "aa"),
      ("abc", "x", "y", "abc"), ("abc", "", "y", "abc"), ("%24%24", "%24", "$", "$$"),
    ])
  func replaces(text: String, part: String, other: String, result: String) {
    #expect(text.replacingEach(part, with: other) == result)
  }
}

import Testing
import VerifyMockJSON

@Suite("Text from outside, made safe for terminals and logs")
struct VisibleTextTests {
  @Test(
    "a control character or a mark of direction becomes an escape",
    arguments: [
      ("a\u{1B}[31mb", "a\\u001B[31mb"), ("\u{7}", "\\u0007"), ("\u{7F}", "\\u007F"),
      ("\u{9B}2J", "\\u009B2J"), ("\u{202E}txt", "\\u202Etxt"), ("\u{2066}", "\\u2066"),
      ("\u{61C}", "\\u061C"), ("a\r\nb", "a\\u000D\\u000Ab"), ("\u{2028}", "\\u2028"),
    ])
  func escapes(_ text: String, _ visible: String) {
    #expect(text.visible() == visible)
  }

  @Test("other text stays", arguments: ["", "plain", "Grüße 電話 👩‍👩‍👧 •••", "a\u{A0}b"])
  func stays(_ text: String) {
    #expect(text.visible() == text)
  }

  @Test("line feeds and tabs stay in a text of several lines, carriage returns don't")
  func lines() {
    #expect("a\n\tb\r\u{9B}".visible(keepsLines: true) == "a\n\tb\\u000D\\u009B")
  }
}

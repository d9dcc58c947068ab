import Testing
import VerifyMock

@Suite("What the log hides")
struct LogMaskTests {
  @Test(
    "is numbers from four digits on, but for their last two",
    arguments: [
      ("", ""), ("plain text", "plain text"), ("+14155550100", "+•••••••••00"),
      ("code 424242, 12:30", "code ••••42, 12:30"), ("1234", "••34"), ("123", "123"),
      ("/a/424242/b", "/a/••••42/b"), ("4242 4242", "••42 ••42"),
    ])
  func numbers(_ text: String, _ masked: String) {
    #expect(LogMask.masked(text) == masked)
  }

  @Test(
    "is no part of an identifier",
    arguments: [
      "abc-1234", "1234-5678-90", "a1234", "1234ä", "00000000-0000-4000-8000-000000000000",
    ])
  func identifiers(_ text: String) {
    #expect(LogMask.masked(text) == text)
  }
}

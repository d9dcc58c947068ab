import Testing
import VerifyMockCore

@Suite("Telephone numbers")
struct PhoneNumberTests {
  @Test(
    "A number is read from its digits, whatever separates them",
    arguments: [
      ("+14155550100", "+14155550100"), ("14155550100", "+14155550100"),
      (" 14155550100", "+14155550100"), ("+1 (415) 555-0100", "+14155550100"),
      ("1.415.555.0100", "+14155550100"), ("+1", "+1"), ("007", "+007"), ("+0", "+0"),
      ("+123456789012345", "+123456789012345"), ("+999999999999999", "+999999999999999"),
    ])
  func reads(text: String, e164: String) throws {
    let number = try #require(PhoneNumber(text))
    #expect(number.e164 == e164)
    #expect("+" + number.digits == e164)
    #expect(PhoneNumber(number.digits) == number)
  }

  @Test(
    "What is no number is refused",
    arguments: [
      "", "+", "-", "()", "++1", "1+2", " +1", "+1234567890123456", "1a", "tel:1", "+1/2", "+１",
      "+1\n", "1,2",
    ])
  func refused(text: String) {
    #expect(PhoneNumber(text) == nil)
  }

  @Test("Numbers are equal by their digits, a leading zero counts")
  func equality() {
    #expect(PhoneNumber("+1415") == PhoneNumber("1 41-5"))
    #expect(PhoneNumber("01415") != PhoneNumber("1415"))
    #expect(PhoneNumber("0") != PhoneNumber("00"))
    #expect(Set([PhoneNumber("+1415"), PhoneNumber("1415"), PhoneNumber("14150")]).count == 2)
  }

  @Test(
    "A log shows the last two digits only",
    arguments: [
      ("+14155550123", "+•••••••••23"), ("+12", "+12"), ("+1", "+1"), ("+007", "+•07"),
    ])
  func masked(text: String, masked: String) {
    #expect(PhoneNumber(text)?.masked == masked)
  }
}

import Testing
import VerifyMockCore

@Suite("The country of a telephone number")
struct CountryTests {
  @Test(
    "is told by the longest prefix that a country has",
    arguments: [
      ("+14155550100", "US"), ("+14165550100", "CA"), ("+12425550100", "BS"), ("+4930123456", "DE"),
      ("+76001234567", "KZ"), ("+79161234567", "RU"), ("+4779123456", "SJ"), ("+4721234567", "NO"),
      ("+262261234567", "YT"), ("+262262123456", "YT"), ("+262692123456", "RE"),
      ("+998901234567", "UZ"),
      ("+1", "US"), ("+49", "DE"),
    ])
  func known(_ text: String, _ code: String) throws {
    let number = try #require(PhoneNumber(text))
    #expect(Country.code(of: number) == code)
  }

  @Test("does not change with zeros in front", arguments: [("0049301234", "DE"), ("01415", "US")])
  func zeros(_ text: String, _ code: String) throws {
    let number = try #require(PhoneNumber(text))
    #expect(Country.code(of: number) == code)
  }

  @Test("is none where no country has the prefix", arguments: ["+999123", "+21012", "0", "00000"])
  func unknown(_ text: String) throws {
    let number = try #require(PhoneNumber(text))
    #expect(Country.code(of: number) == nil)
  }
}

import Testing
import VerifyMockCore

@Suite("Times as filters give them")
struct PartialTimeTests {
  @Test(
    "A time stands for the whole span that it names",
    arguments: [
      ("2026-01-31", "2026-01-31T00:00:00.000000Z", 86_400),
      ("2026-01-31 08:52", "2026-01-31T08:52:00.000000Z", 60),
      ("2026-01-31T08:52Z", "2026-01-31T08:52:00.000000Z", 60),
      ("2026-01-31T08:52:39+05:30", "2026-01-31T03:22:39.000000Z", 1),
      ("2026-01-31 08:52:39 05:30", "2026-01-31T03:22:39.000000Z", 1),
      ("2026-01-31T08:52:39-0200", "2026-01-31T10:52:39.000000Z", 1),
      ("2024-02-29", "2024-02-29T00:00:00.000000Z", 86_400),
    ])
  func spans(text: String, start: String, seconds: Int) throws {
    let time = try #require(PartialTime(Array(text.utf8)))
    #expect(time.start.text == start)
    #expect(time.width == .seconds(seconds))
    #expect(time.end - time.start == time.width)
  }

  @Test(
    "A fraction is as wide as one step of its last digit",
    arguments: [
      ("2026-01-31T08:52:39.5", "2026-01-31T08:52:39.500000Z", 100_000_000),
      ("2026-01-31T08:52:39:363", "2026-01-31T08:52:39.363000Z", 1_000_000),
      ("2026-01-31T08:52:39.363253000Z", "2026-01-31T08:52:39.363253Z", 1),
    ])
  func fractions(text: String, start: String, nanoseconds: Int64) throws {
    let time = try #require(PartialTime(Array(text.utf8)))
    #expect(time.start.text == start)
    #expect(time.width.nanoseconds == nanoseconds)
  }

  @Test(
    "Anything else is no time",
    arguments: [
      "", "2026", "2026-1-31", "2026-02-30", "2025-02-29", "2026-13-01", "2026-01-31T",
      "2026-01-31T8:52", "2026-01-31T24:00", "2026-01-31T08:52:61", "2026-01-31T08:52:39.",
      "2026-01-31T08:52:39+24:00", "2026-01-31T08:52:39X", "1600-01-01", "2026-01-31 ",
    ])
  func refusals(text: String) {
    #expect(PartialTime(Array(text.utf8)) == nil)
  }
}

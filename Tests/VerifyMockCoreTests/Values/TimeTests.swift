import Testing

@testable import VerifyMockCore

@Suite("Lengths of time")
struct IntervalTests {
  @Test(
    "A length is read from a whole number and a unit, and written back as short as it goes",
    arguments: [
      ("0s", 0, "0s"), ("0ms", 0, "0s"), ("1ms", 1, "1ms"), ("999ms", 999, "999ms"),
      ("1000ms", 1_000, "1s"), ("1500ms", 1_500, "1500ms"), ("90s", 90_000, "90s"),
      ("60s", 60_000, "1m"), ("11m", 660_000, "11m"), ("60m", 3_600_000, "1h"),
      ("25h", 90_000_000, "25h"), ("48h", 172_800_000, "2d"), ("007s", 7_000, "7s"),
    ])
  func reads(text: String, milliseconds: Int, written: String) throws {
    let interval = try #require(Interval(text))
    #expect(interval == .milliseconds(milliseconds))
    #expect(interval.text == written)
    #expect(Interval(interval.text) == interval)
  }

  @Test(
    "What is no length is refused",
    arguments: [
      "", "s", "90", "-1s", "+1s", "1.5s", "1 s", " 1s", "1s ", "1S", "1w", "1sm", "٣s", "1ns",
      "99999999999999999999s", "9223372036854775807d",
    ])
  func refused(text: String) {
    #expect(Interval(text) == nil)
  }

  @Test("Sums and differences stay at the ends of the range instead of overflowing")
  func saturation() {
    let most = Interval(nanoseconds: .max)
    let least = Interval(nanoseconds: .min)
    #expect(most + .seconds(1) == most)
    #expect(least - .seconds(1) == least)
    #expect(most - least == most)
    #expect(Interval.seconds(.max) == most)
    #expect(Interval.seconds(.min) == least)
    #expect(Instant(nanoseconds: .max) + .seconds(1) == Instant(nanoseconds: .max))
    #expect(Instant(nanoseconds: .min) + .seconds(-1) == Instant(nanoseconds: .min))
    #expect(Instant(nanoseconds: .max) - Instant(nanoseconds: -1) == most)
    #expect(Instant(nanoseconds: .min) - Instant(nanoseconds: 1) == least)
    #expect(Interval.seconds(3) - .seconds(5) == .seconds(-2))
  }

  @Test(
    "Who has to wait waits whole seconds, never too few",
    arguments: [
      (0, 0, 0), (1, 0, 1), (999, 0, 1), (1_000, 1, 1), (1_001, 1, 2), (59_999, 59, 60), (-1, 0, 0),
      (-1_500, -1, 0),
    ])
  func seconds(milliseconds: Int, down: Int, toWait: Int) {
    #expect(Interval.milliseconds(milliseconds).seconds == down)
    #expect(Interval.milliseconds(milliseconds).secondsToWait == toWait)
  }
}

@Suite("Points in time")
struct InstantTests {
  @Test(
    "An instant is written in UTC with microseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_769_849_559_363_253_999, "2026-01-31T08:52:39.363253Z"),
      (951_782_400_000_000_000, "2000-02-29T00:00:00.000000Z"),
      (4_107_542_399_000_000_000, "2100-02-28T23:59:59.000000Z"),
      (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000000Z"),
      (.max, "2262-04-11T23:47:16.854775Z"), (.min, "1677-09-21T00:12:43.145224Z"),
    ] as [(Int64, String)])
  func text(nanoseconds: Int64, text: String) {
    #expect(Instant(nanoseconds: nanoseconds).text == text)
  }

  @Test("A day of the calendar and its instant lead to each other, for every day of 400 years")
  func days() throws {
    var expected = CivilTime(
      year: 1_800, month: 1, day: 1, hour: 12, minute: 34, second: 56, nanosecond: 789)
    var instant = try #require(expected.instant)
    for _ in 0..<146_097 {
      guard CivilTime(instant) == expected, expected.instant == instant else {
        Issue.record("\(expected) became \(CivilTime(instant))")
        return
      }
      instant = instant + .seconds(86_400)
      // The next day, by the rules of the calendar alone.
      let isLeap =
        expected.year.isMultiple(of: 4)
        && (!expected.year.isMultiple(of: 100) || expected.year.isMultiple(of: 400))
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      expected.day += 1
      if expected.day > lengths[expected.month - 1] {
        expected.day = 1
        expected.month += 1
      }
      if expected.month > 12 {
        expected.month = 1
        expected.year += 1
      }
    }
    #expect(expected.year == 2_200)
  }

  @Test(
    "A moment that the calendar lacks is none",
    arguments: [
      (2_026, 0, 1, 0, 0, 0, 0), (2_026, 13, 1, 0, 0, 0, 0), (2_026, 4, 31, 0, 0, 0, 0),
      (2_026, 2, 29, 0, 0, 0, 0), (2_100, 2, 29, 0, 0, 0, 0), (2_026, 1, 0, 0, 0, 0, 0),
      (2_026, 1, 1, 24, 0, 0, 0), (2_026, 1, 1, 0, 60, 0, 0), (2_026, 1, 1, 0, 0, 61, 0),
      (2_026, 1, 1, 0, 0, 0, 1_000_000_000), (1_677, 12, 31, 0, 0, 0, 0), (2_262, 1, 1, 0, 0, 0, 0),
    ])
  func missing(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int,
    _ nanosecond: Int
  ) {
    let time = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: nanosecond)
    #expect(time.instant == nil)
  }
}

@Suite("Instants as text")
struct InstantTextTests {
  @Test(
    "The form of e-mail has the right day of the week",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
      (-86_400, "Wed, 31 Dec 1969 00:00:00 +0000"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
      (1_769_849_559, "Sat, 31 Jan 2026 08:52:39 +0000"),
    ] as [(Int64, String)])
  func mail(seconds: Int64, text: String) {
    let instant = Instant(nanoseconds: seconds * 1_000_000_000)
    #expect(String(decoding: instant.mailText, as: UTF8.self) == text)
  }
}

import Testing
import VerifyMockCore

@Suite("Numbers at the edges in requests")
struct EdgeNumberTests {
  static let edges = [
    "0", "-0", "1", "-1", "+5", "00", "2147483647", "2147483648", "4294967296",
    "9007199254740993", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "18446744073709551616", "1e308", "-1e308", "1e999", "0.1", "%D9%A3",
    String(repeating: "9", count: 400),
  ]

  @Test("A clock refuses the times that it can't show")
  func clocks() throws {
    var laboratory = try Laboratory()
    let account = laboratory.engine.openAccount(named: "MAXXXXXXXXXXXXXXXXXX")
    let now = laboratory.now
    for (text, isPossible) in [
      ("1678-01-01", false), ("1733-01-01", false), ("1735-01-01", true), ("2261-12-31", true),
    ] {
      let time = try #require(PartialTime(Array(text.utf8))?.start)
      for one in [account, nil] {
        #expect(
          laboratory.engine.canSetClock(time, account: one, server: now) == isPossible, "\(text)")
      }
      guard isPossible else { continue }
      laboratory.engine.setClock(time, account: account, server: now)
      #expect(laboratory.engine.now(account, server: now) == time)
    }
    // The clock stands in 2261 now.
    for (interval, isPossible) in [
      (Interval.seconds(86_400), true), (.seconds(Int.max), false), (.seconds(86_400 * 200), false),
    ] {
      #expect(
        laboratory.engine.canAdvance(by: interval, account: account, server: now) == isPossible)
    }
    #expect(
      laboratory.engine.canAdvance(
        by: .seconds(86_400 * 200), from: now, account: account, server: now))
  }

  @Test("A drawn number stays below its bound, however large that is")
  func drawing() {
    var generator = SeededGenerator(seed: 1)
    for bound in [1, 2, 1 << 31, 1 << 33, 5_184_000_001, Int.max] {
      for _ in 0..<100 { #expect((0..<bound).contains(generator.below(bound))) }
    }
    #expect(generator.below(0) == 0)
    #expect(generator.below(-5) == 0)
  }

  @Test("The inbox is read from any number on")
  func inbox() throws {
    var laboratory = try Laboratory()
    for _ in 0..<3 { _ = try laboratory.create() }
    let recipient = try #require(laboratory.engine.inbox.messages.last?.recipient)
    for to in [nil, recipient] {
      for (after, count) in [(Int.min, 3), (0, 3), (1, 2), (2, 1), (3, 0), (Int.max, 0)] {
        let found = laboratory.engine.inbox.newestFirst(to: to, after: after)
        #expect(found.map(\.sequence) == (0..<count).map { 3 - $0 })
      }
    }
  }

  @Test("A list is answered, whatever limit and offset", arguments: edges)
  func pages(edge: String) throws {
    var laboratory = try Laboratory()
    for _ in 0..<3 { _ = try laboratory.create() }
    for query in [
      "limit=5&offset=\(edge)", "limit=\(edge)&offset=1", "limit=\(edge)&offset=\(edge)",
    ] {
      let answer = try laboratory.send("GET", Laboratory.sessions + "?" + query)
      #expect([200, 400, 422].contains(answer.status), "\(query): \(answer.status)")
    }
  }
}

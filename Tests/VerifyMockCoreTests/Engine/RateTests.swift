import Testing
import VerifyMockCore

@Suite("Rates")
struct RateTests {
  private static let other = "MAYYYYYYYYYYYYYYYYYY"

  /// Lists sessions; whether that was allowed.
  private static func list(_ lab: inout Laboratory, as account: String? = nil) throws -> Bool {
    let answer = try lab.send("GET", Laboratory.sessions, account: account)
    if answer.status == 200 { return true }
    #expect(answer.status == 429)
    #expect(answer.exchange.outcome == .rateLimitedRequests)
    #expect(answer.exchange.reason?.contains("limited to 20 in 1m") == true)
    return false
  }

  @Test("One request more than the documented rate is refused, until the first leaves the window")
  func window() throws {
    var lab = try Laboratory()
    for number in 0..<20 { #expect(try Self.list(&lab), "request \(number)") }
    #expect(try !Self.list(&lab))
    lab.now = lab.now + .milliseconds(59_999)
    #expect(try !Self.list(&lab))
    lab.now = lab.now + .milliseconds(1)
    #expect(try Self.list(&lab))
  }

  @Test("The window slides: each request frees its place a minute after it was made")
  func sliding() throws {
    var lab = try Laboratory()
    // One request every four seconds: fifteen are in the window at any time.
    for number in 0..<60 {
      #expect(try Self.list(&lab), "request \(number)")
      lab.advance(4)
    }
    // Fourteen of them are left: six more fill the window.
    for number in 0..<6 { #expect(try Self.list(&lab), "extra \(number)") }
    #expect(try !Self.list(&lab))
    // The oldest one leaves, and with it exactly one place is free.
    lab.advance(4)
    #expect(try Self.list(&lab))
    #expect(try !Self.list(&lab))
  }

  @Test("A refused request takes no place in the window")
  func refusedOnes() throws {
    var lab = try Laboratory()
    for _ in 0..<20 { _ = try Self.list(&lab) }
    for _ in 0..<20 { #expect(try !Self.list(&lab)) }
    lab.advance(60)
    for number in 0..<20 { #expect(try Self.list(&lab), "request \(number)") }
    #expect(try !Self.list(&lab))
  }

  @Test("Accounts and operations are counted apart")
  func apart() throws {
    var lab = try Laboratory()
    for _ in 0..<20 { _ = try Self.list(&lab) }
    #expect(try !Self.list(&lab))
    #expect(try Self.list(&lab, as: Self.other))
    let id = try lab.create()
    #expect(try lab.send("GET", Laboratory.sessions + id + "/").status == 200)
  }

  @Test("Without limits nothing is refused")
  func off() throws {
    var lab = try Laboratory { $0.limits = .none }
    for number in 0..<50 { #expect(try Self.list(&lab), "request \(number)") }
  }
}

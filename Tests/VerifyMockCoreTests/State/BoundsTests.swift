import Testing
import VerifyMockJSON

@testable import VerifyMockCore

@Suite("Bounds of the state")
struct BoundsTests {
  @Test("a request for an evicted verification is answered with the reason")
  func evictedVerification() throws {
    var lab = try Laboratory { $0.bounds.verifications = 2 }
    let first = try lab.create()
    for i in 1...2 { _ = try lab.create(to: "+1415555100\(i)") }
    #expect(lab.engine.verifications.count == 2)
    #expect(lab.engine.evictions.verifications == 1)
    let answer = try lab.send("GET", Laboratory.sessions + first + "/")
    #expect(answer.status == 404)
    #expect(answer.fields.contains("1 of its verifications were evicted, as at most 2 are kept"))
  }

  @Test("the account that has been idle longest is evicted with all that is its own")
  func accounts() throws {
    var lab = try Laboratory { $0.bounds.accounts = 2 }
    let names = (1...3).map { "MA\($0)XXXXXXXXXXXXXXXXX" }
    let id = try lab.create(account: names[0])
    _ = try lab.create(account: names[1])
    _ = try lab.check(id, lab.code, account: names[0])
    _ = try lab.create(account: names[2])
    #expect(lab.engine.accounts.count == 2)
    #expect(lab.engine.account(named: names[1]) == nil)
    #expect(lab.engine.account(named: names[0]) != nil)
    #expect(lab.engine.evictions.accounts == 1)
    #expect(lab.engine.verifications.count == 2)
    let answer = try lab.send(
      "GET", Laboratory.sessions + "unknown/", account: names[1])
    #expect(answer.fields.contains("accounts were evicted, as at most 2 are kept"))
    // What the evicted account sent is still there, and still without its secret.
    #expect(lab.engine.journal.exchanges.contains { $0.caller?.name == names[1] })
  }

  @Test("a copy of the engine goes its own way")
  func value() throws {
    var one = try Laboratory()
    let id = try one.create()
    var two = one
    #expect(try two.check(id, two.code).exchange.outcome == .approved)
    #expect(try one.check(id, one.wrong).exchange.outcome == .wrongCode)
    #expect(try one.check(id, one.code).exchange.outcome == .approved)
    #expect(one.engine.journal.count == 3)
    #expect(two.engine.journal.count == 2)
    _ = try two.create(to: "+14155550101")
    #expect(one.engine.verifications.count == 1)
  }

  @Test("step counts are bounded")
  func stepCounts() throws {
    var lab = try Laboratory { $0.bounds.verifications = 2 }
    try lab.use("rate-limited")
    for i in 0..<5 {
      let answer = try lab.send(
        "POST", Laboratory.sessions, #"{"recipient":"+1415555100\#(i)"}"#)
      #expect(answer.status == 429)
    }
    #expect(lab.engine.evictions.stepCounts == 3)
  }

  @Test("the journal keeps its bounds of number and of bytes")
  func journalBytes() throws {
    var lab = try Laboratory { $0.bounds.journalBytes = 4_000_000 }
    for _ in 0..<10 {
      let body = String(repeating: "x", count: 900_000)
      _ = try lab.send("POST", "/v1/nothing", body)
      #expect(lab.engine.journal.bytes <= 4_000_000)
    }
    #expect(lab.engine.journal.exchanges.map { $0.sequence } == [7, 8, 9, 10])
    #expect(lab.engine.journal.exchanges.last?.request.body.count == 900_000)
    #expect(lab.engine.evictions.exchanges == 6)
  }

  @Test("an unsettled timeline does not grow with the callbacks that have gone out")
  func timeline() throws {
    var lab = try Laboratory()
    for i in 0..<300 {
      let body = #"{"recipient":"+1415\#(5_551_000 + i)","url":"http://127.0.0.1:9/"}"#
      #expect(try lab.send("POST", Laboratory.sessions, body).status == 202)
      lab.advance(10)
      _ = lab.engine.receiveCallbacks(server: lab.now)
    }
    #expect(lab.engine.timeline.dueCount < 80)
    #expect(lab.engine.callbacks.count > 300)
  }

  @Test("events of evicted and settled verifications leave the timeline before their time")
  func staleEvents() throws {
    var lab = try Laboratory { $0.bounds.verifications = 50 }
    for i in 0..<3_000 {
      let body = #"{"recipient":"+1415\#(5_551_000 + i)","url":"http://127.0.0.1:9/"}"#
      let answer = try lab.send("POST", Laboratory.sessions, body)
      let id = try #require(answer.body?["session_uuid"]?.string)
      if i % 2 == 0 { #expect(try lab.check(id, lab.code).status == 200) }
      #expect(lab.engine.timeline.eventCount <= Timeline.fewEvents + 10)
    }
    // Nothing has happened yet; what is left happens to the verifications that are left.
    #expect(lab.engine.callbacks.count == 0)
    lab.advance(10_000)
    _ = lab.engine.receiveCallbacks(server: lab.now)
    #expect(Set(lab.engine.callbacks.deliveries.map(\.verification)).count == 50)
    #expect(lab.engine.timeline.eventCount == 0)
  }

  @Test("a callback that is evicted on its way neither holds the clock nor those behind it")
  func evictedCallback() throws {
    var lab = try Laboratory { $0.bounds.messages = 2 }
    let body = #"{"recipient":"+14155551000","url":"http://127.0.0.1:9/"}"#
    var ids: [String] = []
    for i in 1...3 {
      let account = "MA\(i)XXXXXXXXXXXXXXXXX"
      let answer = try lab.send("POST", Laboratory.sessions, body, account: account)
      ids.append(try #require(answer.body?["session_uuid"]?.string))
    }
    lab.advance(100)
    lab.engine.tick(server: lab.now)
    let first = try #require(lab.engine.evictions.callbacks > 0 ? lab.engine.actions.first : nil)
    guard case .deliver(let gone) = first else { return }
    #expect(lab.engine.callbacks[gone.delivery] == nil)
    let bodies = lab.engine.receiveCallbacks(server: lab.now).map {
      String(decoding: $0.body, as: UTF8.self)
    }
    for id in ids { #expect(bodies.filter { $0.contains(id) }.count > 1) }
  }
}

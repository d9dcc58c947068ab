import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("The life of a verification")
struct LifeTests {
  @Test("The right code is approved once, then it has been verified already")
  func approval() throws {
    var lab = try Laboratory()
    let id = try lab.create()
    let code = lab.code
    #expect(code.count == 6)
    #expect(try lab.check(id, lab.wrong).exchange.outcome == .wrongCode)
    #expect(try lab.check(id, code).exchange.outcome == .approved)
    #expect(try lab.check(id, code).exchange.outcome == .alreadyVerified)
  }

  @Test("A code expires with the clock, and stays expired")
  func expiry() throws {
    var lab = try Laboratory()
    let id = try lab.create()
    lab.advance(599)
    #expect(try lab.check(id, lab.wrong).exchange.outcome == .wrongCode)
    lab.advance(1)
    #expect(try lab.check(id, lab.code).exchange.outcome == .expired)
    let session = try lab.send("GET", Laboratory.sessions + id + "/")
    #expect(session.body?["status"]?.string == "expired")
  }

  @Test("A second send while the code lives is another attempt of the same session, with its code")
  func join() throws {
    var lab = try Laboratory()
    let first = try lab.create()
    let code = lab.code
    let second = try lab.create()
    #expect(first == second)
    #expect(lab.code == code)
    let session = try lab.send("GET", Laboratory.sessions + first + "/")
    #expect(session.body?["count"]?.int == 2)
    lab.advance(601)
    #expect(try lab.create() != first)
  }

  @Test("Ten checks are answered truthfully, the eleventh is one too many")
  func exhaustion() throws {
    var lab = try Laboratory()
    let id = try lab.create()
    for _ in 1...10 { #expect(try lab.check(id, lab.wrong).exchange.outcome == .wrongCode) }
    #expect(try lab.check(id, lab.code).exchange.outcome == .checksExhausted)
    var free = try Laboratory { $0.limits = .none }
    let other = try free.create()
    for _ in 1...10 { _ = try free.check(other, free.wrong) }
    #expect(try free.check(other, free.code).exchange.outcome == .approved)
  }

  @Test("Twenty lists a minute are allowed, and a minute later twenty more")
  func listRate() throws {
    var lab = try Laboratory()
    for _ in 1...20 { #expect(try lab.send("GET", Laboratory.sessions).status == 200) }
    let refused = try lab.send("GET", Laboratory.sessions)
    #expect(refused.status == 429)
    #expect(refused.fields.contains("X-Verify-Mock-Reason: rate-limited/requests"))
    lab.advance(60)
    #expect(try lab.send("GET", Laboratory.sessions).status == 200)
  }

  @Test("A code that comes as a number has its leading zeros back")
  func leadingZeros() throws {
    var lab = try Laboratory { $0.code = Array("004211".utf8) }
    let id = try lab.create()
    let answer = try lab.send("POST", Laboratory.sessions + id, #"{"OTP":4211}"#)
    #expect(answer.exchange.outcome == .approved)
    #expect(!answer.exchange.notes.isEmpty)
  }

  @Test("A page's links lead to all sessions, each once")
  func paging() throws {
    var lab = try Laboratory()
    for i in 0..<7 {
      _ = try lab.create(to: "+1415555100\(i)")
      lab.advance(1)
    }
    var target: String? = Laboratory.sessions + "?limit=3&status=in-progress"
    var seen: [String] = []
    while let next = target {
      let page = try lab.send("GET", next)
      seen += page.body?["sessions"]?.elements.compactMap { $0["recipient"]?.string } ?? []
      target = page.body?["meta"]?["next"]?.string
    }
    #expect(seen == (0..<7).reversed().map { "1415555100\($0)" })
  }

  @Test("A filter's time equals the span that it names, and compares by its beginning")
  func timeFilters() throws {
    var lab = try Laboratory()
    lab.advance(30)
    _ = try lab.create()
    func count(_ filter: String) throws -> Int? {
      try lab.send("GET", Laboratory.sessions + "?session_time" + filter).body?["sessions"]?
        .elements.count
    }
    #expect(try count("=2026-01-01%2000:00") == 1)
    #expect(try count("=2026-01-01+00:00:30") == 1)
    #expect(try count("=2026-01-01+00:00:29") == 0)
    #expect(try count("__gt=2026-01-01+00:00") == 1)
    #expect(try count("__gt=2026-01-01+00:00:30") == 0)
    #expect(try count("__gt=2026-01-01+00:01") == 0)
    #expect(try count("__gte=2026-01-01+00:00:30") == 1)
    #expect(try count("_lt=2026-01-01+00:01") == 1)
    #expect(try count("__lt=2026-01-01+00:00:30") == 0)
    #expect(try count("__lte=2026-01-01+00:00:30:000000") == 1)
    #expect(try count("__lte=2026-01-01+00:00") == 0)
    for nonsense in ["yesterday", "2026-13-45+99:99", "2026-02-30+00:00", "2026-01-01+24:00"] {
      for relation in ["", "__gt", "__gte", "__lt", "__lte"] {
        let filter = "?session_time\(relation)=\(nonsense)"
        let answer = try lab.send("GET", Laboratory.sessions + filter)
        #expect(answer.status == 400, "\(filter)")
        #expect(answer.body?["error"]?.string?.contains("session_time") == true)
      }
      lab.advance(60)
    }
  }

  @Test("Runs of the same seed are the same, and accounts do not disturb each other's numbers")
  func seeds() throws {
    var one = try Laboratory()
    var two = try Laboratory()
    _ = try two.create(account: "MAYYYYYYYYYYYYYYYYYY")
    #expect(try one.create() == two.create())
    #expect(one.code == two.code)
  }
}

import Testing
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

@Suite("Accounts and credentials")
struct AccountTests {
  private static let other = "MAYYYYYYYYYYYYYYYYYY"

  @Test("Two accounts never see each other's sessions, clock or inbox")
  func isolation() throws {
    var lab = try Laboratory()
    let id = try lab.create()
    let foreign = try lab.send("GET", Laboratory.sessions + id + "/", account: Self.other)
    #expect(foreign.status == 404)
    let list = try lab.send("GET", Laboratory.sessions, account: Self.other)
    #expect(list.body?["sessions"]?.elements.isEmpty == true)
    let index = try #require(lab.engine.account(named: Self.other))
    lab.engine.beginAdvance(by: .seconds(3_600), account: index, server: lab.now)
    #expect(lab.engine.continueAdvance(account: index, server: lab.now) == [])
    #expect(try lab.check(id, lab.code).exchange.outcome == .approved)
    #expect(lab.engine.inbox.messages.allSatisfy { $0.account != index })
  }

  @Test(
    "Missing, malformed, foreign and wrong credentials are told apart",
    arguments: [
      ("Authorization:", Outcome.unauthorizedMissing),
      ("Authorization: Basic ???", .unauthorizedMalformed),
      ("Authorization: Bearer abc", .unauthorizedMalformed),
      (
        "Authorization: \(HTTPBasicCredentials.field(id: "MAZZZZZZZZZZZZZZZZZZ", secret: "x"))",
        .unauthorizedMismatch
      ),
      (
        "Authorization: \(HTTPBasicCredentials.field(id: "MAXXXXXXXXXXXXXXXXXX", secret: "invalid-1"))",
        .unauthorized
      ),
    ])
  func refusals(header: String, outcome: Outcome) throws {
    var lab = try Laboratory()
    let answer = try lab.send("GET", Laboratory.sessions, headers: [header])
    #expect(answer.status == 401)
    #expect(answer.exchange.outcome == outcome)
    #expect(answer.exchange.responseViolations.isEmpty)
  }

  @Test("Required credentials refuse all others")
  func required() throws {
    var lab = try Laboratory {
      $0.requiredCredentials = (Array("MAXXXXXXXXXXXXXXXXXX".utf8), Array("right".utf8))
    }
    #expect(try lab.send("GET", Laboratory.sessions, secret: "right").status == 200)
    #expect(try lab.send("GET", Laboratory.sessions, secret: "wrong").status == 401)
  }

  @Test("A token is an account whose name does not tell it")
  func tokens() throws {
    var lab = try Laboratory()
    let answer = try lab.send(
      "POST", "/verify/v1/otp/send-otp", #"{"recipient":"+14155550100","content":"Code: {}"}"#,
      headers: ["Authorization: Bearer s3cret-token"])
    #expect(answer.status == 200)
    let name = try #require(
      lab.engine.accounts.numbers.first.flatMap { lab.engine.accounts[$0]?.name })
    #expect(name.hasPrefix("token-"))
    #expect(!name.contains("s3cret"))
    #expect(lab.engine.inbox.messages.last.map { $0.text } == Array("Code: \(lab.code)".utf8))
  }

  @Test(
    "What no operation fits is answered in the nearest provider's shape, with the nearest route")
  func unmatched() throws {
    var lab = try Laboratory()
    let answer = try lab.send("POST", "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Sesion/", "{}")
    #expect(answer.status == 404)
    #expect(answer.body?["error"]?.string != nil)
    #expect(answer.fields.contains("X-Verify-Mock-Reason: not-found/route: nothing is served at"))
    #expect(answer.fields.contains("/Verify/Session/"))
    #expect(answer.exchange.isMatched == false)
    let method = try lab.send("DELETE", Laboratory.sessions)
    #expect(method.status == 405)
    #expect(method.fields.contains("Allow: GET, HEAD, POST, OPTIONS"))
  }

  @Test("What breaks the contract is refused with place and reason")
  func violations() throws {
    var lab = try Laboratory()
    let answer = try lab.send(
      "POST", Laboratory.sessions, #"{"recipient":"+14155550100","code_length":9}"#)
    #expect(answer.status == 400)
    #expect(answer.exchange.outcome == .invalidRequestValue)
    #expect(answer.exchange.requestViolations.first?.path == "body/code_length")
    let missing = try lab.send("POST", Laboratory.sessions, "{}")
    #expect(missing.exchange.outcome == .invalidRequestMissing)
    let unreadable = try lab.send("POST", Laboratory.sessions, "{")
    #expect(unreadable.exchange.outcome == .invalidRequestUnreadable)
  }

  @Test("Journal and inbox keep a bounded number, the newest")
  func bounds() throws {
    var lab = try Laboratory {
      $0.bounds.exchanges = 40
      $0.bounds.messages = 3
    }
    for _ in 0..<90 { _ = try lab.send("GET", "/v1/nothing") }
    #expect(lab.engine.journal.count == 40)
    #expect(lab.engine.journal.exchanges.last?.sequence == 90)
    #expect(lab.engine.evictions.exchanges == 50)
    for i in 0..<5 { _ = try lab.create(to: "+1415555100\(i)") }
    #expect(
      lab.engine.inbox.messages.map { $0.recipient.digits } == [
        "14155551002", "14155551003", "14155551004",
      ])
    #expect(lab.engine.evictions.messages == 2)
  }
}

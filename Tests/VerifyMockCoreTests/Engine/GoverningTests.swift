import Testing
import VerifyMockCore

@Suite("Which scenario governs")
struct GoverningTests {
  private static let header = "X-Verify-Mock-Scenario: already-verified"

  private func governing(_ answer: Laboratory.Answer) -> String? {
    answer.exchange.scenario.map { String($0.split(separator: "/").last ?? "") }
  }

  @Test(
    "The header goes before the account, the account before the server, the server before magic")
  func precedence() throws {
    let magic = "+14155550141"
    let body = #"{"recipient":"\#(magic)"}"#
    var lab = try Laboratory()
    #expect(governing(try lab.send("POST", Laboratory.sessions, body)) == "rate-limited")
    try lab.use("expired")
    #expect(governing(try lab.send("POST", Laboratory.sessions, body)) == "expired")
    try lab.use("wrong-code", account: "MAXXXXXXXXXXXXXXXXXX")
    #expect(governing(try lab.send("POST", Laboratory.sessions, body)) == "wrong-code")
    let answer = try lab.send("POST", Laboratory.sessions, body, headers: [Self.header])
    #expect(governing(answer) == "already-verified")
    // Another account knows nothing of the first one's.
    let other = try lab.send(
      "POST", Laboratory.sessions, body, account: "MAYYYYYYYYYYYYYYYYYY")
    #expect(governing(other) == "expired")
  }

  @Test("What governed the send governs the verification for good")
  func fixedAtSend() throws {
    var lab = try Laboratory()
    try lab.use("wrong-code")
    let id = try lab.create()
    try lab.use(nil)
    #expect(try lab.check(id, lab.code).exchange.outcome == .wrongCode)
    let later = try lab.create(to: "+14155550101")
    #expect(try lab.check(later, lab.code).exchange.outcome == .approved)
  }

  @Test("The header on a send governs the verification that it sends")
  func headerOnSend() throws {
    var lab = try Laboratory()
    let id = try lab.create(headers: ["X-Verify-Mock-Scenario: plivo-verify/wrong-code"])
    #expect(try lab.check(id, lab.code).exchange.outcome == .wrongCode)
    #expect(try lab.check(id, lab.code).exchange.outcome == .wrongCode)
    #expect(try lab.check(id, lab.code).exchange.outcome == .approved)
  }

  @Test("A header that names no scenario is refused with the near ones")
  func unknownHeader() throws {
    var lab = try Laboratory()
    let answer = try lab.send(
      "POST", Laboratory.sessions, #"{"recipient":"+14155550100"}"#,
      headers: ["X-Verify-Mock-Scenario: wrong-cod"])
    #expect(answer.status == 400)
    #expect(answer.fields.contains("did you mean 'plivo-verify/wrong-code'?"))
  }

  @Test("S = 0 is never magic, nor are numbers outside the range for fiction")
  func notMagic() throws {
    for number in ["+14155550100", "+14155550109", "+14155551110", "+442079460110", "+1415555011"] {
      #expect(PhoneNumber(number)?.magicDigit == nil, "\(number)")
    }
    #expect(PhoneNumber("+14155550110")?.magicDigit == 1)
    #expect(PhoneNumber("+12125550199")?.magicDigit == 9)
    var lab = try Laboratory { $0.isMagicOn = false }
    let id = try lab.create(to: "+14155550110")
    #expect(try lab.check(id, lab.code).exchange.outcome == .approved)
  }

  @Test("A wrong code after the scripted steps is never approved")
  func wrongAfterSteps() throws {
    var lab = try Laboratory()
    try lab.use("wrong-code")
    let id = try lab.create()
    for _ in 1...5 { #expect(try lab.check(id, lab.wrong).exchange.outcome == .wrongCode) }
    #expect(try lab.check(id, lab.code).exchange.outcome == .approved)
  }

  @Test("Steps on a send count per account and recipient")
  func stepCounts() throws {
    var lab = try Laboratory()
    try lab.use("rate-limited")
    func send(_ to: String, _ account: String) throws -> Int {
      try lab.send("POST", Laboratory.sessions, #"{"recipient":"\#(to)"}"#, account: account).status
    }
    #expect(try send("+14155550100", "MAXXXXXXXXXXXXXXXXXX") == 429)
    #expect(try send("+14155550101", "MAXXXXXXXXXXXXXXXXXX") == 429)
    #expect(try send("+14155550100", "MAYYYYYYYYYYYYYYYYYY") == 429)
    #expect(try send("+14155550100", "MAXXXXXXXXXXXXXXXXXX") == 202)
    #expect(try send("+14155550101", "MAXXXXXXXXXXXXXXXXXX") == 202)
    #expect(try send("+14155550100", "MAYYYYYYYYYYYYYYYYYY") == 202)
  }
}

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
    let magic = "+15005550041"
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

  @Test("S = 0 is never magic, nor are numbers that people choose as harmless")
  func notMagic() throws {
    let plain = [
      "+15005550000", "+15005550009", "+1500555001", "+150055500100", "+15005551010",
      "+442079460110",
    ]
    for number in plain + (10...99).map({ "+141555501\($0)" }) {
      #expect(PhoneNumber(number)?.magicDigit == nil, "\(number)")
    }
    #expect(PhoneNumber("+15005550010")?.magicDigit == 1)
    #expect(PhoneNumber("15005550099")?.magicDigit == 9)
    var lab = try Laboratory { $0.isMagicOn = false }
    let id = try lab.create(to: "+15005550010")
    #expect(try lab.check(id, lab.code).exchange.outcome == .approved)
  }

  @Test("What a magic recipient brings is refused with that reason")
  func magicReason() throws {
    var lab = try Laboratory()
    let answer = try lab.send("POST", Laboratory.sessions, #"{"recipient":"+15005550042"}"#)
    #expect(answer.status == 429)
    #expect(answer.exchange.reason?.hasSuffix("because +1…42 is a magic recipient") == true)
    #expect(answer.fields.contains("because +1?42 is a magic recipient"))
    #expect(answer.reply.isUnfit)
    try lab.use("rate-limited", account: "MAYYYYYYYYYYYYYYYYYY")
    let chosen = try lab.send(
      "POST", Laboratory.sessions, #"{"recipient":"+14155550142"}"#,
      account: "MAYYYYYYYYYYYYYYYYYY")
    #expect(chosen.exchange.reason?.hasSuffix("by account") == true)
    #expect(!chosen.reply.isUnfit)
  }

  /// How a scenario can be chosen.
  enum Choice: CaseIterable, Sendable { case header, account, server, magic }

  @Test("Steps count the same however their scenario was chosen", arguments: Choice.allCases)
  func choices(_ choice: Choice) throws {
    func outcomes(_ scenario: String, magic: String) throws -> [Outcome?] {
      var lab = try Laboratory()
      if choice == .server { try lab.use(scenario) }
      if choice == .account { try lab.use(scenario, account: "MAXXXXXXXXXXXXXXXXXX") }
      let to = choice == .magic ? magic : Laboratory.recipient
      let headers = choice == .header ? ["X-Verify-Mock-Scenario: \(scenario)"] : []
      var found: [Outcome?] = []
      for _ in 1...2 {
        let id = try lab.create(to: to, headers: headers)
        for _ in 1...3 {
          found.append(try lab.check(id, lab.code, headers: headers).exchange.outcome)
        }
      }
      return found
    }
    // Per verification: each one begins with two wrong codes.
    #expect(
      try outcomes("wrong-code", magic: "+15005550010") == [
        .wrongCode, .wrongCode, .approved, .wrongCode, .wrongCode, .approved,
      ])
    // Per recipient: the second code that is asked for is in time.
    #expect(
      try outcomes("expired", magic: "+15005550020") == [
        .expired, .expired, .expired, .approved, .alreadyVerified, .alreadyVerified,
      ])
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

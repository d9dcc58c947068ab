import Testing
import VerifyMockJSON

@testable import VerifyMock

@Suite("State, journal and scenarios over HTTP")
struct StateCallTests {
  private static let account = "?account=\(ControlClient.account)"

  @Test(
    "A verification is made in any state",
    arguments: ["pending", "approved", "expired", "failed", "canceled"])
  func create(status: String) async throws {
    let client = try await ControlClient.start()
    let made = try client.call(
      "POST verifications" + Self.account,
      """
      {"provider":"plivo-verify","recipient":"+14155550100","status":"\(status)","code":"123456"}
      """)
    #expect(made.status == 201, "\(made.what)")
    #expect(made.body["status"]?.string == status)
    #expect(made.body["code"] == "123456")
    #expect(made.body["account"]?.string == ControlClient.account)
    let list = try client.call("GET verifications" + Self.account).items
    #expect(list == [made.body])
    let id = try #require(made.body["id"]?.string)
    #expect((try client.check("123456", of: id).status == 200) == (status == "pending"))
    await client.mock.stop()
  }

  @Test("Verifications are chosen by recipient, provider and account, as many as asked for")
  func list() async throws {
    let client = try await ControlClient.start()
    for (provider, recipient) in [
      ("plivo-verify", "+14155550100"), ("d7-verify", "+14155550100"),
      ("plivo-verify", "+14155550101"), ("plivo-caller-id", "+14155550102"),
    ] {
      let made = try client.call(
        "POST verifications" + Self.account,
        #"{"provider":"\#(provider)","recipient":"\#(recipient)"}"#)
      #expect(made.status == 201, "\(made.what)")
    }
    func count(_ query: String) throws -> Int {
      try client.call("GET verifications" + query).items.count
    }
    #expect(try count("") == 4)
    #expect(try count("?recipient=14155550100") == 2)
    #expect(try count("?provider=plivo-verify") == 2)
    #expect(try count("?provider=plivo-verify&recipient=14155550101") == 1)
    #expect(try count("?account=\(ControlClient.other)") == 0)
    for limit in 1...4 { #expect(try count("?limit=\(limit)") == limit, "limit=\(limit)") }
    await client.mock.stop()
  }

  @Test("The journal is chosen by operation, effect, recipient, match and number")
  func requests() async throws {
    let client = try await ControlClient.start()
    let session = try #require(try client.send().body["session_uuid"]?.string)
    _ = try client.check("000000x", of: session)
    _ = try client.check(client.code(), of: session)
    _ = try ControlClient.read(client.ask("GET /nothing/here"))
    try client.send(to: "+14155550101", as: ControlClient.other)
    func numbers(_ query: String) throws -> [Int] {
      let answer = try client.call("GET requests" + query)
      #expect(answer.status == 200, "\(answer.what)")
      return answer.items.compactMap { $0["seq"]?.int }
    }
    let all = try numbers("")
    try #require(all.count == 5)
    #expect(all == all.sorted())
    #expect(try numbers("?operation=createSession") == [all[0], all[4]])
    #expect(try numbers("?operation=plivo-verify/createSession") == [all[0], all[4]])
    #expect(try numbers("?operation=send") == [all[0], all[4]])
    #expect(try numbers("?operation=check") == [all[1], all[2]])
    #expect(try numbers("?recipient=14155550101") == [all[4]])
    #expect(try numbers("?matched=false") == [all[3]])
    #expect(try numbers("?matched=1&operation=send&account=\(ControlClient.other)") == [all[4]])
    #expect(try numbers("?since=\(all[2])") == [all[3], all[4]])
    #expect(
      Set(try numbers("?violations=true")).isDisjoint(with: try numbers("?violations=false")))
    #expect(try client.call("DELETE requests?account=\(ControlClient.other)").status == 200)
    #expect(try numbers("") == Array(all.dropLast()))
    _ = try client.call("DELETE requests")
    #expect(try numbers("") == [])
    await client.mock.stop()
  }

  @Test("The journal marks what only a mistake in the code under test explains")
  func unexpected() async throws {
    let client = try await ControlClient.start()
    let session = try #require(try client.send().body["session_uuid"]?.string)
    let wrong = try client.code() == "000000" ? "111111" : "000000"
    _ = try client.check(wrong, of: session)
    _ = try ControlClient.read(client.ask("GET /nothing/here"))
    try client.send(to: "nobody")
    #expect(
      try client.call("GET requests").items.map { $0["unexpected"]?.string }
        == [nil, nil, "unmatched", "broken contract"])
    await client.mock.stop()
  }

  @Test("A journal never shows a credential")
  func credentials() async throws {
    let client = try await ControlClient.start()
    try client.send()
    let text = try client.call("GET requests").body.text()
    #expect(!text.contains("secret"))
    #expect(!text.contains("TUFYWFhYWFhYWFhYWFhYWFhYWFg6c2VjcmV0"))
    #expect(text.contains(ControlClient.recipient))
    await client.mock.stop()
  }

  @Test("What was expected and did not come is answered with what came instead")
  func verify() async throws {
    let client = try await ControlClient.start()
    try client.send()
    func verify(_ body: String) throws -> ControlClient.Answer {
      try client.call("POST verify", body)
    }
    #expect(try verify(#"{"operation":"send"}"#).body == ["count": 1])
    #expect(try verify(#"{"operation":"send","times":1}"#).status == 200)
    #expect(try verify(#"{"operation":"check","times":0}"#).status == 200)
    #expect(try verify(#"{"recipient":"14155550100"}"#).status == 200)
    let missing = try verify(#"{"operation":"check","recipient":"+14155550100"}"#)
    #expect(missing.status == 409)
    #expect(missing.body["count"] == 0)
    #expect(missing.body["expected"] == "at least 1")
    #expect(missing.body["nearMisses"]?.elements.count == 1)
    let tooMany = try verify(#"{"operation":"send","times":2}"#)
    #expect(tooMany.status == 409)
    #expect(tooMany.body["expected"] == 2)
    #expect(tooMany.body["count"] == 1)
    await client.mock.stop()
  }

  @Test("A scenario is put in force by name, for all or for one account, and taken back")
  func scenario() async throws {
    let client = try await ControlClient.start()
    func name(_ query: String = "") throws -> JSONValue? {
      try client.call("GET scenario" + query).items
        .first { $0["provider"] == "plivo-verify" }?["scenario"]
    }
    #expect(try name() == JSONValue.null)
    let put = try client.call("PUT scenario", #"{"scenario":"plivo-verify/wrong-code"}"#)
    #expect(put.status == 200, "\(put.what)")
    #expect(try name() == "plivo-verify/wrong-code")
    #expect(
      try client.call("PUT scenario" + Self.account, #"{"scenario":"plivo-verify/otp-sent"}"#)
        .status == 200)
    #expect(try name(Self.account) == "plivo-verify/otp-sent")
    #expect(try name() == "plivo-verify/wrong-code")
    #expect(try client.call("PUT scenario", #"{"scenario":null}"#).status == 200)
    #expect(try name() == JSONValue.null)
    await client.mock.stop()
  }

  @Test("A whole scenario in the body plays its steps")
  func wholeScenario() async throws {
    let client = try await ControlClient.start()
    let put = try client.call(
      "PUT scenario",
      """
      {"scenario":"busy","provider":"plivo-verify","summary":"Refuses all.",
       "steps":[{"on":"send","outcome":"server-error","times":"always"}]}
      """)
    #expect(put.status == 200, "\(put.what)")
    #expect(try client.send().status == 500)
    let journal = try client.call("GET requests").items
    #expect(journal.first?["outcome"] == "server-error")
    await client.mock.stop()
  }

  @Test("A pinned code is that of the account's later verifications")
  func pinnedCode() async throws {
    let client = try await ControlClient.start()
    #expect(try client.call("PUT scenario" + Self.account, #"{"code":"424242"}"#).status == 200)
    try client.send()
    #expect(try client.code() == "424242")
    #expect(try client.call("PUT scenario" + Self.account, #"{"code":null}"#).status == 200)
    // To the same recipient it would be the same verification.
    try client.send(to: "+14155550101")
    #expect(try client.code() != "424242")
    await client.mock.stop()
  }

  @Test("A reset takes one account back to the start, or all")
  func reset() async throws {
    let client = try await ControlClient.start()
    try client.send()
    try client.send(as: ControlClient.other)
    _ = try client.call("PUT scenario" + Self.account, #"{"scenario":"plivo-verify/otp-sent"}"#)
    #expect(try client.call("POST reset" + Self.account).status == 200)
    for call in ["inbox", "requests", "verifications"] {
      #expect(try client.call("GET \(call)" + Self.account).items.count == 0, "\(call)")
      #expect(try client.call("GET \(call)").items.count == 1, "\(call)")
    }
    #expect(try client.call("POST reset").status == 200)
    for call in ["inbox", "requests", "verifications"] {
      #expect(try client.call("GET \(call)").items.count == 0, "\(call)")
    }
    await client.mock.stop()
  }
}

import Foundation
import Testing
import VerifyMockJSON

@testable import VerifyMock

@Suite("Calls of the control API")
struct ControlErrorTests {
  /// A call that must be refused: its status and parts of what, where and hint.
  struct Refused: Sendable, CustomTestStringConvertible {
    let line: String
    let body: String?
    let status: Int
    let what: String
    let place: String
    let hint: String

    init(
      _ line: String, _ status: Int, _ what: String, at place: String, hint: String = ""
    ) {
      self.init(line, nil, status, what, at: place, hint: hint)
    }

    init(
      _ line: String, _ body: String?, _ status: Int, _ what: String, at place: String,
      hint: String = ""
    ) {
      self.line = line
      self.body = body
      self.status = status
      self.what = what
      self.place = place
      self.hint = hint
    }

    var testDescription: String { line + (body.map { " " + $0 } ?? "") }
  }

  @Test(
    "A call that can't be carried out is refused with what, where and a hint",
    arguments: [
      Refused("GET inbx", 404, "'/_mock/inbx'", at: "GET /_mock/inbx", hint: "'/_mock/inbox'"),
      Refused(
        "GET xyzzy", 404, "'/_mock/xyzzy'", at: "GET /_mock/xyzzy", hint: "there are: health"),
      Refused("GET inbox/1", 404, "'/_mock/inbox/1'", at: "GET /_mock/inbox"),
      Refused("POST inbox", 405, "does not know POST", at: "POST /_mock/inbox"),
      Refused("GET verify", 405, "does not know GET", at: "GET /_mock/verify"),
      Refused("GET inbox?recipent=1", 400, "'recipent'", at: "query", hint: "'recipient'"),
      Refused(
        "GET inbox?x=1", 400, "'x'", at: "query", hint: "recipient, wait, after, limit, account"),
      Refused("GET inbox?recipient=abc", 400, "telephone number", at: "query recipient"),
      Refused(
        "GET inbox?wait=long", 400, "'long' is not a duration", at: "query wait", hint: "90s"),
      Refused("GET inbox?wait=-1s", 400, "not a duration", at: "query wait"),
      Refused("GET inbox?after=x", 400, "'after'", at: "query after"),
      Refused("GET inbox?after=-1", 400, "'after'", at: "query after"),
      Refused("GET requests?since=x", 400, "'since'", at: "query since"),
      Refused("GET requests?matched=maybe", 400, "'matched'", at: "query matched"),
      Refused("GET requests?violations=2", 400, "'violations'", at: "query violations"),
      Refused("GET callbacks?wait=x", 400, "not a duration", at: "query wait"),
      Refused("GET metrics?x=1", 400, "'x'", at: "query", hint: "there is only: account"),
      Refused("GET verifications?limit=x", 400, "'limit'", at: "query limit"),
      Refused("GET verifications?limit=-1", 400, "'limit'", at: "query limit"),
      Refused(
        "GET verifications?provider=plivo-verfy", 400, "'plivo-verfy'", at: "query provider",
        hint: "'plivo-verify'"),
      Refused(
        "GET contracts/plivo-verfy", 404, "'plivo-verfy'", at: "/_mock/contracts/plivo-verfy"),
      Refused("POST verify", "", 400, "there is no value", at: "body 1:1", hint: "operation"),
      Refused("POST verify", "{", 400, "ends too early", at: "body 1:2"),
      Refused("POST verify", "[]", 400, "must be an object, not array", at: "body 1:1"),
      Refused(
        "POST verify", #"{"operatoin":"send"}"#, 400, "'operatoin'", at: "body 1:2",
        hint: "'operation'"),
      Refused("POST verify", #"{"operation":5}"#, 400, "'operation'", at: "body 1:14"),
      Refused("POST verify", #"{"recipient":14155550100}"#, 400, "'recipient'", at: "body 1:14"),
      Refused("POST verify", #"{"recipient":"x"}"#, 400, "telephone number", at: "body recipient"),
      Refused("POST verify", #"{"times":-1}"#, 400, "'times'", at: "body 1:10"),
      Refused("POST verify", #"{"times":"1"}"#, 400, "'times'", at: "body 1:10"),
      Refused("POST clock", "{}", 400, "nothing is said", at: "body", hint: "advance"),
      Refused("POST clock", #"{"advance":90}"#, 400, "'advance'", at: "body 1:12", hint: "90s"),
      Refused("POST clock", #"{"advance":"-1s"}"#, 400, "'advance'", at: "body 1:12"),
      Refused("POST clock", #"{"set":"now"}"#, 400, "'set'", at: "body 1:8", hint: "2026-01-01"),
      Refused("POST clock", #"{"freeze":"yes"}"#, 400, "'freeze'", at: "body 1:11"),
      Refused(
        "POST clock", #"{"unfreeze":true}"#, 400, "'unfreeze'", at: "body 1:2", hint: "'freeze'"),
      Refused(
        "PUT scenario", #"{"scenario":5}"#, 400, "'scenario' must be a name", at: "body 1:13"),
      Refused(
        "PUT scenario", #"{"scenario":"plivo-verify/wrong-cod"}"#, 422, "wrong-cod", at: "",
        hint: "wrong-code"),
      Refused(
        "PUT scenario", #"{"scenario":"wrong-cod"}"#, 422, "'wrong-cod'", at: "body",
        hint: "'wrong-code'"),
      Refused(
        "PUT scenario", #"{"scenario":"plivo-verfy/wrong-code"}"#, 422, "'plivo-verfy'", at: "body",
        hint: "'plivo-verify'"),
      Refused("PUT scenario", #"{"quirks":"x"}"#, 400, "'quirks'", at: "body 1:11"),
      Refused("PUT scenario", #"{"quirks":["x"]}"#, 422, "'x'", at: "body"),
      Refused(
        "PUT scenario", #"{"code":"1234"}"#, 400, "for an account", at: "body 1:9", hint: "--code"),
      Refused("PUT scenario", #"{"magic":true}"#, 400, "for an account", at: "body 1:10"),
      Refused("PUT scenario?account=a", #"{"magic":1}"#, 400, "'magic'", at: "body 1:10"),
      Refused(
        "PUT scenario", #"{"scenario":"x","steps":[,]}"#, 400, "unexpected ','", at: "body 1:26"),
      Refused(
        "POST verifications", #"{"provider":"plivo-verify"}"#, 400, "belongs to an account",
        at: "query", hint: "?account=NAME"),
      Refused(
        "POST verifications?account=a", #"{"provider":"plivo"}"#, 400, "'provider' must be one of",
        at: "body"),
      Refused(
        "POST verifications?account=a",
        #"{"provider":"plivo-verify","recipient":"+14155550100","status":"done"}"#, 422, "done",
        at: "body"),
      Refused(
        "POST verifications?account=a", #"{"provider":"plivo-verify"}"#, 422, "recipient",
        at: "body"),
    ])
  func refused(_ one: Refused) async throws {
    let client = try await ControlClient.start()
    let answer = try client.call(one.line, one.body)
    #expect(answer.status == one.status)
    #expect(answer.what.contains(one.what), "\(answer.body)")
    #expect(answer.place.hasPrefix(one.place), "\(answer.body)")
    #expect(one.hint.isEmpty || answer.hint.contains(one.hint), "\(answer.body)")
    #expect(answer.fields["content-type"] == "application/json")
    if one.status == 405 { #expect(answer.fields["allow"]?.isEmpty == false) }
    // A refused call leaves no trace.
    #expect(try client.call("GET verifications").body["count"] == 0)
    #expect(
      try client.call("GET scenario").items.allSatisfy { $0["scenario"] == JSONValue.null })
    await client.mock.stop()
  }

  @Test("A foreign host, another origin and a wrong token are refused, the token opens")
  func guardian() async throws {
    let client = try await ControlClient.start {
      $0.controlToken = "t0ken"
      $0.allowedHosts = ["mock.test"]
    }
    func status(_ headers: String...) throws -> Int {
      try client.call("GET inbox", headers: headers).status
    }
    #expect(try status() == 200)
    for host in [
      "127.0.0.1:80", "127.9.9.9", "localhost", "LOCALHOST:1", "x.localhost", "[::1]:80",
      "mock.test", "Mock.Test:80",
    ] {
      #expect(try status("Host: \(host)") == 200, "\(host)")
    }
    for host in [
      "example.com", "127.0.0.1.example.com", "127.0.+0.1", "127.0.0.0x1", "localhost.example.com",
      "127.0.0", "mock.tes",
    ] {
      let answer = try client.call("GET inbox", headers: ["Host: \(host)"])
      #expect(answer.status == 403, "\(host)")
      #expect(answer.place == "Host")
      #expect(answer.hint.contains("--allow-host"))
    }
    #expect(try status("Host: example.com", "X-Verify-Mock-Token: t0ken") == 200)
    #expect(try status("Host: example.com", "Authorization: Bearer t0ken") == 200)
    #expect(try status("Host: example.com", "X-Verify-Mock-Token: t0kem") == 403)
    #expect(try status("Host: example.com", "X-Verify-Mock-Token: t0ke") == 403)
    #expect(try status("Origin: http://127.0.0.1") == 200)
    #expect(try status("Origin: http://example.com") == 403)
    #expect(try status("Origin: http://example.com", "X-Verify-Mock-Token: t0ken") == 403)
    #expect(try client.call("GET health", headers: ["Host: example.com"]).status == 200)
    await client.mock.stop()
  }

  @Test("Every call that the document describes exists, and every call is described")
  func document() async throws {
    let client = try await ControlClient.start()
    let document = try client.call("GET openapi.json").body
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Fixtures/control/openapi.json").standardizedFileURL
    #expect(try document == JSONValue(parsing: [UInt8](Data(contentsOf: file))))
    var described: Set<String> = []
    for path in document["paths"]?.members ?? [] {
      for method in path.value.members.map({ $0.key.uppercased() })
      where ["GET", "PUT", "POST", "DELETE"].contains(method) {
        let target = path.key.replacing("{provider}", with: "plivo-verify")
        let answer = try ControlClient.read(client.ask("\(method) \(target)", "{}"))
        #expect(answer.status != 404 && answer.status != 405, "\(method) \(path.key)")
        #expect(
          path.value[method.lowercased()]?["responses"]?["\(answer.status)"] != nil,
          "\(method) \(path.key) answers \(answer.status)")
        described.insert("\(method) " + target.split(separator: "/")[1])
      }
    }
    let known = ControlAPI.calls.flatMap { call in
      call.methods.filter { $0 != "HEAD" }.map { "\($0) \(call.name)" }
    }
    #expect(described == Set(known))
    await client.mock.stop()
  }

  @Test("A call by HEAD has the head of GET's answer and no content")
  func head() async throws {
    let client = try await ControlClient.start()
    for call in ControlAPI.calls where call.methods.contains("GET") {
      // Figures of the process change from call to call.
      if call.name == "metrics" { continue }
      let get = try client.call("GET \(call.name)")
      let head = try ControlClient.read(client.ask("HEAD /_mock/\(call.name)"), isHead: true)
      #expect(head.status == get.status, "\(call.name)")
      #expect(head.fields["content-length"] == get.fields["content-length"], "\(call.name)")
      #expect(head.body == "")
    }
    await client.mock.stop()
  }

  @Test("Health, contracts and scenarios name what the server has")
  func lists() async throws {
    let client = try await ControlClient.start()
    let health = try client.call("GET health").body
    #expect(health["status"] == "ready")
    #expect(health["version"]?.string == MockServer.version)
    let providers = (health["providers"]?.elements ?? []).map(\.string)
    #expect(providers.contains("plivo-verify"))
    let contracts = try client.call("GET contracts").items
    #expect(contracts.map { $0["provider"]?.string } == providers)
    for contract in contracts {
      #expect(contract["operations"]?.elements.isEmpty == false)
      let url = try #require(contract["url"]?.string)
      let document = try ControlClient.read(client.ask("GET \(url)"))
      #expect(document.status == 200)
      #expect(document.body["openapi"]?.string?.hasPrefix("3.1") == true)
    }
    #expect(try client.call("GET scenarios").items.isEmpty == false)
    await client.mock.stop()
  }
}

import Testing
import VerifyMockJSON
import VerifyMockTestSupport

@testable import VerifyMock

@Suite("The lists of the control API")
struct ControlListTests {
  private static let authorization = "Basic TUFYWFhYWFhYWFhYWFhYWFhYWFg6dA=="

  private static func ask(
    _ mock: MockServer, _ line: String, _ fields: String = "", body: String = ""
  ) throws -> RawClient.Response {
    let client = try RawClient(port: UInt16(mock.port))
    client.send(
      "\(line) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\(fields)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return try client.readResponse()
  }

  private static func send(
    _ mock: MockServer, query: String = "", fields: String = "", body: String
  ) throws -> RawClient.Response {
    try ask(
      mock, "POST /v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/" + query,
      "Authorization: \(authorization)\r\nContent-Type: application/json\r\n" + fields, body: body)
  }

  @Test("a value that a list can't use is refused with its place and what would do")
  func refusesValues() async throws {
    let mock = try await MockServer.start()
    for (query, place) in [
      ("verifications?limit=abc", "query limit"), ("verifications?limit=0", "query limit"),
      ("verifications?limit=", "query limit"), ("verifications?limit=10001", "query limit"),
      ("inbox?limit=%2B5", "query limit"), ("callbacks?limit=-1", "query limit"),
      ("requests?limit=9223372036854775808", "query limit"),
      ("inbox?limit=1&limit=2", "query limit"),
      ("inbox?after=x", "query after"), ("inbox?after=-1", "query after"),
      ("inbox?wait=soon", "query wait"), ("inbox?wait=301s", "query wait"),
      ("callbacks?wait=1h", "query wait"), ("requests?since=-1", "query since"),
      ("requests?matched=maybe", "query matched"), ("requests?violations=", "query violations"),
      ("requests?operation=createSesion", "query operation"),
      ("verifications?provider=nobody", "query provider"), ("inbox?recipient=", "query recipient"),
      ("inbox?recipient=nobody", "query recipient"), ("health?x=1", "query"),
      ("clock?limit=1", "query"), ("scenarios?limit=1", "query"), ("inbox?token=x", "query"),
    ] {
      let answer = try Self.ask(mock, "GET /_mock/" + query)
      #expect(answer.status == 400, "\(query)")
      #expect(answer.body.contains(#""where":"\#(place)""#), "\(query): \(answer.body)")
      #expect(answer.body.contains(#""hint":""#), "\(query)")
    }
    for body in [#"{"operation":5}"#, #"{"operation":"createSesion"}"#, #"{"recipient":1}"#] {
      #expect(try Self.ask(mock, "POST /_mock/verify", body: body).status == 400, "\(body)")
    }
    await mock.stop()
  }

  @Test("the limit holds for all accounts together, and the answer counts what it leaves out")
  func limits() async throws {
    let mock = try await MockServer.start()
    for account in ["MA1", "MA2", "MA3"] {
      for number in 0..<2 {
        let made = try Self.ask(
          mock, "POST /_mock/verifications?account=\(account)",
          body: #"{"provider":"plivo-verify","recipient":"+1415555010\#(number)"}"#)
        #expect(made.status == 201)
      }
    }
    for number in 0..<3 {
      let sent = try Self.send(mock, body: #"{"recipient":"+1415555020\#(number)"}"#)
      #expect(sent.status == 202)
    }
    func start(_ query: String) throws -> String {
      String(try Self.ask(mock, "GET /_mock/" + query).body.prefix { $0 != "[" })
    }
    #expect(try start("verifications?limit=5") == #"{"count":5,"more":4,"items":"#)
    #expect(try start("verifications?limit=9") == #"{"count":9,"items":"#)
    #expect(
      try start("verifications?limit=1&recipient=%2B14155550101")
        == #"{"count":1,"more":2,"items":"#)
    #expect(try start("inbox?limit=2") == #"{"count":2,"more":1,"items":"#)
    // Without 'since' the newest, behind it the first ones.
    let newest = try Self.ask(mock, "GET /_mock/requests?limit=1").body
    #expect(newest.hasPrefix(#"{"count":1,"more":2,"items":[{"seq":3,"#))
    let next = try Self.ask(mock, "GET /_mock/requests?limit=1&since=1").body
    #expect(next.hasPrefix(#"{"count":1,"more":1,"items":[{"seq":2,"#))
    await mock.stop()
  }

  @Test("a callback to the server itself is not sent; the list says why")
  func refusesItself() async throws {
    let mock = try await MockServer.start()
    for host in ["127.0.0.1", "localhost", "mock.localhost"] {
      let url = "http://\(host):\(mock.port)/_mock/reset"
      #expect(
        try Self.send(mock, body: #"{"recipient":"+14155550100","url":"\#(url)"}"#).status == 202)
      let list = try Self.ask(mock, "GET /_mock/callbacks?wait=10s")
      #expect(list.body.contains("127.0.0.1:\(mock.port) is this server itself"), "\(host)")
      #expect(try await mock.requests().count == 1, "the journal was reset")
      #expect(try Self.ask(mock, "POST /_mock/reset").status == 200)
    }
    await mock.stop()
  }

  @Test("credentials in queries and fields are hidden in the journal by their names")
  func hidesCredentials() async throws {
    let mock = try await MockServer.start()
    _ = try Self.send(
      mock, query: "?auth_token=hunter2&limit=1&api%5Fkey=hunter3",
      fields: "X-Api-Key: hunter4\r\nX-Plain: seen\r\n", body: "{}")
    let body = try Self.ask(mock, "GET /_mock/requests").body
    #expect(!body.contains("hunter"))
    #expect(body.contains("auth_token=(hidden)&limit=1&api%5Fkey=(hidden)"))
    #expect(body.contains("seen"))
    #expect(try await mock.requests().first?.target.contains("hunter") == false)
    await mock.stop()
  }

  @Test("markup behind a mark that joins the next character is escaped on the page")
  func escapesByScalar() {
    #expect(
      "\u{0600}<a href='x'>&\"".escapedForMarkup == "\u{0600}&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
  }
}

import Testing
import VerifyMockTestSupport

@testable import VerifyMock

@Suite("Methods, and the page at '/'")
struct MethodTests {
  private static func ask(
    _ mock: MockServer, _ line: String, host: String = "127.0.0.1"
  ) throws -> RawClient.Response {
    let client = try RawClient(port: UInt16(mock.port))
    client.send("\(line) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    return try client.readResponse()
  }

  @Test("a method that nobody has heard of is not implemented, wherever it is sent")
  func unknown() async throws {
    let mock = try await MockServer.start()
    for line in ["BREW /", "get /", "FOO /v1/x", "FOO /_mock/health"] {
      #expect(try Self.ask(mock, line).status == 501, "\(line)")
    }
    #expect(try await mock.unexpectedRequests().count == 4)
    await mock.stop()
  }

  @Test("what a path does not know is told with what it knows")
  func notAllowed() async throws {
    let mock = try await MockServer.start()
    for (line, status, allowed) in [
      ("POST /", 405, "GET, HEAD, OPTIONS"), ("OPTIONS /", 204, "GET, HEAD, OPTIONS"),
      ("OPTIONS *", 204, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
      ("PUT /_mock/health", 405, "GET, HEAD"), ("PATCH /_mock/inbox", 405, "GET, HEAD, DELETE"),
    ] {
      let response = try Self.ask(mock, line)
      #expect(response.status == status, "\(line)")
      #expect(response.fields["allow"] == allowed, "\(line)")
    }
    // A provider's request whose path was forgotten is not lost.
    let found = try await mock.requests(RequestQuery(isMatched: false))
    #expect(found.map(\.status) == [405])
    #expect(try Self.ask(mock, "GET /_mock/health/x").status == 404)
    await mock.stop()
  }

  @Test("under a foreign name the page tells that a server answers, and no code")
  func foreignName() async throws {
    let mock = try await MockServer.start()
    let own = try Self.ask(mock, "GET /")
    #expect(own.status == 200 && own.body.contains("Inbox"))
    let other = try Self.ask(mock, "GET /", host: "example.com")
    #expect(other.status == 200 && !other.body.contains("<h2>"))
    #expect(other.body.contains("--allow-host"))
    #expect(try Self.ask(mock, "GET /_mock/inbox", host: "example.com").status == 403)
    await mock.stop()
  }
}

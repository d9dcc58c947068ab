import Testing
import VerifyMockNetwork
import VerifyMockTestSupport

@testable import VerifyMock
@testable import VerifyMockHTTP

@Suite("What a proxy passes on")
struct ForwardedMessageTests {
  /// The head of a request as it is passed on to `host.example`.
  private static func passed(_ line: String, _ fields: [String]) throws -> String {
    var parser = HTTPRequestParser()
    let text = ([line + " HTTP/1.1", "Host: other"] + fields).joined(separator: "\r\n")
    Array((text + "\r\n\r\n").utf8).withUnsafeBytes { parser.append($0) }
    try #require(parser.next() == .request)
    let request = parser.request
    let target = try #require(ProxyTarget(request))
    var output: [UInt8] = []
    let message = ForwardedMessage.request(request, to: target)
    #expect(HTTPRequestSerializer.append(request: message, to: &output))
    return String(decoding: output, as: UTF8.self)
  }

  @Test("fields of one connection and of the mock's own are left out, the others go on")
  func leavesOut() throws {
    let head = try Self.passed(
      "GET http://host.example/a?b",
      [
        "Connection: close, X-Mine", "X-Mine: 1", "TE: trailers", "Keep-Alive: 5",
        "Proxy-Authorization: Basic x", "X-Verify-Mock-Token: secret", "X-Verify-Mock-Account: MA1",
        "X-Verify-Mock-Scenario: a/b", "Authorization: Basic y", "X-Other: 2",
      ])
    #expect(head.hasPrefix("GET /a?b HTTP/1.1\r\nHost: host.example\r\n"))
    for part in ["X-Mine", "TE:", "Keep-Alive", "Proxy-Auth", "Verify-Mock-", "secret", "MA1"] {
      #expect(!head.contains(part), "\(part)")
    }
    #expect(head.contains("Authorization: Basic y\r\nX-Other: 2\r\nVia: 1.1 verify-mock\r\n"))
  }

  @Test("Max-Forwards is counted down for OPTIONS and TRACE alone")
  func countsDown() throws {
    let line = "http://host.example/"
    for (method, given, wanted) in [
      ("OPTIONS", "7", "6"), ("TRACE", "1", "0"), ("GET", "7", "7"), ("OPTIONS", "x", "x"),
    ] {
      let head = try Self.passed("\(method) \(line)", ["Max-Forwards: \(given)"])
      #expect(head.contains("Max-Forwards: \(wanted)\r\n"), "\(method) \(given)")
    }
  }

  @Test("of an answer, too, the fields of the connection are left out")
  func leavesOutOfAnswers() {
    let fields = [
      ("Connection", "X-Hop"), ("X-Hop", "1"), ("Keep-Alive", "5"), ("Content-Length", "12"),
      ("X-Other", "2"),
    ].map {
      HTTPReceivedResponse.Field(name: Array($0.0.utf8), value: Array($0.1.utf8))
    }
    let response = ForwardedMessage.response(
      HTTPReceivedResponse(status: 200, minorVersion: 1, reason: [], fields: fields, body: []))
    #expect(
      String(decoding: response.fields, as: UTF8.self) == "X-Other: 2\r\nVia: 1.1 verify-mock\r\n")
  }

  @Test("an answer to HEAD keeps GET's length; a traced request stops here; the mock is no target")
  func passes() async throws {
    let far = try EventLoop.start(FarHost())
    var configuration = MockServer.Configuration()
    configuration.passedHosts = ["127.0.0.1", "localhost"]
    let mock = try await MockServer.start(configuration: configuration)
    func ask(_ method: String, _ url: String, _ field: String = "") throws -> String {
      let client = try RawClient(port: UInt16(mock.port))
      client.send(
        "\(method) \(url) HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\(field)\r\n")
      return try client.readToEnd()
    }
    let big = "http://127.0.0.1:\(far.port)/"
    let head = try ask("HEAD", big)
    #expect(head.hasPrefix("HTTP/1.1 200") && head.hasSuffix("\r\n\r\n"))
    #expect(head.contains("\r\nContent-Length: 1234\r\n"))
    #expect(try ask("GET", big).contains("\r\nContent-Length: 1234\r\n"))
    let count = try await far.run { app, _ in app.handledCount }
    let zero = "Max-Forwards: 0\r\n"
    #expect(try ask("OPTIONS", big, zero).hasPrefix("HTTP/1.1 204"))
    #expect(try ask("TRACE", big, zero).hasPrefix("HTTP/1.1 405"))
    #expect(try await far.run { app, _ in app.handledCount } == count)
    // This server itself answers by its own rules, by whatever name it is asked.
    let own = try ask("GET", "http://localhost:\(mock.port)/_mock/health")
    #expect(own.hasPrefix("HTTP/1.1 200") && !own.contains("Via:"))
    await mock.stop()
    await far.stop()
  }
}

/// Another host: answers everything with 1234 bytes and counts what it was asked.
private struct FarHost: Application, Sendable {
  var handledCount = 0

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition {
    handledCount += 1
    response.body = [UInt8](repeating: 0x61, count: 1234)
    return .reply
  }

  var nextDeadline: MonotonicTime? { nil }

  mutating func tick(now: MonotonicTime, context: inout LoopContext) {}

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {}

  mutating func exchangeEnded(_ id: ExchangeID) {}
}

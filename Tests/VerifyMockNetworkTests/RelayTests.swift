import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

@Suite("A request in absolute form is passed on piece by piece", .timeLimit(.minutes(20)))
struct RelayTests {
  /// A loop that passes requests on, and one that takes large ones and answers them.
  private static func withLoops(
    backend: PollBackend = .best,
    _ body: (EventLoop<LoopTestApplication>, EventLoop<LoopTestApplication>) async throws -> Void
  ) async throws {
    var app = LoopTestApplication()
    app.passesOn = true
    try await EventLoopTests.withLoop(backend: backend, app: app) { near in
      try await EventLoopTests.withLoop(backend: backend) {
        $0.limits.body = 64 << 20
      } _: { far in
        try await body(near, far)
      }
    }
  }

  private static func head(
    _ method: String, _ path: String, _ far: EventLoop<LoopTestApplication>, _ fields: String...
  ) -> String {
    let lines = ["\(method) http://127.0.0.1:\(far.port)\(path) HTTP/1.1", "Host: x"] + fields
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
  }

  @Test(
    "contents beyond the limits go both ways, and the connection serves on",
    arguments: PollBackend.allCases)
  func carries(backend: PollBackend) async throws {
    try await Self.withLoops(backend: backend) { near, far in
      let client = try RawClient(port: near.port)
      let body = String(repeating: "b", count: 20_000_000)
      client.send(Self.head("POST", "/a", far, "Content-Length: 20000000") + body)
      let answer = try client.readResponse()
      #expect(answer.status == 200)
      #expect(answer.fields["via"] == "1.1 test")
      #expect(answer.body == "POST /a " + body)
      client.send(Self.head("GET", "/big/30000000", far))
      #expect(try client.readResponse().body.utf8.count == 30_000_000)
      client.send("GET /own HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readResponse().body == "GET /own ")
      #expect(try await near.run { app, _ in app.handledCount } == 1)
    }
  }

  @Test("chunks arrive as content, split anywhere, and requests behind them wait their turn")
  func chunks() async throws {
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      let text =
        Self.head("POST", "/a", far, "Transfer-Encoding: chunked")
        + "3\r\nabc\r\n5;x=y\r\ndefgh\r\n0\r\nTrailer: t\r\n\r\n"
        + Self.head("GET", "/b", far) + "GET /c HTTP/1.1\r\nHost: x\r\n\r\n"
      let bytes = Array(text.utf8)
      for size in [1, 7, bytes.count] {
        for start in stride(from: 0, to: bytes.count, by: size) {
          client.send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        for wanted in ["POST /a abcdefgh", "GET /b ", "GET /c "] {
          #expect(try client.readResponse().body == wanted)
        }
      }
    }
  }

  @Test("an answer to HEAD, and one without content, end with their fields")
  func noContent() async throws {
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      client.send(Self.head("HEAD", "/big/9000000", far))
      let head = try client.readResponse(isHead: true)
      #expect(head.fields["content-length"] == "9000000")
      client.send(Self.head("GET", "/empty", far))
      #expect(try client.readResponse().status == 204)
      client.send(Self.head("GET", "/", far))
      #expect(try client.readResponse().body == "GET / ")
    }
  }

  @Test("100 Continue comes once the host is connected; without one, the failure comes at once")
  func continues() async throws {
    let dead = try DeadPort()
    defer { withExtendedLifetime(dead) {} }
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      client.send(
        Self.head("POST", "/a", far, "Content-Length: 3", "Expect: 100-continue"))
      #expect(try client.readHead().hasPrefix("HTTP/1.1 100 "))
      client.send("abc")
      #expect(try client.readResponse().body == "POST /a abc")
      client.send(
        "POST http://127.0.0.1:\(dead.port)/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
          + "Expect: 100-continue\r\n\r\n")
      let refused = try client.readResponse()
      #expect(refused.status == 502)
      #expect(refused.body == "refused")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test("a client that does not read holds nothing up but itself")
  func holdsBack() async throws {
    try await Self.withLoops { near, far in
      let slow = try RawClient(port: near.port, receiveBuffer: 4096)
      slow.send(Self.head("GET", "/big/50000000", far))
      let quick = try RawClient(port: near.port)
      quick.send(Self.head("GET", "/", far))
      #expect(try quick.readResponse().body == "GET / ")
      #expect(try slow.readResponse().body.utf8.count == 50_000_000)
    }
  }

  @Test("content that is no HTTP is refused; a part of an answer ends with a reset")
  func breaks() async throws {
    try await Self.withLoops { near, far in
      let wrong = try RawClient(port: near.port)
      wrong.send(Self.head("POST", "/a", far, "Transfer-Encoding: chunked") + "x\r\n")
      #expect(try wrong.readResponse().status == 400)
      let short = try RawClient(port: near.port)
      short.send(Self.head("POST", "/a", far, "Content-Length: 9") + "abc")
      short.endOutput()
      #expect(try short.readResponse().status == 400)
      let cut = try RawClient(port: near.port)
      cut.send(Self.head("GET", "/fault/truncate", far))
      #expect(try !cut.readToAnyEnd().contains("abcdefghij"))
      for fault in ["reset", "close", "garbage"] {
        let client = try RawClient(port: near.port)
        client.send(Self.head("GET", "/fault/\(fault)", far))
        #expect(try client.readResponse().status == 502, "\(fault)")
      }
      // Nothing is left of any of them.
      try await EventLoopTests.wait(for: far) { $0.open == 0 }
    }
  }

  @Test("a client that goes away ends what is passed on for it")
  func leaves() async throws {
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      client.send(Self.head("GET", "/fault/stall", far))
      try await EventLoopTests.wait(for: far) { $0.open == 1 }
      client.reset()
      try await EventLoopTests.wait(for: far) { $0.open == 0 }
      try await EventLoopTests.wait(for: near) { $0.open == 0 }
    }
  }
}

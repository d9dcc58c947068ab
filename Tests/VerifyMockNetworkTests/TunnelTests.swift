import Testing
import VerifyMockHTTP
import VerifyMockTLS
import VerifyMockTestSupport

@testable import VerifyMockNetwork

@Suite("A CONNECT leads to this server, or to another", .timeLimit(.minutes(20)))
struct TunnelTests {
  /// A loop that is asked for the way, and one that the way leads to.
  private static func withLoops(
    app: LoopTestApplication = LoopTestApplication(),
    _ body: (EventLoop<LoopTestApplication>, EventLoop<LoopTestApplication>) async throws -> Void
  ) async throws {
    try await EventLoopTests.withLoop(app: app) { near in
      try await EventLoopTests.withLoop { far in try await body(near, far) }
    }
  }

  private static func connect(_ authority: String) -> String {
    "CONNECT \(authority) HTTP/1.1\r\nHost: \(authority)\r\n\r\n"
  }

  @Test("bytes go both ways, those that came with the CONNECT as well")
  func carries() async throws {
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      let body = String(repeating: "b", count: 900_000)
      client.send(
        Self.connect("127.0.0.1:\(far.port)")
          + "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
      #expect(try client.readResponse().status == 200)
      #expect(try client.readResponse().body == "POST /a " + body)
      client.send("GET /big/20000000 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readResponse().body.utf8.count == 20_000_000)
    }
  }

  @Test("a client that has said all gets its answer, and then the end")
  func closesHalf() async throws {
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      client.send(Self.connect("127.0.0.1:\(far.port)"))
      #expect(try client.readResponse().status == 200)
      client.send("GET /delay/50 HTTP/1.1\r\nHost: x\r\n\r\n")
      client.endOutput()
      #expect(try client.readResponse().body == "delayed")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test("the end of the other machine reaches the client, after what came before it")
  func passesEndOn() async throws {
    try await Self.withLoops { near, far in
      let client = try RawClient(port: near.port)
      client.send(
        Self.connect("localhost:\(far.port)") + "GET /bye HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try client.readResponse().status == 200)
      #expect(try client.readResponse().fields["connection"] == "close")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test("where nobody listens, and where there is no such host, the client is told")
  func tellsFailure() async throws {
    let dead = try DeadPort()
    defer { withExtendedLifetime(dead) {} }
    try await EventLoopTests.withLoop { loop in
      for authority in ["127.0.0.1:\(dead.port)", "no-such-host.invalid:443"] {
        let client = try RawClient(port: loop.port)
        client.send(Self.connect(authority))
        let response = try client.readResponse()
        #expect(response.status == 502)
        #expect(response.body.contains("no connection to"))
        #expect(try client.readToEnd().isEmpty)
      }
    }
  }

  @Test("a client that does not read holds nothing up but itself")
  func holdsBack() async throws {
    try await Self.withLoops { near, far in
      let slow = try RawClient(port: near.port, receiveBuffer: 4096)
      slow.send(
        Self.connect("127.0.0.1:\(far.port)")
          + "GET /big/50000000 HTTP/1.1\r\nHost: x\r\n\r\n")
      let quick = try RawClient(port: near.port)
      quick.send(
        Self.connect("127.0.0.1:\(far.port)") + "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try quick.readResponse().status == 200)
      #expect(try quick.readResponse().body == "GET / ")
      #expect(try slow.readResponse().status == 200)
      #expect(try slow.readResponse().body.utf8.count == 50_000_000)
    }
  }

  @Test("a loop that stops ends its tunnels")
  func endsWithLoop() async throws {
    try await EventLoopTests.withLoop { far in
      let client = try await EventLoopTests.withLoop { near in
        let client = try RawClient(port: near.port)
        client.send(Self.connect("127.0.0.1:\(far.port)"))
        #expect(try client.readResponse().status == 200)
        return client
      }
      #expect(throws: Never.self) { try client.readToEnd() }
      try await EventLoopTests.wait(for: far) { $0.open == 0 }
    }
  }

  @Test("this server answers inside, over TLS that began in the same piece as the CONNECT")
  func answersInside() async throws {
    var app = LoopTestApplication()
    app.security = try TestAuthority.context()
    try await EventLoopTests.withLoop(app: app) { loop in
      let raw = try RawClient(port: loop.port)
      let client = try SecureClient(raw, host: "here")
      raw.send(Array(Self.connect("here:443").utf8) + client.output())
      #expect(try raw.readHead().contains("200 Connection Established"))
      try client.shakeHands()
      client.write("GET /inside HTTP/1.1\r\nHost: here\r\n\r\n")
      var text = ""
      while !text.contains("GET /inside ") {
        let part = try client.read(1)
        if part.isEmpty { break }
        text += part
      }
      #expect(text.hasPrefix("HTTP/1.1 200 OK"))
    }
  }

  @Test("this server answers inside in clear where no TLS is meant")
  func answersInClear() async throws {
    try await EventLoopTests.withLoop { loop in
      let client = try RawClient(port: loop.port)
      client.send(Self.connect("here:80") + "GET /inside HTTP/1.1\r\nHost: here\r\n\r\n")
      #expect(try client.readResponse().status == 200)
      #expect(try client.readResponse().body == "GET /inside ")
    }
  }
}

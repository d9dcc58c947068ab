import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

extension EventLoopTests {
  @Test("a head that takes too long is answered 408", arguments: PollBackend.allCases)
  func boundsHeads(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) {
      $0.deadlines.head = .milliseconds(30)
    } _: { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n")
      #expect(try client.readResponse().status == 200)
      #expect(try client.readResponse().status == 408)
      #expect(try client.readToEnd() == "")
    }
  }

  @Test("content that takes too long is answered 408")
  func boundsContent() async throws {
    try await Self.withLoop {
      $0.deadlines.body = .milliseconds(30)
    } _: { loop in
      let client = try RawClient(port: loop.port)
      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab")
      #expect(try client.readResponse().status == 408)
      #expect(try client.readToEnd() == "")
    }
  }

  @Test("an idle connection is closed without a word", arguments: [true, false])
  func boundsIdleness(hasServed: Bool) async throws {
    try await Self.withLoop {
      $0.deadlines.idle = .milliseconds(30)
    } _: { loop in
      // On a busy machine a request may come after the deadline: then there is another try.
      for _ in 0..<100 {
        let client = try RawClient(port: loop.port)
        if hasServed {
          client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
          guard let response = try? client.readResponse() else { continue }
          #expect(response.status == 200)
        }
        #expect(try client.readToEnd() == "")
        return
      }
      Issue.record("no request is answered before the connection is closed")
    }
  }

  @Test("a client that stops reading is cut off")
  func boundsWriting() async throws {
    try await Self.withLoop {
      $0.deadlines.write = .milliseconds(50)
    } _: { loop in
      let client = try RawClient(port: loop.port, receiveBuffer: 4096)
      client.send("GET /big/50000000 HTTP/1.1\r\nHost: x\r\n\r\n")
      // The send buffer fills, nothing moves, and the connection is reset.
      while client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") {}
      #expect(try await loop.run { _, context in context.connections.timedOut } == 1)
    }
  }

  @Test("a client that does not close after the last answer is cut off")
  func boundsLingering() async throws {
    try await Self.withLoop {
      $0.deadlines.linger = .milliseconds(30)
    } _: { loop in
      let client = try RawClient(port: loop.port)
      client.send("GET / HTTP/1.0\r\n\r\n")
      #expect(try client.readToEnd().hasPrefix("HTTP/1.1 200"))
      try await Self.wait(for: loop) { $0.open == 0 }
      withExtendedLifetime(client) {}
    }
  }

  @Test("200 clients that send a byte now and then neither stay nor delay others")
  func survivesSlowClients() async throws {
    try await Self.withLoop {
      $0.deadlines.head = .milliseconds(300)
    } _: { loop in
      var open = try (0..<200).map { _ in try RawClient(port: loop.port) }
      var position = 0
      let head = Array("GET / HTTP/1.1\r\nX: ".utf8)
      while !open.isEmpty {
        // Every one sends a byte, again and again, until it is thrown out.
        let byte = position < head.count ? head[position] : 0x61
        position += 1
        open = open.filter { $0.send([byte]) }
        let good = try RawClient(port: loop.port)
        good.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try good.readResponse().status == 200)
      }
      // Nobody got as far as the limit of a head.
      #expect(try await loop.run { app, _ in app.refusals } == [])
    }
  }
}

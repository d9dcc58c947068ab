import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

extension EventLoopTests {
  @Test("2,000 connections one after the other are all answered", arguments: PollBackend.allCases)
  func survivesStorm(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      var held: [RawClient] = []
      for number in 0..<2000 {
        let client = try RawClient(port: loop.port)
        client.send("GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().body == "GET /\(number) ")
        held.append(client)
        if held.count > 200 { held.removeFirst() }
      }
    }
  }

  @Test("connections beyond the bound are refused in words, and accepted when there is room")
  func boundsConnections() async throws {
    try await Self.withLoop {
      $0.maxConnections = 3
    } _: { loop in
      var clients = try (0..<3).map { _ in try RawClient(port: loop.port) }
      for client in clients {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().status == 200)
      }
      let extra = try RawClient(port: loop.port)
      extra.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      let response = try extra.readResponse()
      #expect(response.status == 503)
      #expect(response.fields["connection"] == "close")
      #expect(try extra.readToEnd() == "")
      for client in clients {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().status == 200)
      }
      // One that closes makes room for one, although the refused one is still there.
      clients[0].endOutput()
      #expect(try clients[0].readToEnd() == "")
      clients.removeFirst()
      let next = try RawClient(port: loop.port)
      next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try next.readResponse().status == 200)
      withExtendedLifetime(extra) {}
    }
  }

  @Test(
    "a crowd far beyond the bound is refused in words to the last", arguments: PollBackend.allCases)
  func refusesCrowds(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) {
      $0.maxConnections = 1
    } _: { loop in
      let first = try RawClient(port: loop.port)
      first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try first.readResponse().status == 200)
      let crowd = try (0..<300).map { _ in try RawClient(port: loop.port) }
      for client in crowd {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().status == 503)
        #expect(try client.readToEnd() == "")
        client.endOutput()
      }
      first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try first.readResponse().status == 200)
    }
  }

  @Test("a client that resets in the middle of its content harms nobody")
  func survivesResets() async throws {
    try await Self.withLoop { loop in
      let good = try RawClient(port: loop.port)
      for _ in 0..<50 {
        let bad = try RawClient(port: loop.port)
        bad.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nabc")
        bad.reset()
        good.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try good.readResponse().status == 200)
      }
    }
  }
}

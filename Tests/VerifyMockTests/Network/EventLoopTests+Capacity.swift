import Testing
import VerifyMockHTTP

@testable import VerifyMock

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
      // One that closes makes room for one.
      clients[0].endOutput()
      #expect(try clients[0].readToEnd() == "")
      clients.removeFirst()
      var status = 503
      while status == 503 {
        let next = try RawClient(port: loop.port)
        next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        status = try next.readResponse().status
        next.endOutput()
        _ = try? next.readToEnd()
      }
      #expect(status == 200)
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

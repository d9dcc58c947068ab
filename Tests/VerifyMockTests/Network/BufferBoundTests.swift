import Testing
import VerifyMockHTTP

@testable import VerifyMock

@Suite("Memory for requests that have not come whole")
struct BufferBoundTests {
  private static let half = String(repeating: "b", count: 400_000)

  private static func begin(_ loop: EventLoop<LoopTestApplication>) throws -> RawClient {
    let client = try RawClient(port: loop.port)
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 800000\r\n\r\n" + half)
    return client
  }

  @Test(
    "who goes beyond it gets a 503 with a reason, others go on", arguments: PollBackend.allCases)
  func refuses(backend: PollBackend) async throws {
    let refused = try await EventLoopTests.withLoop(backend: backend) {
      $0.maxBufferedBytes = 2 << 20
    } _: { loop in
      let first = try Self.begin(loop)
      var others: [RawClient] = []
      // A request is beyond the bound at the latest once five have begun; each is answered or waits.
      while try await loop.run({ app, _ in app.refusals.count }) == 0 {
        if others.count < 20 { others.append(try Self.begin(loop)) }
      }
      let usual = try RawClient(port: loop.port)
      usual.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
      #expect(try usual.readResponse().body == "POST /x abc")
      first.send(Self.half)
      #expect(try first.readResponse().status == 200)
      return try await loop.run { app, _ in app.refusals }
    }
    #expect(Set(refused) == [.outOfRoom])
  }

  @Test("the room that a request took is free again when it has been answered or has gone")
  func returnsRoom() async throws {
    try await EventLoopTests.withLoop {
      $0.maxBufferedBytes = 2 << 20
    } _: { loop in
      let kept = try RawClient(port: loop.port)
      for number in 0..<20 {
        // Connections that stay, and one that breaks off.
        kept.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 800000\r\n\r\n" + Self.half)
        kept.send(Self.half)
        #expect(try kept.readResponse().status == 200, "request \(number)")
        let gone = try Self.begin(loop)
        gone.reset()
        while try await loop.run({ _, context in context.connections.open }) > 1 {}
      }
      #expect(try await loop.run { app, _ in app.refusals } == [])
    }
  }
}

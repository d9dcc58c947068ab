import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

@Suite("Memory for requests that have not come whole")
struct BufferBoundTests {
  private static let half = String(repeating: "b", count: 400_000)

  /// Room for two such requests; on a busy machine nobody may be too slow.
  private static func configure(_ configuration: inout LoopConfiguration) {
    configuration.maxBufferedBytes = 2 << 20
    configuration.deadlines.head = .seconds(600)
    configuration.deadlines.body = .seconds(600)
    configuration.deadlines.idle = .seconds(600)
  }

  private static func begin(_ loop: EventLoop<LoopTestApplication>) throws -> RawClient {
    let client = try RawClient(port: loop.port)
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 800000\r\n\r\n" + half)
    return client
  }

  @Test(
    "who goes beyond it gets a 503 with a reason, others go on", arguments: PollBackend.allCases)
  func refuses(backend: PollBackend) async throws {
    let refused = try await EventLoopTests.withLoop(backend: backend) {
      Self.configure(&$0)
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
      // The second half takes more room, which the others give back.
      others = []
      try await EventLoopTests.wait(for: loop) { $0.open <= 2 }
      first.send(Self.half)
      #expect(try first.readResponse().status == 200)
      return try await loop.run { app, _ in app.refusals }
    }
    // Those that were closed above are refused as cut off.
    #expect(refused.contains(.outOfRoom))
    #expect(refused.allSatisfy { $0 == .outOfRoom || $0 == .truncated })
  }

  @Test("the room that a request took is free again when it has been answered or has gone")
  func returnsRoom() async throws {
    try await EventLoopTests.withLoop {
      Self.configure(&$0)
    } _: { loop in
      let kept = try RawClient(port: loop.port)
      for number in 0..<20 {
        // Connections that stay, and one that breaks off.
        kept.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 800000\r\n\r\n" + Self.half)
        kept.send(Self.half)
        #expect(try kept.readResponse().status == 200, "request \(number)")
        let gone = try Self.begin(loop)
        gone.reset()
        try await EventLoopTests.wait(for: loop) { $0.open <= 1 }
      }
      #expect(try await loop.run { app, _ in app.refusals } == [])
    }
  }
}

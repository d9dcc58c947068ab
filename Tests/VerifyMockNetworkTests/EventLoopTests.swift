import Dispatch
import Testing
import VerifyMockHTTP
import VerifyMockTestSupport

@testable import VerifyMockNetwork

@Suite("The event loop serves HTTP/1.1", .timeLimit(.minutes(20)))
struct EventLoopTests {
  /// Runs `body` against a loop, and stops the loop whatever happens.
  static func withLoop<R>(
    backend: PollBackend = .best, app: LoopTestApplication = LoopTestApplication(),
    _ configure: (inout LoopConfiguration) -> Void = { _ in },
    _ body: (EventLoop<LoopTestApplication>) async throws -> R
  ) async throws -> R {
    var configuration = LoopConfiguration()
    configuration.backend = backend
    configuration.gracePeriod = .milliseconds(200)
    configure(&configuration)
    let loop = try EventLoop.start(app, configuration: configuration)
    do {
      let result = try await body(loop)
      await loop.stop()
      return result
    } catch {
      await loop.stop()
      throw error
    }
  }

  /// Waits until the loop's counts of its connections are as wanted.
  static func wait(
    for loop: EventLoop<LoopTestApplication>,
    until isReached: @escaping @Sendable (ConnectionCounts) -> Bool
  ) async throws {
    while try await !loop.run({ _, context in isReached(context.connections) }) {
      // A time limit ends a test that waits in vain.
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test("a request is answered and the connection kept", arguments: PollBackend.allCases)
  func keepsAlive(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      let client = try RawClient(port: loop.port)
      for number in 0..<3 {
        client.send("POST /a\(number)?b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
        let response = try client.readResponse()
        #expect(response.status == 200)
        #expect(response.body == "POST /a\(number)?b abc")
        #expect(response.fields["connection"] == nil)
        #expect(response.fields["date"] != nil)
      }
    }
  }

  @Test("it listens on 127.0.0.1 and on ::1 with one port", arguments: PollBackend.allCases)
  func listensOnBothLoopbacks(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      for isV6 in [false, true] where !isV6 || loop.addresses.count == 2 {
        let client = try RawClient(port: loop.port, isV6: isV6)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.readResponse().body == "GET / ")
      }
    }
  }

  @Test("requests sent in one piece are answered in order", arguments: PollBackend.allCases)
  func pipelines(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      let client = try RawClient(port: loop.port)
      var text = ""
      for number in 0..<500 {
        let path = number % 50 == 7 ? "/delay/1" : "/\(number)"
        text += "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"
      }
      client.send(text)
      for number in 0..<500 {
        let expected = number % 50 == 7 ? "delayed" : "GET /\(number) "
        #expect(try client.readResponse().body == expected)
      }
    }
  }

  @Test("one who sends thousands of requests at once does not hold up others")
  func takesTurns() async throws {
    try await Self.withLoop { loop in
      // The loop waits until both have sent everything.
      let gate = DispatchSemaphore(value: 0)
      loop.perform({ _, _ in gate.wait() }, ifStopped: {})
      let eager = try RawClient(port: loop.port)
      let other = try RawClient(port: loop.port)
      eager.send(String(repeating: "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", count: 2_000))
      other.send("GET /count HTTP/1.1\r\nHost: x\r\n\r\n")
      gate.signal()
      let served = try #require(Int(try other.readResponse().body))
      #expect(served < 200, "\(served) requests were answered first")
      for _ in 0..<2_000 { #expect(try eager.readResponse().body == "GET /a ") }
    }
  }

  @Test("bytes may come one at a time", arguments: PollBackend.allCases)
  func takesSingleBytes(backend: PollBackend) async throws {
    try await Self.withLoop(backend: backend) { loop in
      let client = try RawClient(port: loop.port)
      let text = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
      for byte in text.utf8 { client.send([byte]) }
      #expect(try client.readResponse().body == "POST /x hello")
      let halves = Array(text.utf8)
      for split in 1..<halves.count {
        client.send(Array(halves[..<split]))
        client.send(Array(halves[split...]))
        #expect(try client.readResponse().body == "POST /x hello")
      }
    }
  }
}

#if os(Linux)
import Foundation
import Testing
import VerifyMockHTTP
import VerifyMockNetwork
import VerifyMockTestSupport

@testable import VerifyMockCLI

@Suite("Signals end a server in good order")
struct SignalWaiterTests {
  @Test("SIGTERM and SIGINT reach the waiter instead of ending the process")
  func waits() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let signals = try SignalWaiter()
      kill(getpid(), SIGTERM)
      signals.wait()
      kill(getpid(), SIGINT)
      signals.wait()
      kill(getpid(), SIGPIPE)
      exit(7)
    }
  }

  @Test("a loop stopped by SIGTERM under load lets every answer out")
  func stopsUnderLoad() async {
    await #expect(processExitsWith: .exitCode(7)) {
      var configuration = LoopConfiguration()
      configuration.gracePeriod = .seconds(5)
      let loop = try EventLoop.start(DelayedAnswers(), configuration: configuration)
      let signals = try SignalWaiter()
      let clients = try (0..<20).map { _ in try RawClient(port: loop.port) }
      for client in clients { client.send("GET /delay/20 HTTP/1.1\r\nHost: x\r\n\r\n") }
      // Once the application has them all, they are under way.
      while try await loop.run({ app, _ in app.handledCount }) < 20 {}
      kill(getpid(), SIGTERM)
      signals.wait()
      loop.requestStop()
      for client in clients {
        guard try client.readResponse().body == "delayed" else { exit(1) }
      }
      await loop.waitUntilStopped()
      exit(7)
    }
  }
}

/// Answers every request with "delayed" after 20 milliseconds.
private struct DelayedAnswers: Application, Sendable {
  var handledCount = 0

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition {
    handledCount += 1
    response.body = Array("delayed".utf8)
    return .replyAfter(.milliseconds(20), nil)
  }

  var nextDeadline: MonotonicTime? { nil }

  mutating func tick(now: MonotonicTime, context: inout LoopContext) {}

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {}

  mutating func exchangeEnded(_ id: ExchangeID) {}
}
#endif

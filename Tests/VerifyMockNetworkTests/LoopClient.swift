import VerifyMockHTTP

@testable import VerifyMockNetwork

/// Sends requests through a loop that listens nowhere, each over a connection of its own.
final class LoopClient: Sendable {
  private let loop: EventLoop<LoopClientApplication>

  /// Starts the thread.
  init() throws(ListenError) {
    loop = try EventLoop.start(
      LoopClientApplication(), configuration: LoopConfiguration(hosts: []))
  }

  /// Sends a request and returns how it ended, at the latest when its time is over.
  func send(_ request: OutgoingRequest) async -> OutgoingResult {
    await withCheckedContinuation { continuation in
      loop.perform { app, context in
        app.waiting[context.send(request)] = { continuation.resume(returning: $0) }
      } ifStopped: {
        continuation.resume(returning: .stopped)
      }
    }
  }

  /// Ends what is under way and the thread.
  func stop() async { await loop.stop() }
}

/// Hands results to those who wait for them.
struct LoopClientApplication: Application, Sendable {
  var waiting: [OutgoingID: @Sendable (OutgoingResult) -> Void] = [:]

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition { .fault(.close) }

  var nextDeadline: MonotonicTime? { nil }

  mutating func tick(now: MonotonicTime, context: inout LoopContext) {}

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {
    waiting.removeValue(forKey: id)?(result)
  }

  mutating func exchangeEnded(_ id: ExchangeID) {}
}

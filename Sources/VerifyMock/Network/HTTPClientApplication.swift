import VerifyMockHTTP

/// Hands results to those who wait for them.
struct HTTPClientApplication: Application, Sendable {
  var waiting: [OutgoingID: @Sendable (OutgoingResult) -> Void] = [:]

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Handling { .fault(.close) }

  var nextDeadline: MonotonicTime? { nil }

  mutating func tick(now: MonotonicTime, context: inout LoopContext) {}

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {
    waiting.removeValue(forKey: id)?(result)
  }

  mutating func exchangeEnded(_ id: ExchangeID) {}
}

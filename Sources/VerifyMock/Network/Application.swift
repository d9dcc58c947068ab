package import VerifyMockHTTP

/// What a loop serves. All calls come on the loop's thread, which owns it.
package protocol Application {
  /// Answers one request into `response`, or says that the answer comes later.
  ///
  /// `request` is valid only inside the call; `response` is empty at its start.
  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Handling

  /// The earliest moment at which ``tick(now:context:)`` wants to be called; asked often.
  var nextDeadline: MonotonicTime? { get }

  /// Does what is due.
  mutating func tick(now: MonotonicTime, context: inout LoopContext)

  /// A request that the application sent has ended, once for each.
  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext)

  /// The client of an exchange that was to be answered later has gone; nothing can be sent.
  mutating func exchangeEnded(_ id: ExchangeID)

  /// A message was refused before it became a request; `response` may be given another body.
  ///
  /// `request` is what was read of it, valid only inside the call: its method is empty when it is
  /// not known, and there is no content.
  mutating func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse)

  /// A connection ended before it could carry a message, for want of TLS or of its absence.
  mutating func handshakeFailed(_ reason: String, peer: Peer)

  /// A CONNECT that was granted leads to an address that may not be reached; its client is told 403.
  mutating func tunnelRefused(to host: String, _ reason: String, peer: Peer)

  /// The loop is about to stop: the last chance to complete what waits.
  mutating func willStop(context: inout LoopContext)
}

extension Application {
  package mutating func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) {}

  package mutating func handshakeFailed(_ reason: String, peer: Peer) {}

  package mutating func tunnelRefused(to host: String, _ reason: String, peer: Peer) {}

  package mutating func willStop(context: inout LoopContext) {}
}

import VerifyMockHTTP

/// What a loop serves, whatever its type: the loop's code is compiled once for all applications.
///
/// The members are those of ``Application``.
protocol ApplicationHost: AnyObject, Sendable {
  func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition
  func passes(
    _ head: HTTPRequestView, peer: Peer, context: inout LoopContext
  ) -> OutgoingRequest?
  func passedAnswer(_ head: HTTPReceivedResponse) -> HTTPResponse
  func passFailed(_ result: OutgoingResult, response: inout HTTPResponse)
  var nextDeadline: MonotonicTime? { get }
  func tick(now: MonotonicTime, context: inout LoopContext)
  func outgoingEnded(_ id: OutgoingID, result: OutgoingResult, context: inout LoopContext)
  func exchangeEnded(_ id: ExchangeID)
  func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse)
  func describe(_ refusal: LoopRefusal, in response: inout HTTPResponse)
  func handshakeFailed(_ reason: String, peer: Peer)
  func tunnelRefused(to host: String, _ reason: String, peer: Peer)
  func willStop(context: inout LoopContext)
}

/// An application of a known type and the lock around it.
///
/// Only the loop's thread takes the lock, so nobody ever waits for it. It is what makes the
/// application reachable both from the loop and from ``EventLoop/perform(_:ifStopped:)``, which
/// knows its type.
final class HostedApplication<App: Application & Sendable>: ApplicationHost {
  private let app: Mutex<App>

  init(_ app: App) { self.app = Mutex(app) }

  /// Lends the application to `body`, which must not wait for the loop.
  func lend(_ body: (inout App) -> Void) { app.withLock { body(&$0) } }

  func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition {
    app.withLock {
      $0.handle(
        request, exchange: exchange, peer: peer, context: &context, response: &response)
    }
  }

  func passes(
    _ head: HTTPRequestView, peer: Peer, context: inout LoopContext
  ) -> OutgoingRequest? {
    app.withLock { $0.passes(head, peer: peer, context: &context) }
  }

  func passedAnswer(_ head: HTTPReceivedResponse) -> HTTPResponse {
    app.withLock { $0.passedAnswer(head) }
  }

  func passFailed(_ result: OutgoingResult, response: inout HTTPResponse) {
    app.withLock { $0.passFailed(result, response: &response) }
  }

  var nextDeadline: MonotonicTime? { app.withLock { $0.nextDeadline } }

  func tick(now: MonotonicTime, context: inout LoopContext) {
    app.withLock { $0.tick(now: now, context: &context) }
  }

  func outgoingEnded(_ id: OutgoingID, result: OutgoingResult, context: inout LoopContext) {
    app.withLock { $0.outgoingEnded(id, result: result, context: &context) }
  }

  func exchangeEnded(_ id: ExchangeID) { app.withLock { $0.exchangeEnded(id) } }

  func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) {
    app.withLock {
      $0.refused(refusal, request: request, peer: peer, context: &context, response: &response)
    }
  }

  func describe(_ refusal: LoopRefusal, in response: inout HTTPResponse) {
    app.withLock { $0.describe(refusal, in: &response) }
  }

  func handshakeFailed(_ reason: String, peer: Peer) {
    app.withLock { $0.handshakeFailed(reason, peer: peer) }
  }

  func tunnelRefused(to host: String, _ reason: String, peer: Peer) {
    app.withLock { $0.tunnelRefused(to: host, reason, peer: peer) }
  }

  func willStop(context: inout LoopContext) { app.withLock { $0.willStop(context: &context) } }
}

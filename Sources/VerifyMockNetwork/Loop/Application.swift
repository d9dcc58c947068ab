package import VerifyMockHTTP
package import VerifyMockTLS

/// What a loop serves. All calls come on the loop's thread, which owns it.
package protocol Application {
  /// Answers one request into `response`, or says that the answer comes later.
  ///
  /// `request` is valid only inside the call; `response` is empty at its start.
  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition

  /// Where a request goes that is for another host, decided by its head; nil when ``handle`` answers
  /// it once its content has come. Asked of requests with a target in absolute form.
  ///
  /// `head` is valid only inside the call. The request's content and its answer go through the loop
  /// piece by piece, whatever their size; the limits apply to the answer's head.
  mutating func passes(
    _ head: HTTPRequestView, peer: Peer, context: inout LoopContext
  ) -> OutgoingRequest?

  /// The head of the answer to a request that was passed on, as its client gets it.
  func passedAnswer(_ head: HTTPReceivedResponse) -> HTTPResponse

  /// Answers a request that was passed on in vain.
  mutating func passFailed(_ result: OutgoingResult, response: inout HTTPResponse)

  /// The earliest moment at which ``tick(now:context:)`` wants to be called; asked often.
  var nextDeadline: MonotonicTime? { get }

  /// Runs the timers that are due.
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

  /// The loop answers a request itself: writes the fields and the body of that answer.
  ///
  /// The loop sets the status and ends the connection with it.
  func describe(_ refusal: LoopRefusal, in response: inout HTTPResponse)

  /// A connection ended before it could carry a message, for want of TLS or of its absence.
  mutating func handshakeFailed(_ reason: String, peer: Peer)

  /// A CONNECT that was granted leads to an address that may not be reached; its client gets a 403.
  mutating func tunnelRefused(to host: String, _ reason: String, peer: Peer)

  /// The loop is about to stop: the last chance to complete what waits.
  mutating func willStop(context: inout LoopContext)
}

extension Application {
  package mutating func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) {}

  package mutating func passes(
    _ head: HTTPRequestView, peer: Peer, context: inout LoopContext
  ) -> OutgoingRequest? { nil }

  package func passedAnswer(_ head: HTTPReceivedResponse) -> HTTPResponse {
    HTTPResponse(status: head.status)
  }

  package mutating func passFailed(_ result: OutgoingResult, response: inout HTTPResponse) {
    response.status = 502
  }

  package func describe(_ refusal: LoopRefusal, in response: inout HTTPResponse) {
    response.setField(.contentType, "text/plain; charset=utf-8")
    response.body += "\(refusal)\n".utf8
  }

  package mutating func handshakeFailed(_ reason: String, peer: Peer) {}

  package mutating func tunnelRefused(to host: String, _ reason: String, peer: Peer) {}

  package mutating func willStop(context: inout LoopContext) {}
}

/// Names one request and its response within a loop.
package struct ExchangeID: Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  init(slot: Int, serial: UInt32) {
    rawValue = UInt64(UInt32(truncatingIfNeeded: slot)) << 32 | UInt64(serial)
  }

  /// The place of its connection in the table.
  var slot: Int { Int(rawValue >> 32) }
}

/// What becomes of a request that an application was given.
package enum Disposition: Sendable {
  /// The response goes out now.
  case reply
  /// The response, or the fault, comes after a delay in real time.
  case replyAfter(Duration, ConnectionFault?)
  /// There is no regular response.
  case fault(ConnectionFault)
  /// ``LoopContext/complete(_:_:)`` will be called.
  case later
  /// A CONNECT is granted: what follows on the connection goes to that end.
  case tunnel(TunnelEnd)
}

/// A way for a server to misbehave.
package enum ConnectionFault: Sendable, Equatable, CaseIterable {
  /// The connection ends with a RST.
  case reset
  /// The connection ends without an answer.
  case close
  /// No answer ever comes; the connection stays open.
  case stall
  /// Half of the response comes, then the connection ends.
  case truncate
  /// Bytes come that are not HTTP, then the connection ends.
  case garbage
}

/// Who is at the other end of a connection.
package struct Peer: Sendable {
  package let socketAddress: SocketAddress

  package init(socketAddress: SocketAddress) { self.socketAddress = socketAddress }

  /// Whether the other end is on this machine.
  package var isLoopback: Bool { socketAddress.isLoopback }

  /// The address without the port, as text.
  package var address: String { socketAddress.host }
}

/// Where the bytes go that a client sends behind a CONNECT.
package enum TunnelEnd: Sendable {
  /// They are requests to this server, over TLS where there is a context.
  case here(TLSContext?)
  /// They are not looked at.
  case elsewhere(host: String, port: UInt16, Reach)
}

/// Why the loop answers a request itself.
package enum LoopRefusal: Sendable, Equatable, CustomStringConvertible {
  /// 503: the server has as many connections as it may have.
  case tooManyConnections
  /// 408: the request did not come whole in time (RFC 9110 section 15.5.9).
  case requestTooSlow
  /// 400: the port speaks TLS and the client does not.
  case plainHTTP
  /// 501: a CONNECT inside TLS asked for TLS once more.
  case nestedTLS
  /// 403, 502 or 504: no connection to the target of a CONNECT.
  case tunnelFailed(host: String, reason: String, status: Int)

  package var status: Int {
    switch self {
    case .tooManyConnections: 503
    case .requestTooSlow: 408
    case .plainHTTP: 400
    case .nestedTLS: 501
    case .tunnelFailed(_, _, let status): status
    }
  }

  package var description: String {
    switch self {
    case .tooManyConnections: "too many connections"
    case .requestTooSlow: "the request took too long to arrive"
    case .plainHTTP: "this port speaks https: use https:// in the URL"
    case .nestedTLS: "TLS inside TLS is not supported"
    case .tunnelFailed(let host, let reason, _): "no connection to \(host): \(reason)"
    }
  }
}

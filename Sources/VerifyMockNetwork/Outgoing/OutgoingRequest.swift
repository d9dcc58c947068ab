package import VerifyMockHTTP
package import VerifyMockTLS

/// A request that the application asks the loop to send, over a new connection.
package struct OutgoingRequest: Sendable, Equatable {
  /// An address literal or a name; a name other than localhost is looked up on another thread.
  package var host: String
  package var port: UInt16
  package var message: HTTPRequest
  /// Whom a server over TLS has to prove itself to; nil for a request in clear.
  package var trust: TLSTrust?
  /// How long all of it may take, up to the last byte of the answer; where it is passed on, how long
  /// nothing may move.
  package var timeout: Duration
  /// How large the answer may be.
  package var limits: HTTPLimits
  /// Whether an answer whose content is larger than allowed is none; else it has no content.
  package var wantsBody = true
  /// Which addresses it may go to.
  package var reach = Reach.anywhere

  package init(
    host: String, port: UInt16, message: HTTPRequest, trust: TLSTrust? = nil,
    timeout: Duration = .seconds(5), limits: HTTPLimits = HTTPLimits()
  ) {
    self.host = host
    self.port = port
    self.message = message
    self.trust = trust
    self.timeout = timeout
    self.limits = limits
  }
}

/// Names one outgoing request within a loop.
package struct OutgoingID: Hashable, Sendable {
  package let rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// How an outgoing request ended.
package enum OutgoingResult: Sendable, Equatable {
  /// An answer came, whatever its status.
  case answered(HTTPReceivedResponse)
  /// Nobody listens there.
  case refused
  /// The time was over first.
  case timedOut
  /// The connection broke, or closed before the answer was whole.
  case reset
  /// What came is not an HTTP response, or is larger than allowed.
  case badResponse(HTTPRefusal)
  /// The name has no address, or there is no way to the address; the system's words for it.
  case unreachable(String)
  /// No connection may be made to the address; why.
  case forbidden(String)
  /// The request holds bytes that HTTP forbids in their place; nothing was sent.
  case unsendable
  /// The loop stopped first.
  case stopped
}

extension OutgoingResult {
  /// How it ended, as text.
  package var text: String {
    switch self {
    case .answered(let answer): "answered with \(answer.status)"
    case .refused: "nobody listens there"
    case .timedOut: "no answer came in time"
    case .reset: "the connection broke"
    case .badResponse: "the answer is not HTTP"
    case .unreachable(let why), .forbidden(let why): why
    case .unsendable: "the address can't stand in a request"
    case .stopped: "the server stopped"
    }
  }
}

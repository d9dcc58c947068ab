package import VerifyMockHTTP

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
  /// How it ended, in words.
  var text: String {
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

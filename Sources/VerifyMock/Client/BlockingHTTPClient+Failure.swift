import VerifyMockHTTP

extension BlockingHTTPClient {
  /// Why a request got no answer.
  package enum Failure: Error, Sendable, Equatable {
    case unreachable(String)
    /// No connection came about in time.
    case connectTimedOut
    /// The connection was there, and keys were not agreed on in time.
    case handshakeTimedOut
    /// The request went out, and no whole answer came in time.
    case timedOut
    /// The server did not prove to be the one that was asked for; nothing was sent to it.
    case untrusted(String)
    /// The proxy gave no way to the server.
    case proxyRefused(String)
    /// TLS can't be spoken here at all.
    case unavailable(String)
    case broken(String)
  }
}

extension BlockingHTTPClient.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let reason): "the endpoint can't be reached: \(reason)"
    case .connectTimedOut: "no connection came about in time"
    case .handshakeTimedOut: "the TLS handshake was not over in time"
    case .timedOut: "no answer came in time"
    case .untrusted(let reason): "no TLS connection came about: \(reason)"
    case .proxyRefused(let reason): "the proxy refused the way to the endpoint: \(reason)"
    case .unavailable(let reason): reason
    case .broken(let reason): reason
    }
  }
}

extension BlockingHTTPClient {
  /// Why an answer is not one of HTTP/1.
  static func text(of refusal: HTTPRefusal) -> String {
    switch refusal {
    case .truncated: "the connection was closed before the answer was whole"
    case .bodyTooLarge: "the answer's body is larger than 16 MiB"
    case .fieldSectionTooLarge, .tooManyFields: "the answer's header is too large"
    case .malformedStatusLine: "the answer does not begin with a proper HTTP status line"
    case .repeatedContentLength: "the answer has two Content-Length fields that differ"
    default: "the answer breaks HTTP: " + words(of: "\(refusal)")
    }
  }

  /// `invalid chunk size`
  private static func words(of name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }
}

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

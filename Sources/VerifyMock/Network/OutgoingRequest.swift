package import VerifyMockHTTP
package import VerifyMockTLS

/// A request that the application asks the loop to send, over a connection of its own.
package struct OutgoingRequest: Sendable, Equatable {
  /// An address literal or a name; a name other than localhost is looked up on another thread.
  package var host: String
  package var port: UInt16
  package var message: HTTPRequest
  /// Whom a server over TLS has to prove itself to; nil for a request in clear.
  package var trust: TLSTrust?
  /// How long all of it may take, up to the last byte of the answer.
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

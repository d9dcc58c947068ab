package import VerifyMockHTTP

/// A request that the application asks the loop to send, over a connection of its own.
package struct OutgoingRequest: Sendable, Equatable {
  /// An address literal or a name; a name other than localhost is looked up on another thread.
  package var host: String
  package var port: UInt16
  package var message: HTTPRequest
  /// How long all of it may take, up to the last byte of the answer.
  package var timeout: Duration
  /// How large the answer may be.
  package var limits: HTTPLimits
  /// Whether an answer whose content is larger than allowed is none; else it has no content.
  package var wantsBody = true

  package init(
    host: String, port: UInt16, message: HTTPRequest, timeout: Duration = .seconds(5),
    limits: HTTPLimits = HTTPLimits()
  ) {
    self.host = host
    self.port = port
    self.message = message
    self.timeout = timeout
    self.limits = limits
  }
}

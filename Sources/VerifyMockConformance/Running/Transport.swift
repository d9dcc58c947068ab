package import VerifyMockCore
package import VerifyMockHTTP

/// Carries requests to the endpoint under check: the engine in memory, a socket, or a test's own.
package protocol Transport {
  /// Sends a request and waits for its answer.
  mutating func send(_ request: BuiltRequest) -> Delivery

  /// Sends requests so that they are answered as nearly at once as can be.
  mutating func sendTogether(_ requests: [BuiltRequest]) -> [Delivery]

  /// The code that a recipient was sent; nil when none comes in time.
  mutating func code(for wanted: WantedCode) -> String?

  /// Lets so much time pass at the endpoint; false when that can't be done or would take too long.
  ///
  /// - Parameter isPacing: whether it only keeps under a documented rate.
  mutating func pass(_ interval: Interval, isPacing: Bool) -> Bool

  /// The callbacks that arrived so far; nil without a listener.
  mutating func callbacks() -> [CallbackRequest]?

  /// What time it is at the endpoint.
  var now: Instant { get }
}

extension Transport {
  package mutating func callbacks() -> [CallbackRequest]? { nil }
}

/// What became of a request.
package enum Delivery: Sendable {
  case answered(HTTPReceivedResponse, after: Interval)
  case failed(String)
}

/// Whose code is asked for.
package struct WantedCode: Sendable {
  package let recipient: String
  package let verification: String
  package let channel: String
  /// Whether another verification's code will not do.
  package var isExact = false

  package init(recipient: String, verification: String, channel: String) {
    self.recipient = recipient
    self.verification = verification
    self.channel = channel
  }
}

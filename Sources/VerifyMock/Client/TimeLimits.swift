/// How long each phase of a request may take.
package struct TimeLimits: Sendable {
  /// Until there is a connection, to the proxy where there is one.
  package var connect: Duration
  /// Until keys are agreed on; of a proxy, until it has found the way.
  package var handshake: Duration
  /// From the first byte of the request to the last one of the answer.
  package var response: Duration

  /// The same for each phase.
  package init(_ each: Duration = .seconds(10)) {
    connect = each
    handshake = each
    response = each
  }
}

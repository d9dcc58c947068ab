/// What becomes of a request that an application was given.
package enum Handling: Sendable {
  /// The response goes out now.
  case reply
  /// The response, or the fault, comes after a delay in real time.
  case replyAfter(Duration, Fault?)
  /// There is no regular response.
  case fault(Fault)
  /// ``LoopContext/complete(_:_:)`` will be called.
  case later
  /// A CONNECT is granted: what follows on the connection goes to that end.
  case tunnel(TunnelEnd)
}

/// What becomes of a request that an application was given.
package enum Handling: Sendable, Equatable {
  /// The response goes out now.
  case reply
  /// The response, or the fault, comes after a delay in real time.
  case replyAfter(Duration, Fault?)
  /// There is no regular response.
  case fault(Fault)
  /// ``LoopContext/complete(_:_:)`` will be called.
  case later
}

/// A way for a server to misbehave.
package enum Fault: Sendable, Equatable, CaseIterable {
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

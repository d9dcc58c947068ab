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

package import VerifyMockHTTP

/// How an outgoing request ended.
package enum OutgoingResult: Sendable {
  /// An answer came, whatever its status.
  case answered(OutgoingAnswer)
  /// Nobody listens there.
  case refused
  /// The time was over first.
  case timedOut
  /// The connection broke, or closed before an answer was whole.
  case reset
  /// What came is not an HTTP response.
  case badResponse(HTTPRefusal)
  /// The name has no address, or there is no way to the address.
  case unreachable(String)
  /// The request holds bytes that HTTP forbids in its place; nothing was sent.
  case unsendable
  /// The loop stopped first.
  case stopped
}

/// The answer to an outgoing request.
package struct OutgoingAnswer: Sendable {
  package var status: Int
  /// Names as received, values trimmed.
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]
}

package import VerifyMockJSON

/// Why a request's arguments cannot be read.
package enum UnreadableReason: Equatable, Sendable {
  case syntax(JSONSyntaxError)
  /// The body's media type is not one that can be read here; the types that can.
  case mediaType(String, expected: [String])
  /// A percent sign that begins no encoding, or bytes that are not UTF-8.
  case encoding(location: String)
}

/// Why a mock server can't do what it was asked: what is wrong, where and what would mend it.
public struct MockServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, with its place where there is one.
  public let message: String

  package init(_ message: String) {
    self.message = message
  }

  /// The message.
  public var description: String { message }
}

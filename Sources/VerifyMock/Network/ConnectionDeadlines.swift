/// How long a client may take.
package struct ConnectionDeadlines: Sendable {
  /// From the first byte of a request to the end of its fields.
  package var head = Duration.seconds(10)
  /// For all of a request's content.
  package var body = Duration.seconds(30)
  /// Between requests.
  package var idle = Duration.seconds(75)
  /// Without taking a byte of what is to be sent.
  package var write = Duration.seconds(30)
  /// To close its side once the last answer is sent.
  package var linger = Duration.seconds(5)

  package init() {}
}

/// A request that the application asks the loop to send, over a connection of its own.
package struct OutgoingRequest: Sendable {
  package var method: String
  /// An address literal or a name; a name other than localhost is resolved on a thread of its own.
  package var host: String
  package var port: UInt16
  /// What the request line names: path and query, encoded.
  package var target: String
  /// Names and values; Host, Content-Length and Connection are added where they are missing.
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]
  /// How long all of it may take, from now to the last byte of the answer.
  package var timeout: Duration

  package init(
    method: String, host: String, port: UInt16, target: String,
    fields: [(name: String, value: String)] = [], body: [UInt8] = [],
    timeout: Duration = .seconds(5)
  ) {
    self.method = method
    self.host = host
    self.port = port
    self.target = target
    self.fields = fields
    self.body = body
    self.timeout = timeout
  }
}

/// Names one outgoing request within a loop.
package struct OutgoingID: Hashable, Sendable {
  package let rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
}

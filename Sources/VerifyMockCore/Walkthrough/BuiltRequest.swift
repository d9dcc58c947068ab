/// A request that was put together from a provider's documents.
package struct BuiltRequest: Sendable {
  package var method: String
  /// Path and query, encoded.
  package var target: String
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]

  package init(
    method: String, target: String, fields: [(name: String, value: String)], body: [UInt8]
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }

  /// The request as HTTP/1.1 bytes for a host.
  package func bytes(host: String) -> [UInt8] {
    var text = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    if !body.isEmpty || method == "POST" || method == "PUT" || method == "PATCH" {
      text += "Content-Length: \(body.count)\r\n"
    }
    return Array((text + "\r\n").utf8) + body
  }
}

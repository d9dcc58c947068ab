/// One request to be sent.
package struct HTTPRequest: Sendable, Equatable {
  /// A token; GET unless set.
  package var method: String
  /// A path that begins with "/", with its query, encoded as it shall be sent.
  package var target: String
  /// Host and port, as the Host field has them.
  package var host: String
  /// Complete field lines, written by ``addField(_:_:)``; neither Host nor those of framing.
  package private(set) var fields: [UInt8]
  package var body: [UInt8]
  /// Whether the server is asked to close the connection after its answer.
  package var closesConnection: Bool

  package init(method: String = "GET", target: String, host: String, body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.host = host
    self.body = body
    fields = []
    closesConnection = false
  }

  /// Adds a field of our own; a byte that a value can't have becomes "?".
  package mutating func setField(_ name: HTTPFieldName, _ value: String) {
    HTTPFieldLine.append(name, value, to: &fields)
  }

  /// Copies a field of a message that was received, except Host and those that the serializer
  /// writes.
  package mutating func copyField(_ name: Bytes, _ value: Bytes) {
    guard !name.equalsIgnoringCase("host") else { return }
    _ = HTTPFieldLine.append(name, value, to: &fields)
  }

  /// Adds a field line; false, and nothing written, when it can't be represented.
  package mutating func addField(_ name: Bytes, _ value: Bytes) -> Bool {
    !name.equalsIgnoringCase("host") && HTTPFieldLine.append(name, value, to: &fields)
  }

  /// Adds a field line; false, and nothing written, when it can't be represented.
  package mutating func addField(_ name: String, _ value: String) -> Bool {
    var name = name
    var value = value
    return name.withUTF8 { name in value.withUTF8 { addField(name, $0) } }
  }
}

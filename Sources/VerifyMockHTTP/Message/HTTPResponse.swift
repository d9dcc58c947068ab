import VerifyMockJSON

/// One response being built; its storage is used again for the next one.
package struct HTTPResponse: Sendable, Equatable {
  package var status: Int
  /// What stands behind the status in place of the registered phrase; empty for that.
  package private(set) var reason: [UInt8] = []
  /// Complete field lines, `Name: value` and CRLF each; written by ``addField(_:_:)``.
  ///
  /// Never Content-Length, Date, Connection or Transfer-Encoding: the serializer knows those.
  package var fields: [UInt8]
  package var body: [UInt8]
  /// What is stated of the content's length.
  package var length = HTTPMessageLength.ofBody
  /// Whether the connection ends after this response, whatever the client asked for.
  package var closesConnection: Bool

  package init(status: Int = 200) {
    self.status = status
    fields = []
    body = []
    closesConnection = false
  }

  /// Makes it an empty 200 again and keeps the storage.
  package mutating func reset() {
    status = 200
    if !reason.isEmpty { reason = [] }
    fields.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: true)
    closesConnection = false
    length = .ofBody
  }

  /// Says in the status line why, where many clients show nothing else; false, and nothing set,
  /// when a byte can't stand there or the text is longer than 200.
  @discardableResult
  package mutating func setReason(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 200, bytes.withUnsafeBufferPointer({ HTTPFieldLine.isValue($0) }) else {
      return false
    }
    reason = bytes
    return true
  }

  /// Adds a field of our own; a byte that a value can't have becomes "?".
  package mutating func setField(_ name: HTTPFieldName, _ value: String) {
    HTTPFieldLine.append(name, value, to: &fields)
  }

  /// Copies a field of a message that was received, except those that the serializer writes.
  package mutating func copyField(_ name: Bytes, _ value: Bytes) {
    _ = HTTPFieldLine.append(name, value, to: &fields)
  }

  /// Adds a field line; false, and nothing written, when RFC 9110 section 5 forbids a byte of it
  /// or the field is one that the serializer writes.
  package mutating func addField(_ name: Bytes, _ value: Bytes) -> Bool {
    HTTPFieldLine.append(name, value, to: &fields)
  }

  package mutating func addField(_ name: StaticString, _ value: Bytes) -> Bool {
    addField(Bytes(name), value)
  }

  package mutating func addField(_ name: StaticString, _ value: StaticString) -> Bool {
    addField(Bytes(name), Bytes(value))
  }

  package mutating func addField(_ name: StaticString, _ value: String) -> Bool {
    var value = value
    return value.withUTF8 { addField(Bytes(name), $0) }
  }

  package mutating func addField(_ name: String, _ value: String) -> Bool {
    var name = name
    var value = value
    return name.withUTF8 { name in value.withUTF8 { addField(name, $0) } }
  }
}

extension HTTPResponse {
  /// Makes it the answer to a message that was refused: JSON that says what and why, then close.
  package mutating func refuse(_ refusal: HTTPRefusal) {
    reset()
    status = refusal.status
    closesConnection = true
    setField(.contentType, "application/json")
    // The texts hold nothing that JSON escapes; a test looks.
    if refusal == .outOfRoom { setField(.retryAfter, "1") }
    body.append(contentsOf: Bytes("{\"error\":{\"what\":\""))
    body.append(contentsOf: Bytes(refusal.text))
    body.append(contentsOf: Bytes("\",\"where\":\"HTTP message\",\"hint\":\""))
    body.append(contentsOf: Bytes(refusal.rule))
    body.append(contentsOf: Bytes("\"}}"))
  }
}

/// What a message states of the length of its content.
package enum HTTPMessageLength: Sendable, Equatable {
  /// That of its body.
  case ofBody
  /// So many bytes, which follow apart from the message; of an answer to HEAD, none do.
  case fixed(Int)
  /// That it comes in chunks, which follow apart from the message.
  case chunked
  /// Nothing: the end of the connection is the end of an answer.
  case unknown
}

/// A response that a server has sent, owned.
package struct HTTPReceivedResponse: Sendable, Equatable {
  /// One field line, its value trimmed.
  package struct Field: Sendable, Equatable {
    package var name: [UInt8]
    package var value: [UInt8]
  }

  package var status: Int
  package var minorVersion: Int
  package var reason: [UInt8]
  package var fields: [Field]
  package var body: [UInt8]

  /// The value of the first field line with that name; names are compared without regard to case.
  package func value(of lowercasedName: String) -> [UInt8]? {
    fields.first { field in
      field.name.elementsEqual(lowercasedName.utf8) { ASCII.lowercased($0) == $1 }
    }?.value
  }
}

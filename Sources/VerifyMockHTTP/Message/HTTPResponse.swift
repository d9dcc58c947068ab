/// One response being built; its storage is used again for the next one.
package struct HTTPResponse: Sendable, Equatable {
  package var status: Int
  /// Complete field lines, `Name: value` and CRLF each; written by ``addField(_:_:)``.
  ///
  /// Never Content-Length, Date, Connection or Transfer-Encoding: the serializer knows those.
  package var fields: [UInt8]
  package var body: [UInt8]
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
    fields.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: true)
    closesConnection = false
  }

  /// Adds a field line; false, and nothing written, when RFC 9110 section 5 forbids a byte of it
  /// or the field is one that the serializer writes.
  package mutating func addField(_ name: Bytes, _ value: Bytes) -> Bool {
    guard Self.isFieldName(name), Self.isFieldValue(value), !Self.isFraming(name) else {
      return false
    }
    fields.append(contentsOf: name)
    fields.append(0x3A)
    fields.append(0x20)
    fields.append(contentsOf: value)
    fields.append(0x0D)
    fields.append(0x0A)
    return true
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

  /// Whether the bytes are a token (RFC 9110 section 5.1).
  package static func isFieldName(_ bytes: Bytes) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(ByteClass.isToken)
  }

  /// Whether the bytes hold no control character but tabs (RFC 9110 section 5.5).
  package static func isFieldValue(_ bytes: Bytes) -> Bool {
    bytes.allSatisfy(ByteClass.isFieldValue)
  }

  private static func isFraming(_ name: Bytes) -> Bool {
    switch name.count {
    case 4: name.equalsIgnoringCase("date")
    case 10: name.equalsIgnoringCase("connection")
    case 14: name.equalsIgnoringCase("content-length")
    case 17: name.equalsIgnoringCase("transfer-encoding")
    default: false
    }
  }
}

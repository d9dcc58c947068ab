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
  /// What is stated of the content's length.
  package var length = HTTPMessageLength.ofBody
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

/// Writes requests as bytes (RFC 9112 section 3).
package enum HTTPRequestSerializer {
  /// Appends a whole request; false, and nothing written, when method, target or host can't be
  /// represented.
  ///
  /// Host comes first. Content-Length is written when there is content, and for the methods that
  /// usually have some (RFC 9110 section 8.6).
  package static func append(request: HTTPRequest, to output: inout [UInt8]) -> Bool {
    guard isValid(request) else { return false }
    output.reserveCapacity(output.count + request.fields.count + request.body.count + 192)
    output.append(contentsOf: request.method.utf8)
    output.append(0x20)
    output.append(contentsOf: request.target.utf8)
    output.append(contentsOf: Bytes(" HTTP/1.1\r\nHost: "))
    output.append(contentsOf: request.host.utf8)
    output.append(contentsOf: Bytes("\r\n"))
    output.append(contentsOf: request.fields)
    var statedLength: Int?
    switch request.length {
    case .ofBody where request.body.isEmpty && !["POST", "PUT", "PATCH"].contains(request.method),
      .unknown:
      break
    case .ofBody: statedLength = request.body.count
    case .fixed(let count): statedLength = count
    case .chunked: output.append(contentsOf: Bytes("Transfer-Encoding: chunked\r\n"))
    }
    if let statedLength {
      output.append(contentsOf: Bytes("Content-Length: "))
      output.append(contentsOf: String(statedLength).utf8)
      output.append(contentsOf: Bytes("\r\n"))
    }
    if request.closesConnection { output.append(contentsOf: Bytes("Connection: close\r\n")) }
    output.append(contentsOf: Bytes("\r\n"))
    output.append(contentsOf: request.body)
    return true
  }

  private static func isValid(_ request: HTTPRequest) -> Bool {
    var method = request.method
    var target = request.target
    var host = request.host
    let isMethod = method.withUTF8 { HTTPFieldLine.isName($0) }
    let isTarget = target.withUTF8 { bytes in
      guard bytes.first == UInt8(ascii: "/") else { return bytes.equals("*") }
      return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
    }
    let isHost = host.withUTF8 { HTTPAuthority($0)?.host.isEmpty == false }
    return isMethod && isTarget && isHost
  }
}

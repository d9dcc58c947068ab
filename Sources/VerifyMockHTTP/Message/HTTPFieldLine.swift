/// A field line as it is written: no byte gets in that RFC 9110 section 5 forbids.
package enum HTTPFieldLine {
  /// Appends `name: value` and CRLF; false, and nothing written, when it can't be represented or
  /// the field is one of framing, which the serializers write themselves.
  package static func append(_ name: Bytes, _ value: Bytes, to output: inout [UInt8]) -> Bool {
    guard isName(name), isValue(value), !isFraming(name) else { return false }
    output.append(contentsOf: name)
    output.append(0x3A)
    output.append(0x20)
    output.append(contentsOf: value)
    output.append(0x0D)
    output.append(0x0A)
    return true
  }

  /// Whether the bytes are a token (RFC 9110 section 5.1).
  package static func isName(_ bytes: Bytes) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(ByteClass.isToken)
  }

  /// Whether the bytes hold no control character but tabs (RFC 9110 section 5.5).
  package static func isValue(_ bytes: Bytes) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var i = 0
    // Eight at a time as long as there is no control character, tabs included.
    while i &+ 8 <= bytes.count, ByteClass.controls(ByteClass.word(base + i)) == 0 { i &+= 8 }
    while i < bytes.count {
      guard ByteClass.isFieldValue(base[i]) else { return false }
      i &+= 1
    }
    return true
  }

  /// Whether the field is Content-Length, Transfer-Encoding, Connection or Date.
  package static func isFraming(_ name: Bytes) -> Bool {
    switch name.count {
    case 4: name.equalsIgnoringCase("date")
    case 10: name.equalsIgnoringCase("connection")
    case 14: name.equalsIgnoringCase("content-length")
    case 17: name.equalsIgnoringCase("transfer-encoding")
    default: false
    }
  }
}

/// The fields that this package writes itself, so that their names are known to be valid.
package enum HTTPFieldName: String, Sendable, CaseIterable {
  case allow = "Allow"
  case contentSecurityPolicy = "Content-Security-Policy"
  case contentType = "Content-Type"
  case maxForwards = "Max-Forwards"
  case mockAccount = "X-Verify-Mock-Account"
  case mockReason = "X-Verify-Mock-Reason"
  case retryAfter = "Retry-After"
  case via = "Via"
}

extension HTTPFieldLine {
  /// Appends a line of our own; a byte that a value can't have (RFC 9110 section 5.5) becomes "?".
  static func append(_ name: HTTPFieldName, _ value: String, to output: inout [UInt8]) {
    output.append(contentsOf: name.rawValue.utf8)
    output.append(contentsOf: ": ".utf8)
    for byte in value.utf8 {
      output.append(ByteClass.isFieldValue(byte) ? byte : UInt8(ascii: "?"))
    }
    output.append(contentsOf: "\r\n".utf8)
  }
}

/// The elements of a comma-separated field value, trimmed; empty ones are handed out as they are.
///
/// For values without quoted strings (RFC 9110 section 5.6.1).
package struct HTTPListElements: Sequence, IteratorProtocol {
  private let value: Bytes
  private var position = 0

  package init(_ value: Bytes) { self.value = value }

  package mutating func next() -> Bytes? {
    guard position <= value.count else { return nil }
    let end = value.offset(of: UInt8(ascii: ","), from: position) ?? value.count
    let element = value.slice(position, end).trimmed
    position = end + 1
    return element
  }
}

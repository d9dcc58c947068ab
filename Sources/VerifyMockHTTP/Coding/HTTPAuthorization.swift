import VerifyMockJSON

/// What the Authorization field of a request says (RFC 9110 section 11.6.2).
package enum HTTPAuthorization: Sendable, Equatable {
  /// There is none.
  case missing
  /// There is one that can't be read, or two that differ.
  case malformed
  /// A scheme other than Basic and Bearer.
  case unsupported
  case basic(HTTPBasicCredentials)
  /// The token of [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750): any visible characters.
  case bearer([UInt8])

  /// Reads the Authorization of a request.
  ///
  /// A field that is repeated with the same value counts once: one provider's Go client adds
  /// another copy at each call.
  package init(of request: HTTPRequestView) {
    var first: Bytes?
    for value in request.values(of: "authorization") {
      if let first, !first.equals(value) {
        self = .malformed
        return
      }
      first = value
    }
    self.init(first)
  }

  /// Reads the value of one Authorization field; nil is a field that is missing.
  package init(_ value: Bytes?) {
    guard let value else {
      self = .missing
      return
    }
    var end = 0
    while end < value.count, ByteClass.isToken(value[end]) { end += 1 }
    let scheme = value.slice(0, end)
    var start = end
    while start < value.count, value[start] == 0x20 { start += 1 }
    let rest = value.slice(start, value.count).trimmed
    let isSeparated = start > end || end == value.count
    guard end > 0, isSeparated else {
      self = .malformed
      return
    }
    if scheme.equalsIgnoringCase("basic") {
      self = HTTPBasicCredentials(encoded: rest).map { .basic($0) } ?? .malformed
    } else if scheme.equalsIgnoringCase("bearer") {
      let isVisible = !rest.isEmpty && rest.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      self = isVisible ? .bearer(Array(rest)) : .malformed
    } else {
      self = .unsupported
    }
  }
}

/// A user id and a secret, [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617).
package struct HTTPBasicCredentials: Sendable, Equatable {
  private let decoded: [UInt8]
  private let colon: Int

  /// What stands before the first colon; may be empty.
  package var id: ArraySlice<UInt8> { decoded[..<colon] }

  /// What stands after the first colon, further colons included; may be empty.
  package var secret: ArraySlice<UInt8> { decoded[(colon + 1)...] }

  /// Reads what stands after `Basic `: strict Base 64 of UTF-8 with a colon and no control
  /// characters; nil for anything else.
  package init?(encoded: Bytes) {
    guard let bytes = Base64.decode(encoded), let colon = bytes.firstIndex(of: 0x3A) else {
      return nil
    }
    let isText = bytes.withUnsafeBufferPointer { buffer in
      UTF8Sequence.isWellFormed(buffer) && buffer.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
    guard isText else { return nil }
    decoded = bytes
    self.colon = colon
  }

  /// The value of an Authorization field with these credentials.
  package static func field(id: String, secret: String) -> String {
    "Basic " + String(decoding: Base64.encode(Array("\(id):\(secret)".utf8)), as: UTF8.self)
  }
}

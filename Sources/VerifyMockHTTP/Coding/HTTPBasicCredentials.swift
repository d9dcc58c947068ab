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
      buffer.isUTF8 && buffer.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
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

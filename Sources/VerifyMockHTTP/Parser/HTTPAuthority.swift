import VerifyMockJSON

/// `uri-host [ ":" port ]`: what a Host field and the authority of a target hold.
///
/// No user information: an `http` URI with it is to be treated as an error (RFC 9110 section
/// 4.2.4). An empty host is syntactically one; who asks decides.
package struct HTTPAuthority {
  package let host: Bytes
  /// nil when there is no port, or an empty one.
  package let port: Int?

  /// Nil when the bytes are no host with an optional port.
  package init?(_ bytes: Bytes) {
    var end = 0
    if bytes.first == UInt8(ascii: "[") {
      guard let close = bytes.offset(of: UInt8(ascii: "]")), close > 2 else { return nil }
      guard Self.isAddressLiteral(bytes.slice(1, close)) else { return nil }
      end = close + 1
    } else {
      while end < bytes.count {
        let byte = bytes[end]
        if byte == UInt8(ascii: "%") {
          guard end + 2 < bytes.count, ASCII.hexValue(bytes[end + 1]) != nil,
            ASCII.hexValue(bytes[end + 2]) != nil
          else { return nil }
          end += 3
        } else if ByteClass.isRegisteredName(byte) {
          end += 1
        } else {
          break
        }
      }
    }
    host = bytes.slice(0, end)
    guard end < bytes.count else {
      port = nil
      return
    }
    guard bytes[end] == UInt8(ascii: ":") else { return nil }
    var value = 0
    for byte in bytes.slice(end + 1, bytes.count) {
      guard ASCII.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
      if value > 65535 { return nil }
    }
    port = end + 1 == bytes.count ? nil : value
  }

  /// IPv6 or IPvFuture, by their alphabet and colons: enough to keep anything else out.
  private static func isAddressLiteral(_ bytes: Bytes) -> Bool {
    if bytes[0] | 0x20 == UInt8(ascii: "v") {
      return bytes.allSatisfy { ByteClass.isRegisteredName($0) || $0 == UInt8(ascii: ":") }
    }
    var colons = 0
    for byte in bytes {
      if byte == UInt8(ascii: ":") {
        colons += 1
      } else if ASCII.hexValue(byte) == nil, byte != UInt8(ascii: ".") {
        return false
      }
    }
    return colons >= 2 && colons <= 7
  }
}

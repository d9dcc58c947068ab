/// The media type of a Content-Type field
/// ([RFC 9110, section 8.3.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1)).
package enum MediaType {
  /// Type and subtype in lower case, without parameters and spaces: `application/json`.
  ///
  /// Nothing is checked: what is no media type comes back in lower case.
  package static func essence(of value: [UInt8]) -> String {
    var type: [UInt8] = []
    for byte in value {
      if byte == UInt8(ascii: ";") { break }
      if byte == 0x20 || byte == 0x09 { continue }
      type.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
    }
    return String(decoding: type, as: UTF8.self)
  }
}

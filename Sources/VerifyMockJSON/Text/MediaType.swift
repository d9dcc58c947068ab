/// The media type of a Content-Type field
/// ([RFC 9110, section 8.3.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1)).
package enum MediaType {
  /// Type and subtype in lower case, without parameters and spaces: `application/json`.
  ///
  /// Nothing is checked: what is no media type comes back in lower case.
  package static func essence(of value: some Collection<UInt8>) -> String {
    let type = value.prefix { $0 != UInt8(ascii: ";") }
    let bytes = type.filter { $0 != 0x20 && $0 != 0x09 }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}

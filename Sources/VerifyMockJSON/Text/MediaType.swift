/// The media type of a Content-Type field
/// ([RFC 9110, section 8.3.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1)).
package struct MediaType: Sendable {
  /// Type and subtype in lower case: `application/json`.
  package let essence: String
  /// The parameters in order, names in lower case; of a quoted value what stands between the
  /// quotes, escapes unmodified.
  package let parameters: [(name: String, value: String)]

  /// Type and subtype in lower case, without parameters and spaces.
  ///
  /// Nothing is checked: what is no media type comes back in lower case.
  package static func essence(of value: [UInt8]) -> String {
    var type: [UInt8] = []
    type.reserveCapacity(value.count)
    for byte in value {
      if byte == UInt8(ascii: ";") { break }
      if !isBlank(byte) { type.append(ASCII.lowercased(byte)) }
    }
    return String(decoding: type, as: UTF8.self)
  }

  /// Nil unless the value is a media type with well-formed parameters.
  package init?(_ value: [UInt8]) {
    var rest = value[...]
    let type = Self.takeToken(&rest)
    guard !type.isEmpty, rest.popFirst() == UInt8(ascii: "/") else { return nil }
    let subtype = Self.takeToken(&rest)
    guard !subtype.isEmpty else { return nil }
    essence = (type + "/" + subtype).lowercased()
    var parameters: [(name: String, value: String)] = []
    while true {
      rest = rest.drop(while: Self.isBlank)
      guard let separator = rest.popFirst() else { break }
      guard separator == UInt8(ascii: ";") else { return nil }
      rest = rest.drop(while: Self.isBlank)
      let name = Self.takeToken(&rest)
      // Between two semicolons nothing need stand.
      if name.isEmpty { continue }
      guard rest.popFirst() == UInt8(ascii: "="), let value = Self.takeValue(&rest) else {
        return nil
      }
      parameters.append((name.lowercased(), value))
    }
    self.parameters = parameters
  }

  /// Whether the content is JSON: `application/json`, `text/json`, or a subtype that ends in
  /// `+json` (RFC 6839).
  package var isJSON: Bool {
    essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json")
  }

  /// The character set named.
  package var charset: String? { parameters.first { $0.name == "charset" }?.value }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func takeToken(_ rest: inout ArraySlice<UInt8>) -> String {
    let token = rest.prefix { byte in
      ASCII.isLetter(byte) || ASCII.isDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
    rest = rest[token.endIndex...]
    return String(decoding: token, as: UTF8.self)
  }

  private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard rest.first == UInt8(ascii: "\"") else {
      let token = takeToken(&rest)
      return token.isEmpty ? nil : token
    }
    rest.removeFirst()
    var value: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      value.append(byte)
      if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() { value.append(escaped) }
      if rest.isEmpty { return nil }
    }
    return String(decoding: value, as: UTF8.self)
  }
}

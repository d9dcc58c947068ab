/// The media type of a Content-Type field, as runs of its bytes (RFC 9110 section 8.3.1).
package struct MediaType {
  package let type: Bytes
  package let subtype: Bytes
  private let parameters: Bytes

  /// Nil unless the value is a media type with well-formed parameters.
  package init?(_ value: Bytes) {
    let slash = Self.tokenEnd(value, 0)
    guard slash > 0, slash < value.count, value[slash] == UInt8(ascii: "/") else { return nil }
    let end = Self.tokenEnd(value, slash + 1)
    guard end > slash + 1 else { return nil }
    type = value.slice(0, slash)
    subtype = value.slice(slash + 1, end)
    parameters = value.slice(end, value.count)
    var position = 0
    while position < parameters.count {
      guard Self.nextParameter(parameters, &position) != nil else { return nil }
    }
  }

  /// Whether the content is JSON: `application/json`, `text/json`, or a subtype that ends in
  /// `+json` (RFC 6839).
  package var isJSON: Bool {
    if subtype.equalsIgnoringCase("json") {
      return type.equalsIgnoringCase("application") || type.equalsIgnoringCase("text")
    }
    return subtype.slice(subtype.count - 5, subtype.count).equalsIgnoringCase("+json")
  }

  /// Whether the content is `application/x-www-form-urlencoded`.
  package var isForm: Bool { matches("application", "x-www-form-urlencoded") }

  /// The character set named, without its quotes.
  package var charset: Bytes? { parameter("charset") }

  /// Whether type and subtype are these, without regard to case.
  package func matches(_ type: StaticString, _ subtype: StaticString) -> Bool {
    self.type.equalsIgnoringCase(type) && self.subtype.equalsIgnoringCase(subtype)
  }

  /// The first parameter with that name; of a quoted one what stands between the quotes, escapes
  /// as they are.
  package func parameter(_ lowercasedName: StaticString) -> Bytes? {
    var position = 0
    while position < parameters.count {
      guard let found = Self.nextParameter(parameters, &position) else { return nil }
      if found.name.equalsIgnoringCase(lowercasedName) { return found.value }
    }
    return nil
  }

  private static func tokenEnd(_ text: Bytes, _ start: Int) -> Int {
    var i = start
    while i < text.count, ByteClass.isToken(text[i]) { i += 1 }
    return i
  }

  private static func skipBlanks(_ text: Bytes, _ position: inout Int) {
    while position < text.count, ByteClass.isBlank(text[position]) { position += 1 }
  }

  /// Reads `OWS ";" OWS [ name "=" value ]`; an empty parameter has an empty name.
  private static func nextParameter(
    _ text: Bytes, _ position: inout Int
  ) -> (name: Bytes, value: Bytes)? {
    skipBlanks(text, &position)
    if position == text.count { return (.none, .none) }
    guard text[position] == UInt8(ascii: ";") else { return nil }
    position += 1
    skipBlanks(text, &position)
    let nameEnd = tokenEnd(text, position)
    let name = text.slice(position, nameEnd)
    position = nameEnd
    if name.isEmpty { return (.none, .none) }
    guard position < text.count, text[position] == UInt8(ascii: "=") else { return nil }
    position += 1
    guard position < text.count else { return nil }
    if text[position] != UInt8(ascii: "\"") {
      let end = tokenEnd(text, position)
      defer { position = end }
      return end > position ? (name, text.slice(position, end)) : nil
    }
    let start = position + 1
    var i = start
    while i < text.count, text[i] != UInt8(ascii: "\"") {
      i += text[i] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard i < text.count else { return nil }
    position = i + 1
    return (name, text.slice(start, i))
  }
}

extension JSONValue {
  /// The same value as a document holds at a place.
  ///
  /// Lone surrogates in strings become U+FFFD.
  package init(_ element: JSONElement) {
    switch element.kind {
    case .null: self = .null
    case .true: self = .bool(true)
    case .false: self = .bool(false)
    case .number: self = .number(element.rawText)
    case .string: self = .string(element.string ?? "")
    case .array: self = .array(element.elements.map { JSONValue($0) })
    case .object:
      self = .object(
        element.members.map { JSONMember($0.key.string ?? "", JSONValue($0.value)) })
    }
  }

  /// Reads one strict JSON text.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    self.init(try JSONDocument(bytes).root)
  }

  /// Reads one strict JSON text.
  package init(parsing text: String) throws(JSONSyntaxError) {
    self.init(try JSONDocument(text).root)
  }

  package func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .number(let text): writer.number(text)
    case .string(let value): writer.string(value)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.key)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }

  /// The value as a JSON text.
  package func bytes(isPretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(isPretty: isPretty)
    write(to: &writer)
    return writer.bytes
  }

  /// The value as a JSON text.
  package func text(isPretty: Bool = false) -> String {
    String(decoding: bytes(isPretty: isPretty), as: UTF8.self)
  }
}

extension JSONValue {
  /// A text as a JSON string, quotes included.
  package static func quoted(_ text: some StringProtocol) -> String {
    JSONValue.string(String(text)).text()
  }
}

extension JSONValue: CustomStringConvertible {
  package var description: String { text() }
}

/// A value in a document, with the document: for code that reads configuration.
package struct JSONElement: Sendable {
  package let document: JSONDocument
  package let index: Int

  package init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  package var node: JSONNode { document.nodes[index] }
  package var kind: JSONKind { node.kind }
  package var position: TextPosition { document.position(of: offset) }

  /// The offset of the value's first byte, the opening quote included.
  package var offset: Int { Int(node.start) - (kind == .string ? 1 : 0) }

  /// The decoded bytes of a string; nil for another kind.
  package var stringBytes: [UInt8]? {
    guard kind == .string else { return nil }
    let range = Int(node.start)..<Int(node.end)
    if !node.isEscaped { return Array(document.bytes[range]) }
    return document.bytes.withUnsafeBufferPointer {
      JSONEscapes.decoded(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  /// The decoded bytes of a string, without a copy where nothing has to be decoded; nil for another
  /// kind.
  package var stringSlice: ArraySlice<UInt8>? {
    guard kind == .string else { return nil }
    if node.isEscaped { return stringBytes?[...] }
    return document.bytes[Int(node.start)..<Int(node.end)]
  }

  package var string: String? { stringBytes.map { String(decoding: $0, as: UTF8.self) } }

  package var bool: Bool? {
    switch kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The text of a number as it stands; nil for another kind.
  package var numberText: String? {
    kind == .number ? rawText : nil
  }

  /// A number without fraction or exponent that fits; nil otherwise.
  package var int: Int? { numberText.flatMap { Int($0) } }

  /// The bytes of the value as they stand in the text, quotes included.
  package var rawText: String {
    let quote = kind == .string ? 1 : 0
    return String(
      decoding: document.bytes[Int(node.start) - quote..<Int(node.end) + quote], as: UTF8.self)
  }

  /// The elements of an array, or nothing.
  package var elements: [JSONElement] {
    guard kind == .array else { return [] }
    var result: [JSONElement] = []
    var at = index + 1
    for _ in 0..<node.count {
      result.append(JSONElement(document: document, index: at))
      at = Int(document.nodes[at].next)
    }
    return result
  }

  /// The members of an object in the order of the text, or nothing.
  package var members: [(key: JSONElement, value: JSONElement)] {
    // Spelt with its labels: adding them to a finished array would cast each element.
    var result: [(key: JSONElement, value: JSONElement)] = []
    result.reserveCapacity(Int(node.count))
    forEachMember { result.append(($0, $1)) }
    return result
  }

  /// Visits the members of an object in the order of the text; nothing of another kind.
  package func forEachMember(_ visit: (_ key: JSONElement, _ value: JSONElement) -> Void) {
    guard kind == .object else { return }
    var at = index + 1
    for _ in 0..<node.count {
      visit(
        JSONElement(document: document, index: at), JSONElement(document: document, index: at + 1))
      at = Int(document.nodes[at + 1].next)
    }
  }

  /// The value of the first member with this key, compared by bytes.
  package subscript(key: String) -> JSONElement? {
    var key = key
    let index = index
    let found = key.withUTF8 { key in
      document.withView { $0.at(index).member(key)?.index }
    }
    return found.map { JSONElement(document: document, index: $0) }
  }
}

package import VerifyMockJSON

/// The composed text of a contract, with the way back to the documents that it was made of.
package struct ContractText: Sendable {
  /// The composed document: what is compiled, in OpenAPI 3.1.
  package let document: JSONDocument
  let sources: [ContractSource]
  /// Which bytes of which source the bytes of the composed document are, in ascending order.
  let segments: [Segment]

  /// A run of bytes that stands in a source as it stands in the composed document.
  struct Segment: Sendable {
    /// Where the run begins in the composed document.
    var start: Int
    var source: Int
    var sourceStart: Int
    /// False for bytes that were made up: all of them come from one place in the source.
    var isVerbatim: Bool
  }

  var root: Int { 0 }

  func kind(_ index: Int) -> JSONKind { document.nodes[index].kind }

  /// The decoded text of a string; nil for another kind.
  func string(_ index: Int) -> String? {
    let node = document.nodes[index]
    guard node.kind == .string else { return nil }
    let range = Int(node.start)..<Int(node.end)
    if node.isEscaped {
      return JSONElement(document: document, index: index).string
    }
    return String(decoding: document.bytes[range], as: UTF8.self)
  }

  func string(_ index: Int?) -> String? {
    index.flatMap { string($0) }
  }

  func bool(_ index: Int?) -> Bool? {
    switch index.map({ kind($0) }) {
    case .true: true
    case .false: false
    default: nil
    }
  }

  func double(_ index: Int?) -> Double? {
    guard let index, kind(index) == .number else { return nil }
    return Double(String(decoding: json(index), as: UTF8.self))
  }

  func int(_ index: Int?) -> Int? {
    guard let index, kind(index) == .number else { return nil }
    return Int(String(decoding: json(index), as: UTF8.self))
  }

  /// The bytes of a value as they stand in the composed document, quotes included.
  func json(_ index: Int) -> ArraySlice<UInt8> {
    let node = document.nodes[index]
    let quote = node.kind == .string ? 1 : 0
    return document.bytes[Int(node.start) - quote..<Int(node.end) + quote]
  }

  /// The value of the member with this key; nil when there is none or the value is no object.
  func member(_ index: Int, _ key: StaticString) -> Int? {
    let node = document.nodes[index]
    guard node.kind == .object else { return nil }
    let count = key.utf8CodeUnitCount
    return document.bytes.withUnsafeBufferPointer { bytes in
      document.nodes.withUnsafeBufferPointer { nodes in
        var at = index + 1
        for _ in 0..<node.count {
          let start = Int(nodes[at].start)
          if Int(nodes[at].end) - start == count, !nodes[at].isEscaped {
            var i = 0
            while i < count, bytes[start + i] == key.utf8Start[i] { i += 1 }
            if i == count { return at + 1 }
          }
          at = Int(nodes[at + 1].next)
        }
        return nil
      }
    }
  }

  func member(_ index: Int, named key: String) -> Int? {
    JSONElement(document: document, index: index)[key]?.index
  }

  /// The members of an object in the order of the text: the indices of key and value.
  func members(_ index: Int) -> [(key: Int, value: Int)] {
    guard kind(index) == .object else { return [] }
    var result: [(key: Int, value: Int)] = []
    var at = index + 1
    for _ in 0..<document.nodes[index].count {
      result.append((at, at + 1))
      at = Int(document.nodes[at + 1].next)
    }
    return result
  }

  func members(_ index: Int?) -> [(key: Int, value: Int)] {
    index.map { members($0) } ?? []
  }

  /// The elements of an array, or nothing.
  func elements(_ index: Int?) -> [Int] {
    guard let index, kind(index) == .array else { return [] }
    var result: [Int] = []
    var at = index + 1
    for _ in 0..<document.nodes[index].count {
      result.append(at)
      at = Int(document.nodes[at].next)
    }
    return result
  }

  /// The strings of an array, or one string alone.
  func strings(_ index: Int?) -> [String] {
    guard let index else { return [] }
    return string(index).map { [$0] } ?? elements(index).compactMap { string($0) }
  }
}

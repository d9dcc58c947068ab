package import VerifyMockJSON
import VerifyMockSchema

/// The document of a contract, read by the indices of its values, and the documents that it was
/// composed of.
///
/// Indices spare the copies that ``JSONElement`` makes: a contract is read at each start of the
/// program, with some ten thousand look-ups.
package struct ContractText: Sendable {
  /// The composed document; with one source that document itself.
  package let document: JSONDocument
  let version: OpenAPIVersion
  private let index: TapeIndex
  private let sources: [ContractSource]
  let root = 0

  /// Lays documents over each other: later ones over earlier ones, objects joined key by key.
  init(composing sources: [ContractSource]) throws(ContractError) {
    let start = TextPosition(line: 1, column: 1)
    guard let first = sources.first else {
      throw ContractError("", at: start, "a contract needs a document")
    }
    for source in sources where source.document.root.kind != .object {
      throw ContractError(
        source.name, at: source.document.root.position, "a contract must be an object")
    }
    self.sources = sources
    if sources.count == 1 {
      document = first.document
    } else {
      let values = sources.map { JSONValue($0.document.root) }
      let composed = values.dropFirst().reduce(values[0]) { Self.merged($0, $1) }
      do throws(JSONSyntaxError) {
        document = try JSONDocument(composed.bytes(isPretty: true))
      } catch {
        throw ContractError(
          first.name, at: start, "the documents cannot be composed: \(error.reason)")
      }
    }
    version = OpenAPIVersion(document.root)
    index = TapeIndex(document)
  }

  private static func merged(_ base: JSONValue, _ addition: JSONValue) -> JSONValue {
    guard case .object(var members) = base, case .object(let additions) = addition else {
      return addition
    }
    for added in additions {
      if let at = members.firstIndex(where: { $0.hasKey(added.key) }) {
        members[at].value = merged(members[at].value, added.value)
      } else {
        members.append(added)
      }
    }
    return .object(members)
  }
}

// MARK: Values

extension ContractText {
  func kind(_ index: Int) -> JSONKind { document.nodes[index].kind }

  /// The decoded text of a string; nil for another kind.
  func string(_ index: Int) -> String? {
    let node = document.nodes[index]
    guard node.kind == .string else { return nil }
    if node.isEscaped { return JSONElement(document: document, index: index).string }
    return String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
  }

  /// The JSON text of a value as the composed document writes it.
  func json(_ index: Int) -> [UInt8] {
    let node = document.nodes[index]
    let quote = node.kind == .string ? 1 : 0
    return Array(document.bytes[Int(node.start) - quote..<Int(node.end) + quote])
  }

  /// The value of the first member with this key; nil when there is none or the value is no object.
  func member(_ index: Int, _ key: String) -> Int? {
    guard kind(index) == .object else { return nil }
    let length = key.utf8.count
    var at = index + 1
    for _ in 0..<document.nodes[index].count {
      let node = document.nodes[at]
      if Int(node.end) - Int(node.start) == length, !node.isEscaped,
        document.bytes[Int(node.start)..<Int(node.end)].elementsEqual(key.utf8)
      {
        return at + 1
      }
      at = Int(document.nodes[at + 1].next)
    }
    return nil
  }

  /// The members of an object in the order of the text; nothing for another kind.
  func members(_ index: Int?) -> [(key: Int, value: Int)] {
    guard let index, kind(index) == .object else { return [] }
    var result: [(key: Int, value: Int)] = []
    var at = index + 1
    for _ in 0..<document.nodes[index].count {
      result.append((at, at + 1))
      at = Int(document.nodes[at + 1].next)
    }
    return result
  }

  /// The members of an object with their names.
  func named(_ index: Int?) -> [(name: String, key: Int, value: Int)] {
    members(index).map { (string($0.key) ?? "", $0.key, $0.value) }
  }

  /// The elements of an array; nothing for another kind.
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

  func string(_ index: Int, _ key: String) -> String? {
    member(index, key).flatMap { string($0) }
  }

  func bool(_ index: Int, _ key: String) -> Bool? {
    switch member(index, key).map({ kind($0) }) {
    case .true: true
    case .false: false
    default: nil
    }
  }

  func double(_ index: Int, _ key: String) -> Double? {
    numberText(index, key).flatMap(Double.init)
  }

  func int(_ index: Int, _ key: String) -> Int? { numberText(index, key).flatMap { Int($0) } }

  private func numberText(_ index: Int, _ key: String) -> String? {
    guard let value = member(index, key), kind(value) == .number else { return nil }
    return String(decoding: json(value), as: UTF8.self)
  }
}

// MARK: Places and references

extension ContractText {
  /// The JSON Pointer of a value or of the member that a key belongs to.
  func pointer(of index: Int) -> String {
    TapeLocation.pointer(to: index, from: root, in: document, index: self.index)
  }

  /// The value at a JSON Pointer.
  func value(at pointer: String) -> Int? {
    TapeLocation.path(Array(pointer.utf8), from: root, in: document, index: index)?.last
  }

  /// The values that a JSON Pointer leads through from the root, as far as it leads.
  func way(along pointer: String) -> [Int] {
    TapeLocation.way(along: Array(pointer.utf8), from: root, in: document, index: index).nodes
  }

  /// The place of a value or key in the document that it comes from.
  package func place(_ index: Int) -> ContractPlace {
    let pointer = pointer(of: index)
    guard sources.count > 1 else {
      return ContractPlace(
        file: file(index, of: sources[0]), position: position(index, in: document),
        pointer: pointer)
    }
    let value = value(at: pointer) ?? root
    let bytes = Array(pointer.utf8)
    let found = sources.compactMap { source in
      TapeLocation.path(bytes, from: 0, in: source.document)?.last.map { (source, $0) }
    }
    let fitting = found.filter { $0.0.document.nodes[$0.1].kind == kind(value) }
    // Keys and objects come from the first document that has them, other values from the last.
    let isKey = value != index
    let home =
      isKey ? found.first : kind(value) == .object ? fitting.first : fitting.last ?? found.last
    guard let (source, node) = home else {
      return ContractPlace(
        file: sources[0].name, position: TextPosition(line: 1, column: 1), pointer: pointer)
    }
    let place = isKey ? node - 1 : node
    return ContractPlace(
      file: file(place, of: source), position: position(place, in: source.document),
      pointer: pointer)
  }

  /// The file that a value or key of a source stands in.
  private func file(_ index: Int, of source: ContractSource) -> String {
    let offset = JSONElement(document: source.document, index: index).offset
    return source.document.origin?.fileName(of: offset) ?? source.name
  }

  private func position(_ index: Int, in document: JSONDocument) -> TextPosition {
    JSONElement(document: document, index: index).position
  }

  /// The place of the value at a JSON Pointer; of the nearest value around it when there is none.
  package func place(pointer: String) -> ContractPlace {
    place(along: way(along: pointer), pointer: pointer)
  }

  /// The place of the last value on the way that a pointer leads.
  func place(along way: [Int], pointer: String) -> ContractPlace {
    let place = place(way.last ?? root)
    return ContractPlace(file: place.file, position: place.position, pointer: pointer)
  }

  /// The value that a reference within the document points at: a JSON Pointer or an anchor.
  func target(of reference: String) -> Int? {
    guard reference.utf8.first == UInt8(ascii: "#") else { return nil }
    let fragment = String(decoding: URIReference(reference).fragmentBytes, as: UTF8.self)
    if fragment.isEmpty { return root }
    if fragment.utf8.first == UInt8(ascii: "/") { return value(at: fragment) }
    return document.nodes.indices.first { index in
      kind(index) == .object
        && ["$anchor", "$dynamicAnchor"].contains { string(index, $0) == fragment }
    }
  }

  /// What a value leads to that says nothing but `$ref`; itself when it says anything else.
  func referent(_ index: Int) -> Int {
    var index = index
    // Documents may refer in a circle.
    for _ in 0..<32 {
      guard kind(index) == .object, document.nodes[index].count == 1,
        let target = string(index, "$ref").flatMap({ target(of: $0) }), kind(target) == .object
      else { break }
      index = target
    }
    return index
  }

  /// What `x-certainty` and `x-source` beside a value's members say.
  func ownProvenance(_ index: Int) -> Provenance {
    let sources = strings(member(index, "x-source"))
    return Provenance(
      certainty: string(index, "x-certainty").flatMap { Certainty(rawValue: $0) },
      source: sources.isEmpty ? nil : sources.joined(separator: "; "))
  }

  /// What the values on a way say, the last one first.
  func provenance(along way: [Int]) -> Provenance {
    way.reversed().reduce(Provenance()) { $0.or(ownProvenance($1)) }
  }
}

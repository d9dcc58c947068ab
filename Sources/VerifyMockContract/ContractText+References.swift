import VerifyMockJSON

extension ContractText {
  /// The value that a reference within the document points at: a JSON Pointer or an anchor.
  func target(of reference: String) -> Int? {
    guard reference.utf8.first == UInt8(ascii: "#") else { return nil }
    let fragment = Self.percentDecoded(reference.utf8.dropFirst())
    if fragment.isEmpty { return root }
    if fragment.utf8.first == UInt8(ascii: "/") { return value(at: fragment) }
    return anchored(fragment)
  }

  /// What a value leads to that says nothing but `$ref`; itself when it says anything else.
  func referent(_ index: Int) -> Int {
    var index = index
    // Documents may refer in a circle.
    for _ in 0..<32 {
      let node = document.nodes[index]
      guard node.kind == .object, node.count == 1, let reference = member(index, "$ref"),
        let target = string(reference).flatMap({ target(of: $0) }), kind(target) == .object
      else { return index }
      index = target
    }
    return index
  }

  /// The schema with this `$anchor` or `$dynamicAnchor`.
  private func anchored(_ name: String) -> Int? {
    for index in document.nodes.indices where kind(index) == .object {
      if string(member(index, "$anchor")) == name || string(member(index, "$dynamicAnchor")) == name
      {
        return index
      }
    }
    return nil
  }

  /// What `x-certainty` and `x-source` beside a value's members say.
  func ownProvenance(_ index: Int) -> Provenance {
    let sources = strings(member(index, "x-source"))
    return Provenance(
      certainty: string(member(index, "x-certainty")).flatMap { Certainty(rawValue: $0) },
      source: sources.isEmpty ? nil : sources.joined(separator: "; "))
  }

  /// What the nearest values around a place say, from the place outwards.
  func provenance(at pointer: String) -> Provenance {
    provenance(along: way(along: pointer))
  }

  /// What the values on a way say, the last one first.
  func provenance(along way: [Int]) -> Provenance {
    var found = Provenance()
    for index in way.reversed() {
      found = found.or(ownProvenance(index))
      if found.certainty != nil, found.source != nil { break }
    }
    return found
  }

  /// Text without its percent-encoding; a `%` that begins none stays.
  static func percentDecoded(_ bytes: Substring.UTF8View) -> String {
    guard bytes.contains(UInt8(ascii: "%")) else { return String(Substring(bytes)) }
    let raw = Array(bytes)
    var out: [UInt8] = []
    var i = 0
    while i < raw.count {
      if raw[i] == UInt8(ascii: "%"), i + 2 < raw.count,
        let byte = UInt8(String(decoding: raw[i + 1...i + 2], as: UTF8.self), radix: 16)
      {
        out.append(byte)
        i += 3
      } else {
        out.append(raw[i])
        i += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

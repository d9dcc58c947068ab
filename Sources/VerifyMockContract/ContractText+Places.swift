import VerifyMockJSON
import VerifyMockSchema

extension ContractText {
  /// The place of a node in the document that it comes from.
  package func place(_ index: Int) -> ContractPlace {
    place(of: index, pointer: pointer(of: index))
  }

  private func place(of index: Int, pointer: String) -> ContractPlace {
    let node = document.nodes[index]
    return place(offset: Int(node.start) - (node.kind == .string ? 1 : 0), pointer: pointer)
  }

  /// The place of the value at a JSON Pointer; of the nearest value around it when there is none.
  package func place(pointer: String) -> ContractPlace {
    place(along: way(along: pointer), pointer: pointer)
  }

  /// The place of the last value on the way that a pointer leads.
  func place(along way: [Int], pointer: String) -> ContractPlace {
    place(of: way.last ?? root, pointer: pointer)
  }

  /// The values that a JSON Pointer leads through from the root, as far as it leads.
  func way(along pointer: String) -> [Int] {
    TapeLocation.way(along: Array(pointer.utf8), from: root, in: document).nodes
  }

  func place(offset: Int, pointer: String) -> ContractPlace {
    guard
      let segment = segments.last(where: { $0.start <= offset }) ?? segments.first,
      sources.indices.contains(segment.source)
    else {
      return ContractPlace(
        file: sources.first?.name ?? "", position: document.position(of: offset), pointer: pointer)
    }
    let source = sources[segment.source]
    let at = segment.sourceStart + (segment.isVerbatim ? offset - segment.start : 0)
    return ContractPlace(
      file: source.name, position: source.document.position(of: at), pointer: pointer)
  }

  /// The JSON Pointer of a value or of the member that a key belongs to.
  func pointer(of index: Int) -> String {
    TapeLocation.pointer(to: index, from: root, in: document)
  }

  /// The value at a JSON Pointer.
  func value(at pointer: String) -> Int? {
    TapeLocation.path(Array(pointer.utf8), from: root, in: document)?.last
  }

  /// The member or element that a decoded pointer token names.
  func child(_ index: Int, _ token: String) -> Int? {
    switch kind(index) {
    case .object: return member(index, named: token)
    case .array:
      guard let position = Int(token), position >= 0 else { return nil }
      let elements = elements(index)
      return elements.indices.contains(position) ? elements[position] : nil
    default: return nil
    }
  }

  /// The decoded tokens of a JSON Pointer (RFC 6901, section 4).
  static func tokens(of pointer: String) -> [String] {
    guard pointer.utf8.first == UInt8(ascii: "/") else { return [] }
    return pointer.utf8.dropFirst()
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { part in
        guard part.contains(UInt8(ascii: "~")) else { return String(Substring(part)) }
        var bytes: [UInt8] = []
        var isTilde = false
        for byte in part {
          if isTilde {
            bytes.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
            isTilde = false
          } else if byte == UInt8(ascii: "~") {
            isTilde = true
          } else {
            bytes.append(byte)
          }
        }
        return String(decoding: bytes, as: UTF8.self)
      }
  }
}

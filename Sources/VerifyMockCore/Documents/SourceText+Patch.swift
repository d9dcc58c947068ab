package import VerifyMockJSON

extension SourceText {
  /// This document with the value at a JSON Pointer replaced, added or removed.
  ///
  /// The pointer's parent must exist. In an object the last name may be new: then the member is
  /// added. In an array the last name is an index, or `-` for one more element. The value
  /// `{"$remove": true}` takes the member or element away.
  ///
  /// - Parameter pointer: a string in `patches`.
  package func patched(
    at pointer: JSONElement, with value: JSONElement, of patches: SourceText
  ) throws(DocumentError) -> SourceText {
    let place = patches.place(of: pointer)
    let text = pointer.string ?? ""
    guard text.hasPrefix("/"), let names = JSONPointer(parsing: text)?.tokens else {
      throw DocumentError(
        place, "'\(text)' is not a JSON Pointer",
        hint: "it begins with a slash; ~0 stands for ~ and ~1 for a slash in a name")
    }
    var parent = root
    for (depth, name) in names.dropLast().enumerated() {
      guard let child = child(of: parent, named: name) else {
        throw DocumentError(
          place, "'\(text)' points to nowhere: '\(name)' does not exist in \(fileName)",
          hint: suggestion(for: name, in: parent, depth: depth))
      }
      parent = child
    }
    guard let last = names.last else { return self }
    let isRemoval = value.kind == .object && value["$remove"]?.bool == true
    let existing = child(of: parent, named: last)
    let result: SourceText?
    switch (existing, parent.kind) {
    case (let existing?, _) where isRemoval:
      result = removing(existing, from: parent)
    case (let existing?, _):
      result = replacing(range(of: existing), with: value, of: patches)
    case (nil, .object) where !isRemoval:
      let key = Array((parent.node.count == 0 ? "" : ",").utf8) + quoted(last) + [0x3A]
      let end = Int(parent.node.end) - 1
      result = replacing(end..<end, prefix: key, with: value, of: patches)
    case (nil, .array) where last == "-" && !isRemoval:
      let comma = Array((parent.node.count == 0 ? "" : ",").utf8)
      let end = Int(parent.node.end) - 1
      result = replacing(end..<end, prefix: comma, with: value, of: patches)
    default:
      throw DocumentError(
        place, "'\(text)' points to nowhere: '\(last)' does not exist in \(fileName)",
        hint: suggestion(for: last, in: parent, depth: names.count - 1))
    }
    guard let result else {
      throw DocumentError(place, "'\(text)' can't be applied to \(fileName)")
    }
    return result
  }

  private func range(of element: JSONElement) -> Range<Int> {
    element.offset..<Int(element.node.end) + (element.kind == .string ? 1 : 0)
  }

  /// Takes a child away, with its key and one comma beside it.
  private func removing(_ child: JSONElement, from parent: JSONElement) -> SourceText? {
    let bytes = document.bytes
    var start = child.offset
    if parent.kind == .object {
      start = JSONElement(document: document, index: child.index - 1).offset
    }
    var end = range(of: child).upperBound
    func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    var next = end
    while isSpace(bytes[next]) { next += 1 }
    if bytes[next] == UInt8(ascii: ",") {
      end = next + 1
    } else {
      while start > 0, isSpace(bytes[start - 1]) { start -= 1 }
      if start > 0, bytes[start - 1] == UInt8(ascii: ",") { start -= 1 }
    }
    return replacing(start..<end, with: nil, of: self)
  }

  private func child(of parent: JSONElement, named name: String) -> JSONElement? {
    if parent.kind == .object { return parent[name] }
    guard let index = Int(name), parent.elements.indices.contains(index) else { return nil }
    return parent.elements[index]
  }

  private func suggestion(for name: String, in parent: JSONElement, depth: Int) -> String? {
    NearestName.of(name, in: parent.members.compactMap { $0.key.string }).map {
      "did you mean '\($0)'?"
    }
  }

  private func quoted(_ name: String) -> [UInt8] {
    var out: [UInt8] = []
    out += JSONText.quoted(Array(name.utf8))
    return out
  }
}

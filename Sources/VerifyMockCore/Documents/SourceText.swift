package import VerifyMockJSON

/// A file that was read: its name for messages and its bytes.
package struct SourceFile: Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

/// A JSON document that may be patched: every value knows the file and the place it came from,
/// also where a quirk or a scenario put it in.
package struct SourceText: Sendable {
  /// The bytes from `start` to the next piece come from `file`, beginning at `offset` there.
  private struct Piece {
    let start: Int
    let file: SourceFile
    let offset: Int
  }

  package let document: JSONDocument
  private let pieces: [Piece]

  /// Reads a whole file.
  package init(_ file: SourceFile) throws(DocumentError) {
    do throws(JSONSyntaxError) {
      document = try JSONDocument(file.bytes)
    } catch {
      throw DocumentError(Place(file: file.name, position: error.position), error.what)
    }
    pieces = [Piece(start: 0, file: file, offset: 0)]
  }

  /// Reads a whole file where other errors come in lists.
  init(reading file: SourceFile) throws(DocumentErrors) {
    do throws(DocumentError) {
      self = try SourceText(file)
    } catch {
      throw DocumentErrors(error)
    }
  }

  private init(document: JSONDocument, pieces: [Piece]) {
    self.document = document
    self.pieces = pieces
  }

  package var root: JSONElement { document.root }

  /// The file that the document's root stands in.
  package var fileName: String { pieces[0].file.name }

  /// The place of a value in the file it came from.
  package func place(of element: JSONElement) -> Place {
    place(offset: element.offset)
  }

  package func place(offset: Int) -> Place {
    let piece = pieces.last { $0.start <= offset } ?? pieces[0]
    return Place(
      file: piece.file.name,
      position: TextPosition(offset: piece.offset + offset - piece.start, in: piece.file.bytes))
  }

  /// This document after every patch of a quirk or of `set`, in order.
  ///
  /// - Parameter patches: JSON Pointers and values, in `source`.
  func patched(
    _ patches: [(key: JSONElement, value: JSONElement)], of source: SourceText
  ) throws(DocumentErrors) -> SourceText {
    var result = self
    for (pointer, value) in patches {
      do throws(DocumentError) {
        result = try result.patched(at: pointer, with: value, of: source)
      } catch {
        throw DocumentErrors(error)
      }
    }
    return result
  }

  /// This document with the value at a JSON Pointer replaced, added or removed.
  ///
  /// The pointer's parent must exist. In an object the last name may be new: then the member is
  /// added. In an array the last name is an index, or `-` for one more element. The value
  /// `{"$remove": true}` removes the member or element.
  ///
  /// - Parameter pointer: a string in `source`.
  package func patched(
    at pointer: JSONElement, with value: JSONElement, of source: SourceText
  ) throws(DocumentError) -> SourceText {
    let place = source.place(of: pointer)
    let text = pointer.string ?? ""
    guard text.hasPrefix("/"), let names = JSONPointer(parsing: text)?.tokens,
      let last = names.last
    else {
      throw DocumentError(
        place, "'\(text)' is not a JSON Pointer",
        remedy: "it begins with a slash; ~0 stands for ~ and ~1 for a slash in a name")
    }
    var parent = root
    func nowhere(_ name: String) -> DocumentError {
      DocumentError(
        place, "'\(text)' points to nowhere: '\(name)' does not exist in \(fileName)",
        remedy: NearestName.remedy(name, parent.members.compactMap { $0.key.string }))
    }
    for name in names.dropLast() {
      guard let child = child(of: parent, named: name) else { throw nowhere(name) }
      parent = child
    }
    let existing = child(of: parent, named: last)
    let isRemoval = value.kind == .object && value["$remove"]?.bool == true
    let result: SourceText?
    if let existing {
      result =
        isRemoval
        ? removing(existing, from: parent)
        : replacing(existing.range, with: value, of: source)
    } else if !isRemoval, parent.kind == .object || (parent.kind == .array && last == "-") {
      let comma = parent.node.count == 0 ? "" : ","
      var key: [UInt8] = []
      if parent.kind == .object {
        JSONWriter.append(to: &key) { $0.key(last) }
      }
      let end = parent.range.upperBound - 1
      result = replacing(
        end..<end, comma: Array(comma.utf8), key: (key, pointer), with: value, of: source)
    } else {
      throw nowhere(last)
    }
    guard let result else {
      throw DocumentError(place, "'\(text)' can't be applied to \(fileName)")
    }
    return result
  }

  private func child(of parent: JSONElement, named name: String) -> JSONElement? {
    if parent.kind == .object { return parent[name] }
    guard let index = Int(name), parent.elements.indices.contains(index) else { return nil }
    return parent.elements[index]
  }

  /// Removes a child with its key and one comma beside it.
  private func removing(_ child: JSONElement, from parent: JSONElement) -> SourceText? {
    let bytes = document.bytes
    let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    var range = child.range
    if parent.kind == .object {
      let key = JSONElement(document: document, index: child.index - 1)
      range = key.offset..<range.upperBound
    }
    let next = bytes[range.upperBound...].firstIndex { !isSpace($0) }
    if let next, bytes[next] == UInt8(ascii: ",") {
      range = range.lowerBound..<next + 1
    } else if let previous = bytes[..<range.lowerBound].lastIndex(where: { !isSpace($0) }),
      bytes[previous] == UInt8(ascii: ",")
    {
      range = previous..<range.upperBound
    }
    return replacing(range, with: nil, of: self)
  }

  /// This document with the bytes of `range` replaced by a value of another (or the same) one; nil
  /// when the result is no JSON.
  ///
  /// - Parameters:
  ///   - comma: what goes in first.
  ///   - key: what goes in before the value, and the pointer in `other` whose place it takes.
  private func replacing(
    _ range: Range<Int>, comma: [UInt8] = [], key: (bytes: [UInt8], pointer: JSONElement)? = nil,
    with value: JSONElement?, of other: SourceText
  ) -> SourceText? {
    var bytes = Array(document.bytes[..<range.lowerBound])
    var pieces = pieces(covering: 0..<range.lowerBound, movedTo: 0)
    bytes += comma
    if let key {
      pieces += other.pieces(covering: key.pointer.range, movedTo: bytes.count)
      bytes += key.bytes
    }
    if let value {
      pieces += other.pieces(covering: value.range, movedTo: bytes.count)
      bytes += other.document.bytes[value.range]
    }
    let rest = range.upperBound..<document.bytes.count
    pieces += self.pieces(covering: rest, movedTo: bytes.count)
    bytes += document.bytes[rest]
    guard let document = try? JSONDocument(bytes) else { return nil }
    return SourceText(document: document, pieces: pieces)
  }

  /// The pieces of a range, as if its first byte stood at `start`.
  private func pieces(covering range: Range<Int>, movedTo start: Int) -> [Piece] {
    let ends = pieces.dropFirst().map(\.start) + [document.bytes.count]
    return zip(pieces, ends).compactMap { piece, end in
      let from = max(piece.start, range.lowerBound)
      guard from < min(end, range.upperBound) else { return nil }
      return Piece(
        start: start + from - range.lowerBound, file: piece.file,
        offset: piece.offset + from - piece.start)
    }
  }
}

extension JSONElement {
  /// Where the value stands in the document's bytes, quotes included.
  fileprivate var range: Range<Int> {
    offset..<Int(node.end) + (kind == .string ? 1 : 0)
  }
}

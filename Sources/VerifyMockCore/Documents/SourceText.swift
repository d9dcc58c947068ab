package import VerifyMockJSON

/// A JSON document put together from one file and, where values were replaced, pieces of others:
/// every byte still knows the file and place it came from.
package struct SourceText: Sendable {
  /// The bytes from `start` on come from `file`, beginning at `offset` there.
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

  private init(document: JSONDocument, pieces: [Piece]) {
    self.document = document
    self.pieces = pieces
  }

  package var root: JSONElement { document.root }

  /// The place of a value in the file it came from.
  package func place(of element: JSONElement) -> Place {
    place(offset: element.offset)
  }

  package func place(offset: Int) -> Place {
    guard let piece = pieces.last(where: { $0.start <= offset }) ?? pieces.first else {
      return Place(file: "")
    }
    let position = piece.file.bytes.withUnsafeBufferPointer {
      TextPosition(offset: piece.offset + offset - piece.start, in: $0)
    }
    return Place(file: piece.file.name, position: position)
  }

  /// The file that the document's root stands in.
  package var fileName: String { pieces.first?.file.name ?? "" }

  /// This document with the bytes of `range` replaced by a value of another (or the same) one.
  ///
  /// - Parameter prefix: bytes of its own that go in before the value, such as a comma and a key.
  func replacing(
    _ range: Range<Int>, prefix: [UInt8] = [], with value: JSONElement?, of other: SourceText
  ) -> SourceText? {
    let inserted = value.map { element in
      element.offset..<Int(element.node.end) + (element.kind == .string ? 1 : 0)
    }
    var bytes = Array(document.bytes[..<range.lowerBound])
    var pieces = self.pieces.filter { $0.start < range.lowerBound }
    if pieces.isEmpty, let first = self.pieces.first { pieces = [first] }
    bytes += prefix
    if let inserted {
      pieces.append(contentsOf: other.pieces(covering: inserted, movedTo: bytes.count))
      bytes += other.document.bytes[inserted]
    }
    pieces.append(
      contentsOf: self.pieces(
        covering: range.upperBound..<document.bytes.count, movedTo: bytes.count))
    bytes += document.bytes[range.upperBound...]
    guard let document = try? JSONDocument(bytes) else { return nil }
    return SourceText(document: document, pieces: pieces)
  }

  /// The pieces of a range, as if its first byte stood at `start`.
  private func pieces(covering range: Range<Int>, movedTo start: Int) -> [Piece] {
    var result: [Piece] = []
    for (i, piece) in pieces.enumerated() {
      let end = i + 1 < pieces.count ? pieces[i + 1].start : document.bytes.count
      let from = max(piece.start, range.lowerBound)
      guard from < min(end, range.upperBound) else { continue }
      result.append(
        Piece(
          start: start + from - range.lowerBound, file: piece.file,
          offset: piece.offset + from - piece.start))
    }
    return result
  }
}

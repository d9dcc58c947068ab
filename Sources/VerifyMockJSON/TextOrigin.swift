/// Where the values of a text come from that was made of other texts.
package final class TextOrigin: Sendable {
  /// From this offset of the text on, values come from this place of a file.
  package struct Mark: Sendable {
    package let offset: Int
    package let file: Int
    package let fileOffset: Int

    package init(offset: Int, file: Int, fileOffset: Int) {
      self.offset = offset
      self.file = file
      self.fileOffset = fileOffset
    }
  }

  private let files: [(name: String, bytes: [UInt8])]
  private let marks: [Mark]

  /// - Parameter marks: in the order of their offsets, the first one at zero.
  package init(files: [(name: String, bytes: [UInt8])], marks: [Mark]) {
    self.files = files
    self.marks = marks
  }

  /// The last mark that is not behind an offset.
  private func mark(_ offset: Int) -> Mark? {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = low &+ (high &- low) / 2
      if marks[middle].offset <= offset { low = middle &+ 1 } else { high = middle }
    }
    return low > 0 ? marks[low - 1] : marks.first
  }

  /// The place in its file of what stands at an offset.
  package func position(of offset: Int) -> TextPosition {
    guard let mark = mark(offset), files.indices.contains(mark.file) else {
      return TextPosition(line: 1, column: 1)
    }
    return TextPosition(offset: mark.fileOffset, in: files[mark.file].bytes)
  }

  /// The name of the file that what stands at an offset comes from.
  package func fileName(of offset: Int) -> String? {
    mark(offset).flatMap { files.indices.contains($0.file) ? files[$0.file].name : nil }
  }
}

// The standard library's own `contains` and `split` with a string live in the library of its regular
// expressions: a megabyte more in a static binary, two more libraries to load for another.

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where `part` first occurs, from an index on; nil when it does not or is empty.
  @inlinable package func firstOccurrence(of part: [UInt8], from start: Int? = nil) -> Int? {
    guard let first = part.first else { return nil }
    var at = start ?? startIndex
    while at <= endIndex - part.count {
      if self[at] == first, self[at..<at + part.count].elementsEqual(part) { return at }
      at += 1
    }
    return nil
  }
}

extension StringProtocol {
  /// Where `part` first occurs, compared byte by byte; nil when it does not or is empty.
  package func firstOccurrence(of part: String) -> Range<Index>? {
    guard let offset = Array(utf8).firstOccurrence(of: Array(part.utf8)) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: part.utf8.count)
  }

  /// Whether `part` occurs in the text, compared byte by byte; nothing occurs everywhere.
  package func includes(_ part: String) -> Bool {
    part.isEmpty || firstOccurrence(of: part) != nil
  }

  /// The text with `other` in place of each `part`, from left to right; itself for an empty `part`.
  package func replacingEach(_ part: String, with other: String) -> String {
    let text = Array(utf8)
    let part = Array(part.utf8)
    var out: [UInt8] = []
    var copied = 0
    while let next = text.firstOccurrence(of: part, from: copied) {
      out += text[copied..<next]
      out += other.utf8
      copied = next + part.count
    }
    return String(decoding: out + text[copied...], as: UTF8.self)
  }
}

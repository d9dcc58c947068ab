// The standard library's own `contains` and `split` with a string live in the library of its regular
// expressions: a megabyte more in a static binary, two more libraries to load for another.
extension StringProtocol {
  /// Where `part` first occurs, compared byte by byte; nil when it does not or is empty.
  package func firstOccurrence(of part: String) -> Range<Index>? {
    let part = part.utf8
    guard let first = part.first else { return nil }
    var start = utf8.startIndex
    while let found = utf8[start...].firstIndex(of: first) {
      if utf8[found...].starts(with: part) {
        return found..<utf8.index(found, offsetBy: part.count)
      }
      start = utf8.index(after: found)
    }
    return nil
  }
}

extension String {
  /// Whether `part` occurs in the text, compared byte by byte; nothing occurs everywhere.
  package func includes(_ part: String) -> Bool {
    Self.offset(of: Array(part.utf8), in: Array(utf8), from: 0) != nil
  }

  /// The text with `other` in place of each `part`, from left to right; itself for an empty `part`.
  package func replacingEach(_ part: String, with other: String) -> String {
    let text = Array(utf8)
    let part = Array(part.utf8)
    guard !part.isEmpty else { return self }
    var out: [UInt8] = []
    var copied = 0
    while let next = Self.offset(of: part, in: text, from: copied) {
      out.append(contentsOf: text[copied..<next])
      out.append(contentsOf: other.utf8)
      copied = next + part.count
    }
    out.append(contentsOf: text[copied...])
    return String(decoding: out, as: UTF8.self)
  }

  private static func offset(of part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + part.count <= text.count {
      if text[at..<at + part.count].elementsEqual(part) { return at }
      at += 1
    }
    return nil
  }
}

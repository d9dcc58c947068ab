/// Hides telephone numbers and codes in what is logged.
package enum LogMask {
  /// Words of digits keep their last two from four digits on; what has letters among them, such
  /// as an identifier, stays readable.
  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var start = 0
    for i in 0...bytes.count {
      guard i == bytes.count || !isWord(bytes[i]) else { continue }
      let word = bytes[start..<i]
      if word.count >= 4, word.allSatisfy({ 0x30...0x39 ~= $0 }) {
        for _ in 0..<word.count - 2 { out.append(contentsOf: "•".utf8) }
        out.append(contentsOf: word.suffix(2))
      } else {
        out.append(contentsOf: word)
      }
      if i < bytes.count { out.append(bytes[i]) }
      start = i + 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A dash joins the groups of an identifier; whatever is not ASCII counts as a letter.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), 0x80...: true
    default: false
    }
  }
}

/// Hides telephone numbers and codes in what is logged.
package enum LogMask {
  /// Words of digits keep their last two from four digits on; what has letters among them, such
  /// as an identifier, stays readable.
  package static func masked(_ text: String) -> String {
    var text = text
    let bytes = text.withUTF8 { hiding(in: $0) }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Nil when there is nothing to hide, as mostly.
  private static func hiding(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    // Everything before it is in `out`.
    var kept = 0
    var at = 0
    while at < bytes.count {
      let start = at
      var digits = 0
      while at < bytes.count, isWord(bytes[at]) {
        if 0x30...0x39 ~= bytes[at] { digits += 1 }
        at += 1
      }
      if digits >= 4, digits == at - start {
        out += bytes[kept..<start]
        for _ in 0..<digits - 2 { out += "•".utf8 }
        kept = at - 2
      }
      at += 1
    }
    if kept == 0 { return nil }
    out += bytes[kept...]
    return out
  }

  /// A dash joins the groups of an identifier; whatever is not ASCII counts as a letter.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), 0x80...: true
    default: false
    }
  }
}

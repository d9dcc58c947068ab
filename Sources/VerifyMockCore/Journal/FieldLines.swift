import VerifyMockHTTP

/// The field lines of a response, to look values up in.
enum FieldLines {
  /// The value of the first field with a name in lower case.
  static func value(of name: Bytes, in lines: Bytes) -> Bytes? {
    var at = 0
    while at < lines.count {
      if lines.count - at > name.count, lines[at &+ name.count] == UInt8(ascii: ":"),
        isName(name, in: lines, at: at)
      {
        var start = at &+ name.count &+ 1
        while start < lines.count, lines[start] == 0x20 { start &+= 1 }
        return Bytes(rebasing: lines[start..<end(of: start, in: lines)])
      }
      at = end(of: at, in: lines) &+ 2
    }
    return nil
  }

  /// Where the line ends that a byte belongs to.
  private static func end(of start: Int, in lines: Bytes) -> Int {
    let raw = UnsafeRawBufferPointer(lines)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var end = start
    while end &+ 8 <= lines.count {
      let word = raw.loadUnaligned(fromByteOffset: end, as: UInt64.self) ^ (ones &* 0x0D)
      if (word &- ones) & ~word & (ones &* 0x80) != 0 { break }
      end &+= 8
    }
    while end < lines.count, lines[end] != 0x0D { end &+= 1 }
    return end
  }

  private static func isName(_ name: Bytes, in lines: Bytes, at start: Int) -> Bool {
    for i in 0..<name.count {
      let byte = lines[start &+ i]
      let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      if lower != name[i] { return false }
    }
    return true
  }
}

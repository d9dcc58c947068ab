import VerifyMockHTTP

/// The field lines of a response, to look values up in.
struct FieldLines {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Lends a function that finds a field's value by its name in lower case.
  func withLookup<R>(_ body: ((Bytes) -> Bytes?) -> R) -> R {
    bytes.withUnsafeBufferPointer { lines in
      body { name in Self.value(of: name, in: lines) }
    }
  }

  private static func value(of name: Bytes, in lines: Bytes) -> Bytes? {
    var at = 0
    while at < lines.count {
      var end = at
      while end < lines.count, lines[end] != 0x0D { end += 1 }
      if end - at > name.count, lines[at + name.count] == UInt8(ascii: ":"),
        isName(name, in: lines, at: at)
      {
        var start = at + name.count + 1
        while start < end, lines[start] == 0x20 { start += 1 }
        return Bytes(rebasing: lines[start..<end])
      }
      at = end + 2
    }
    return nil
  }

  private static func isName(_ name: Bytes, in lines: Bytes, at start: Int) -> Bool {
    for i in 0..<name.count {
      let byte = lines[start + i]
      let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      if lower != name[i] { return false }
    }
    return true
  }
}

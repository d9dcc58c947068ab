import VerifyMockJSON

extension Arguments {
  /// Writes what a query or a form says as the source's tape: an object of texts, in the order in
  /// which they stand.
  ///
  /// - Returns: false when something is not percent-encoded UTF-8.
  mutating func decodePairs(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
    source.removeAll()
    source.append(JSONNode(kind: .object, start: bytes.count, end: bytes.count, next: 0))
    shift = 0
    isText = true
    var isFine = true
    var at = 0
    while at < raw.count {
      var end = at
      var equals = -1
      while end < raw.count, raw[end] != UInt8(ascii: "&") {
        if equals < 0, raw[end] == UInt8(ascii: "=") { equals = end }
        end += 1
      }
      if end > at {
        let nameEnd = equals < 0 ? end : equals
        let valueStart = equals < 0 ? end : equals + 1
        let name = decoded(UnsafeBufferPointer(rebasing: raw[at..<nameEnd]), plusIsSpace: true)
        if section == .body {
          origins.append(
            Origin(
              start: UInt32(truncatingIfNeeded: bytes.count),
              offset: UInt32(truncatingIfNeeded: valueStart)))
        }
        let value = decoded(UnsafeBufferPointer(rebasing: raw[valueStart..<end]), plusIsSpace: true)
        if let name, let value {
          for var node in [name, value] {
            node.next = UInt32(truncatingIfNeeded: source.count + 1)
            source.append(node)
          }
          source[0].count += 1
        } else {
          isFine = false
        }
      }
      at = end + 1
    }
    source[0].next = UInt32(truncatingIfNeeded: source.count)
    return isFine
  }

  /// Appends decoded text as a JSON string to the buffer.
  ///
  /// - Returns: its node; nil when a percent sign begins no encoding or the bytes are not UTF-8.
  mutating func decoded(_ raw: UnsafeBufferPointer<UInt8>, plusIsSpace: Bool) -> JSONNode? {
    let start = bytes.count + 1
    var isEscaped = false
    var isASCII = true
    bytes.append(UInt8(ascii: "\""))
    if Self.isPlain(raw, plusIsSpace: plusIsSpace) {
      bytes.append(contentsOf: raw)
      bytes.append(UInt8(ascii: "\""))
      return JSONNode(kind: .string, start: start, end: start + raw.count, next: 0)
    }
    var i = 0
    while i < raw.count {
      var byte = raw[i]
      i += 1
      if byte == UInt8(ascii: "%") {
        guard i + 1 < raw.count, let high = Self.hexDigit(raw[i]),
          let low = Self.hexDigit(raw[i + 1])
        else { return nil }
        byte = high << 4 | low
        i += 2
      } else if byte == UInt8(ascii: "+"), plusIsSpace {
        byte = 0x20
      }
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        isEscaped = true
        TextEscapes.append(byte, to: &bytes)
      } else {
        if byte >= 0x80 { isASCII = false }
        bytes.append(byte)
      }
    }
    let end = bytes.count
    bytes.append(UInt8(ascii: "\""))
    if !isASCII, !isUTF8(start..<end) { return nil }
    return JSONNode(kind: .string, start: start, end: end, next: 0, isEscaped: isEscaped)
  }

  /// Appends a header field's value as a JSON string to the buffer; nil when it is not UTF-8.
  mutating func text(of raw: UnsafeBufferPointer<UInt8>) -> JSONNode? {
    let start = bytes.count + 1
    let isEscaped = TextEscapes.append(raw, to: &bytes)
    let end = bytes.count - 1
    guard isUTF8(start..<end) else { return nil }
    return JSONNode(kind: .string, start: start, end: end, next: 0, isEscaped: isEscaped)
  }

  /// Whether every byte stands for itself: eight are looked at at a time.
  private static func isPlain(_ raw: UnsafeBufferPointer<UInt8>, plusIsSpace: Bool) -> Bool {
    let bytes = UnsafeRawBufferPointer(raw)
    let ones: UInt64 = 0x0101_0101_0101_0101
    @inline(__always)
    func marks(_ word: UInt64, _ scalar: Unicode.Scalar) -> UInt64 {
      let same = word ^ (ones &* UInt64(UInt8(ascii: scalar)))
      return (same &- ones) & ~same
    }
    var i = 0
    while i &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      var special =
        word | ((word &- ones &* 0x20) & ~word) | marks(word, "%") | marks(word, "\"")
        | marks(word, "\\")
      if plusIsSpace { special |= marks(word, "+") }
      if special & (ones &* 0x80) != 0 { return false }
      i &+= 8
    }
    while i < bytes.count {
      if !isPlain(bytes[i]) || plusIsSpace && bytes[i] == UInt8(ascii: "+") { return false }
      i &+= 1
    }
    return true
  }

  /// ASCII that stands for itself in a query and in JSON.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "\"")
      && byte != UInt8(ascii: "\\")
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Whether part of the buffer is well-formed UTF-8.
  func isUTF8(_ range: Range<Int>) -> Bool {
    var decoder = UTF8()
    var iterator = bytes.elements(range).makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
  }
}

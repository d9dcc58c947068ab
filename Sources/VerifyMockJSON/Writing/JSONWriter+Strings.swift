extension JSONWriter {
  /// Writes a member's key; its value comes next.
  @inlinable package mutating func key(_ name: String) {
    prepare()
    quote(name)
    colon()
  }

  @inlinable package mutating func key(_ name: StaticString) {
    prepare()
    quote(name)
    colon()
  }

  /// Writes a member's key from decoded bytes.
  @inlinable package mutating func key(_ name: UnsafeBufferPointer<UInt8>) {
    prepare()
    quote(name)
    colon()
  }

  @inlinable package mutating func string(_ value: String) {
    prepare()
    quote(value)
    place = depth == 0 ? .alone : .next
  }

  @inlinable package mutating func string(_ value: StaticString) {
    prepare()
    quote(value)
    place = depth == 0 ? .alone : .next
  }

  /// Writes a string from decoded bytes; what is not UTF-8 in them becomes U+FFFD.
  @inlinable package mutating func string(_ value: UnsafeBufferPointer<UInt8>) {
    prepare()
    quote(value)
    place = depth == 0 ? .alone : .next
  }

  /// Writes a string from decoded bytes; what is not UTF-8 in them becomes U+FFFD.
  @inlinable package mutating func string(_ value: [UInt8]) {
    value.withUnsafeBufferPointer { string($0) }
  }

  @inlinable mutating func colon() {
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    place = .alone
  }

  @usableFromInline mutating func quote(_ text: String) {
    var text = text
    text.withUTF8 { quote($0) }
  }

  @usableFromInline mutating func quote(_ text: StaticString) {
    guard text.hasPointerRepresentation else { return quote(text.description) }
    quote(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @usableFromInline mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    // Everything since `plain` can be copied as it is.
    var plain = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte >= 0x80 {
        let length = UTF8Sequence.length(in: text, at: at)
        if length > 0 {
          at += length
          continue
        }
      } else if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        at += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<at]))
      appendReplacement(of: byte)
      at += 1
      plain = at
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends what stands in a string for a byte that can't.
  private mutating func appendReplacement(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    case 0x80...: append("\u{FFFD}")
    default:
      append(byte < 0x10 ? "\\u000" : "\\u001")
      let low = byte & 0x0F
      bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    }
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

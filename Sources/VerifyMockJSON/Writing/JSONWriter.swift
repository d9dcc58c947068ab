/// Appends one strict JSON text to an array of bytes
/// ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)): compact, or indented for people.
///
/// Commas, colons and line breaks are the writer's business. It trusts its caller to close what it
/// opens and to give a key before each value of an object.
package struct JSONWriter {
  /// What stands before the next value or key.
  @usableFromInline enum Place {
    /// The text itself, or a value behind its key.
    case alone
    /// The first thing in a container.
    case first
    /// A thing behind another one.
    case next
  }

  /// What was written, behind what was there at the start.
  package var bytes: [UInt8]
  @usableFromInline let isPretty: Bool
  @usableFromInline var place = Place.alone
  @usableFromInline var depth = 0

  /// Starts a text behind `bytes`.
  @inlinable package init(_ bytes: [UInt8] = [], isPretty: Bool = false) {
    self.bytes = bytes
    self.isPretty = isPretty
  }

  /// Writes behind `bytes` in the storage that it has, without a copy.
  @inlinable package static func append(
    to bytes: inout [UInt8], isPretty: Bool = false, _ body: (inout JSONWriter) -> Void
  ) {
    var moved: [UInt8] = []
    swap(&moved, &bytes)
    var writer = JSONWriter([], isPretty: isPretty)
    swap(&writer.bytes, &moved)
    body(&writer)
    swap(&bytes, &writer.bytes)
  }

  @inlinable package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  @inlinable package mutating func endObject() { end(UInt8(ascii: "}")) }
  @inlinable package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  @inlinable package mutating func endArray() { end(UInt8(ascii: "]")) }

  @inlinable package mutating func null() { literal("null") }
  @inlinable package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes a number's digits.
  @inlinable package mutating func int(_ value: some BinaryInteger) {
    prepare()
    if let small = Int64(exactly: value) {
      appendInt(small)
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
    place = depth == 0 ? .alone : .next
  }

  /// Writes a number's text as it stands; it must be a JSON number.
  @inlinable package mutating func number(_ text: String) { rawValue(Array(text.utf8)) }

  /// Writes bytes that are a JSON text already.
  package mutating func rawValue(_ json: [UInt8]) {
    prepare()
    bytes.append(contentsOf: json)
    place = depth == 0 ? .alone : .next
  }

  @usableFromInline mutating func literal(_ word: StaticString) {
    prepare()
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    place = depth == 0 ? .alone : .next
  }

  @inlinable mutating func begin(_ bracket: UInt8) {
    prepare()
    bytes.append(bracket)
    depth += 1
    place = .first
  }

  @inlinable mutating func end(_ bracket: UInt8) {
    depth -= 1
    if isPretty, place == .next { breakLine() }
    bytes.append(bracket)
    place = depth == 0 ? .alone : .next
  }

  /// Writes what separates the next value or key from what stands before it.
  @inlinable mutating func prepare() {
    if place == .alone { return }
    if place == .next { bytes.append(UInt8(ascii: ",")) }
    if isPretty { breakLine() }
  }

  @usableFromInline mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<max(0, depth) * 2 { bytes.append(UInt8(ascii: " ")) }
  }

  /// Appends the digits without making a string.
  @usableFromInline mutating func appendInt(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var at = 20
      repeat {
        at -= 1
        digits[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[at...]))
    }
  }
}

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

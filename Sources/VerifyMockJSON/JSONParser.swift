/// The strict grammar of [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), without recursion.
struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let depthLimit: Int
  /// What was read; the storage that it begins with is used again.
  private(set) var nodes: [JSONNode]
  /// The innermost container that is open, or -1; until it is closed, its `next` names the one
  /// around it.
  private var open = -1
  private var depth = 0
  private var at = 0
  private var failure: JSONSyntaxError?

  init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int, nodes: [JSONNode]) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    self.nodes = nodes
  }

  /// Reads the whole text; nil when it is one.
  mutating func run() -> JSONSyntaxError? {
    guard bytes.count < UInt32.max else { return error(.tooLarge, at: 0) }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      return error(.byteOrderMark, at: 0)
    }
    skipSpace()
    if at == bytes.count { return error(.empty, at: at) }
    _ = readValues()
    if let failure { return failure }
    skipSpace()
    if at < bytes.count { return error(.afterValue, at: at) }
    return nil
  }

  /// Reads one value with all it holds; false after noting a failure.
  private mutating func readValues() -> Bool {
    while true {
      // Here a value is due.
      guard at < bytes.count else { return fail(.unexpectedEnd) }
      switch bytes[at] {
      case UInt8(ascii: "{"):
        guard push(.object) else { return false }
        skipSpace()
        if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
          close()
        } else {
          guard readKey() else { return false }
          continue
        }
      case UInt8(ascii: "["):
        guard push(.array) else { return false }
        skipSpace()
        if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
          close()
        } else {
          continue
        }
      case UInt8(ascii: "\""):
        guard readString() else { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard readNumber() else { return false }
      case UInt8(ascii: "t"):
        guard readLiteral("true", .true) else { return false }
      case UInt8(ascii: "f"):
        guard readLiteral("false", .false) else { return false }
      case UInt8(ascii: "n"):
        guard readLiteral("null", .null) else { return false }
      default:
        return fail(.unexpected(bytes[at]))
      }
      // A value has ended: count it, then look for the next or close what it ends.
      while true {
        guard open >= 0 else { return true }
        nodes[open].count += 1
        skipSpace()
        guard at < bytes.count else { return fail(.unexpectedEnd) }
        let isObject = nodes[open].kind == .object
        let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        if bytes[at] == UInt8(ascii: ",") {
          let comma = at
          at += 1
          skipSpace()
          if at < bytes.count, bytes[at] == closing { return fail(.trailingComma, at: comma) }
          if isObject { guard readKey() else { return false } }
          break
        } else if bytes[at] == closing {
          close()
        } else {
          return fail(.unexpected(bytes[at]))
        }
      }
    }
  }

  private mutating func push(_ kind: JSONKind) -> Bool {
    guard depth < depthLimit else { return fail(.tooDeep(limit: depthLimit)) }
    depth += 1
    let container = nodes.count
    nodes.append(JSONNode(kind: kind, start: at, end: at, next: open))
    open = container
    at += 1
    return true
  }

  private mutating func close() {
    let container = open
    at += 1
    depth -= 1
    open = nodes[container].next == .max ? -1 : Int(nodes[container].next)
    nodes[container].end = UInt32(truncatingIfNeeded: at)
    nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  /// Reads a key, the colon and the space behind it.
  private mutating func readKey() -> Bool {
    guard at < bytes.count else { return fail(.unexpectedEnd) }
    guard bytes[at] == UInt8(ascii: "\"") else { return fail(.unexpected(bytes[at])) }
    guard readString() else { return false }
    skipSpace()
    guard at < bytes.count else { return fail(.unexpectedEnd) }
    guard bytes[at] == UInt8(ascii: ":") else { return fail(.unexpected(bytes[at])) }
    at += 1
    skipSpace()
    return true
  }

  private mutating func readString() -> Bool {
    at += 1
    let start = at
    var escaped = false
    while at < bytes.count {
      skipPlainBytes()
      guard at < bytes.count else { break }
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        nodes.append(
          JSONNode(
            kind: .string, start: start, end: at, next: nodes.count + 1, isEscaped: escaped)
        )
        at += 1
        return true
      case UInt8(ascii: "\\"):
        escaped = true
        guard readEscape() else { return false }
      case 0..<0x20:
        return fail(.controlCharacter(byte))
      case 0x20..<0x80:
        at += 1
      default:
        guard readUTF8() else { return false }
      }
    }
    return fail(.unexpectedEnd)
  }

  /// Steps over bytes of a string that need no look of their own, eight at a time.
  @inline(__always)
  private mutating func skipPlainBytes() {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while at &+ 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      // The highest bit of a byte tells: a quote, a backslash, a control character, not ASCII.
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let special =
        (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
          | ((word &- ones &* 0x20) & ~word) | word) & highs
      if special != 0 {
        // Only bytes behind the first one can be marked without reason.
        at &+= special.trailingZeroBitCount / 8
        return
      }
      at &+= 8
    }
  }

  private mutating func readEscape() -> Bool {
    guard at + 1 < bytes.count else { return fail(.unexpectedEnd, at: bytes.count) }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
      return true
    case UInt8(ascii: "u"):
      for i in at + 2..<at + 6 {
        guard i < bytes.count else { return fail(.unexpectedEnd, at: bytes.count) }
        guard ASCII.hexValue(bytes[i]) != nil else { return fail(.badEscape) }
      }
      at += 6
      return true
    default:
      return fail(.badEscape)
    }
  }

  /// Steps over one well-formed sequence of two to four bytes.
  private mutating func readUTF8() -> Bool {
    let length = UTF8Sequence.length(in: bytes, at: at)
    guard length > 0 else { return fail(.notUTF8) }
    at += length
    return true
  }

  private mutating func readNumber() -> Bool {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard at < bytes.count else { return fail(.unexpectedEnd) }
    if bytes[at] == UInt8(ascii: "0") {
      at += 1
      if at < bytes.count, ASCII.isDigit(bytes[at]) { return fail(.badNumber, at: start) }
    } else {
      guard skipDigits() else { return fail(.badNumber, at: start) }
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard skipDigits() else { return fail(.badNumber, at: start) }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
        at += 1
      }
      guard skipDigits() else { return fail(.badNumber, at: start) }
    }
    nodes.append(
      JSONNode(kind: .number, start: start, end: at, next: nodes.count + 1))
    return true
  }

  /// Steps over at least one digit.
  private mutating func skipDigits() -> Bool {
    let start = at
    while at < bytes.count, ASCII.isDigit(bytes[at]) { at += 1 }
    return at > start
  }

  private mutating func readLiteral(_ word: StaticString, _ kind: JSONKind) -> Bool {
    let start = at
    for i in 0..<word.utf8CodeUnitCount {
      guard at < bytes.count, bytes[at] == word.utf8Start[i] else {
        return fail(at < bytes.count ? .badLiteral : .unexpectedEnd, at: min(at, bytes.count))
      }
      at += 1
    }
    nodes.append(JSONNode(kind: kind, start: start, end: at, next: nodes.count + 1))
    return true
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private mutating func fail(_ reason: JSONSyntaxError.Reason, at offset: Int? = nil) -> Bool {
    failure = error(reason, at: offset ?? at)
    return false
  }

  private func error(_ reason: JSONSyntaxError.Reason, at offset: Int) -> JSONSyntaxError {
    JSONSyntaxError(
      reason: reason, offset: offset, position: TextPosition(offset: offset, in: bytes))
  }
}

import VerifyMockJSON

// MARK: In a line

extension YAMLReader {
  /// A scalar, an alias or a flow collection that begins here.
  mutating func inlineNode(parent: Int, isText: Bool) throws(YAMLError) -> YAMLNode {
    let start = at
    switch peek() {
    case UInt8(ascii: "*"): return try ended(alias())
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try ended(flowNode())
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try ended(.scalar(quoted(), isPlain: false, at: start))
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return .scalar(try blockScalar(parent: parent), isPlain: false, at: start)
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
      throw failure("a text can't begin with this character without quotes")
    default:
      if isDash { throw failure("a list begins on a line of its own") }
      return .scalar(try plain(parent: parent), isPlain: !isText, at: start)
    }
  }

  /// A value behind which the line must end.
  private mutating func ended(_ node: YAMLNode) throws(YAMLError) -> YAMLNode {
    skipSpaces()
    guard isBreak(peek()) || peek() == UInt8(ascii: "#") else {
      throw failure("expected the end of the line behind this value")
    }
    return node
  }

  /// A plain scalar, over as many lines as are indented further than its parent.
  private mutating func plain(parent: Int) throws(YAMLError) -> [UInt8] {
    var text = try plainLine(isFlow: false)
    while true {
      let here = at
      skipSpaces()
      if peek() == UInt8(ascii: "#") {
        at = here
        return text
      }
      var breaks = 0
      while peek() == 0x0A || peek() == 0x0D {
        if peek() == 0x0A { breaks += 1 }
        at += 1
        skipSpaces()
      }
      guard at < bytes.count, !isEnd, breaks > 0, column > parent, peek() != UInt8(ascii: "#")
      else {
        at = here
        return text
      }
      text += breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: breaks - 1)
      text += try plainLine(isFlow: false)
      if peek() == UInt8(ascii: ":") { throw failure("a key can't stand within a text") }
    }
  }

  /// What is left of a plain scalar in this line.
  mutating func plainLine(isFlow: Bool) throws(YAMLError) -> [UInt8] {
    let start = at
    while let byte = peek(), !isBreak(byte) {
      if byte == UInt8(ascii: ":") {
        let next = peek(1)
        if isBlank(next) || isFlow && Self.isFlowIndicator(next) { break }
      }
      if byte == UInt8(ascii: "#"), at > start, isBlank(bytes[at - 1]) { break }
      if isFlow, Self.isFlowIndicator(byte) { break }
      at += 1
    }
    var text = Array(bytes[start..<at])
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    // A comment needs the space before it.
    if peek() == UInt8(ascii: "#") { at = start &+ text.count }
    if !isFlow, peek() == UInt8(ascii: ":"), isBlank(peek(1)) {
      throw failure("a second ': ' in one line; quote the text")
    }
    return text
  }

  static func isFlowIndicator(_ byte: UInt8?) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }
}

// MARK: Quotes

extension YAMLReader {
  /// The text between quotes, lines folded.
  mutating func quoted() throws(YAMLError) -> [UInt8] {
    let start = at
    let quote = bytes[at]
    at += 1
    var text: [UInt8] = []
    while let byte = peek() {
      switch byte {
      case quote:
        at += 1
        guard quote == UInt8(ascii: "'"), peek() == quote else { return text }
        text.append(quote)
        at += 1
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): try escape(into: &text)
      case 0x0A, 0x0D: foldQuoted(into: &text)
      default:
        text.append(byte)
        at += 1
      }
    }
    at = start
    throw failure("the quote is not closed")
  }

  /// One line break is a space, further ones are line breaks.
  private mutating func foldQuoted(into text: inout [UInt8]) {
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    var breaks = 0
    while let byte = peek(), isBlank(byte) {
      if byte == 0x0A { breaks += 1 }
      at += 1
    }
    text += breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: max(breaks, 1) - 1)
  }

  private mutating func escape(into text: inout [UInt8]) throws(YAMLError) {
    let start = at
    at += 1
    guard let byte = peek() else { throw failure("the quote is not closed") }
    at += 1
    switch byte {
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"), 0x09: text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "e"): text.append(0x1B)
    case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"):
      text.append(byte)
    case UInt8(ascii: "N"): text += Array("\u{85}".utf8)
    case UInt8(ascii: "_"): text += Array("\u{A0}".utf8)
    case UInt8(ascii: "L"): text += Array("\u{2028}".utf8)
    case UInt8(ascii: "P"): text += Array("\u{2029}".utf8)
    case UInt8(ascii: "x"): try scalar(digits: 2, from: start, into: &text)
    case UInt8(ascii: "u"): try scalar(digits: 4, from: start, into: &text)
    case UInt8(ascii: "U"): try scalar(digits: 8, from: start, into: &text)
    case 0x0A, 0x0D:
      // The line goes on without a space.
      at -= 1
      while let byte = peek(), isBlank(byte) { at += 1 }
    default:
      at = start
      throw failure("there is no such escape")
    }
  }

  private mutating func scalar(
    digits: Int, from start: Int, into text: inout [UInt8]
  ) throws(YAMLError) {
    let end = at &+ digits
    guard end <= bytes.count,
      let value = UInt32(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16)
    else {
      at = start
      throw failure("the escape needs \(digits) hexadecimal digits")
    }
    at = end
    if digits == 4, value & 0xFC00 == 0xD800, peek() == UInt8(ascii: "\\"),
      peek(1) == UInt8(ascii: "u"), at &+ 6 <= bytes.count,
      let low = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
      low & 0xFC00 == 0xDC00,
      let joined = Unicode.Scalar(0x10000 &+ (value & 0x3FF) << 10 &+ (low & 0x3FF))
    {
      at += 6
      text += Array(String(Character(joined)).utf8)
      return
    }
    guard let scalar = Unicode.Scalar(value) else {
      at = start
      throw failure("the escape is no character")
    }
    text += Array(String(Character(scalar)).utf8)
  }
}

// MARK: Block scalars

extension YAMLReader {
  private enum Chomping { case strip, clip, keep }

  /// A literal (`|`) or folded (`>`) text.
  private mutating func blockScalar(parent: Int) throws(YAMLError) -> [UInt8] {
    let isFolded = peek() == UInt8(ascii: ">")
    at += 1
    var chomping = Chomping.clip
    var indent: Int?
    while let byte = peek(), !isBlank(byte) {
      switch byte {
      case UInt8(ascii: "-"): chomping = .strip
      case UInt8(ascii: "+"): chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9"): indent = max(parent, 0) + Int(byte - 0x30)
      default: throw failure("expected the end of the line, or an indentation and '+' or '-'")
      }
      at += 1
    }
    skipSpaces()
    if peek() == UInt8(ascii: "#") { while !isBreak(peek()) { at += 1 } }
    guard isBreak(peek()) else { throw failure("expected the end of the line") }
    skipLine()
    let lines = lines(parent: parent, indent: &indent)
    return joined(lines, isFolded: isFolded, chomping)
  }

  /// The lines of a block scalar without their indentation.
  private mutating func lines(parent: Int, indent: inout Int?) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    while at < bytes.count {
      let start = at
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var content = bytes[start..<end]
      if content.last == 0x0D { content = content.dropLast() }
      let spaces = content.prefix { $0 == 0x20 }.count
      let isEmpty = spaces == content.count
      if !isEmpty {
        if indent == nil {
          guard spaces > parent else { break }
          indent = spaces
        }
        guard spaces >= indent ?? 0, !(spaces == 0 && isMarkerLine(content)) else { break }
      }
      lines.append(isEmpty && spaces <= indent ?? .max ? [] : Array(content.dropFirst(indent ?? 0)))
      at = min(end + 1, bytes.count)
      if end == bytes.count { break }
    }
    return lines
  }

  private func isMarkerLine(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: Array("---".utf8)) || line.starts(with: Array("...".utf8))
  }

  private func joined(_ all: [[UInt8]], isFolded: Bool, _ chomping: Chomping) -> [UInt8] {
    var lines = all
    var trailing = 0
    while lines.last?.isEmpty == true {
      lines.removeLast()
      trailing += 1
    }
    var text: [UInt8] = []
    for (i, line) in lines.enumerated() {
      guard i > 0 else {
        text += line
        continue
      }
      let previous = lines[i - 1]
      let isSpaced = { (line: [UInt8]) in line.first == 0x20 || line.first == 0x09 }
      if !isFolded || isSpaced(line) || isSpaced(previous) {
        text.append(0x0A)
      } else if line.isEmpty {
        // The break behind the text before is the first of them.
        text.append(0x0A)
      } else if !previous.isEmpty {
        text.append(0x20)
      }
      text += line
    }
    guard !lines.isEmpty else {
      return chomping == .keep ? [UInt8](repeating: 0x0A, count: trailing) : []
    }
    switch chomping {
    case .strip: return text
    case .clip: return text + [0x0A]
    case .keep: return text + [UInt8](repeating: 0x0A, count: trailing + 1)
    }
  }
}

// MARK: Flow collections

extension YAMLReader {
  mutating func flowNode() throws(YAMLError) -> YAMLNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let properties = try properties()
    let start = at
    switch peek() {
    case UInt8(ascii: "["): return try named(properties, flowSequence())
    case UInt8(ascii: "{"): return try named(properties, flowMapping())
    case UInt8(ascii: "*"): return try alias()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try named(properties, .scalar(quoted(), isPlain: false, at: start))
    default:
      return try named(properties, .scalar(flowPlain(), isPlain: !properties.isText, at: start))
    }
  }

  private mutating func flowPlain() throws(YAMLError) -> [UInt8] {
    var text = try plainLine(isFlow: true)
    while isBreak(peek()), at < bytes.count {
      let here = at
      try skipBlank()
      guard let byte = peek(), !Self.isFlowIndicator(byte), byte != UInt8(ascii: ":") else {
        at = here
        return text
      }
      text += [0x20] + (try plainLine(isFlow: true))
    }
    return text
  }

  private mutating func flowSequence() throws(YAMLError) -> YAMLNode {
    let start = at
    at += 1
    var items: [YAMLNode] = []
    while true {
      try skipBlank()
      if peek() == UInt8(ascii: "]") { break }
      let here = at
      let item = try flowNode()
      try skipBlank()
      if peek() == UInt8(ascii: ":"), case .scalar(let key, _, _) = item {
        at += 1
        try skipBlank()
        let member = YAMLNode.Member(key: key, keyOffset: here, value: try flowNode())
        items.append(.mapping([member], at: here))
        try skipBlank()
      } else {
        items.append(item)
      }
      if peek() == UInt8(ascii: ",") {
        at += 1
      } else if peek() != UInt8(ascii: "]") {
        throw failure("expected ',' or ']'")
      }
    }
    at += 1
    return .sequence(items, at: start)
  }

  private mutating func flowMapping() throws(YAMLError) -> YAMLNode {
    let start = at
    at += 1
    var members: [YAMLNode.Member] = []
    var known: Set<[UInt8]> = []
    while true {
      try skipBlank()
      if peek() == UInt8(ascii: "}") { break }
      let here = at
      guard case .scalar(let key, _, _) = try flowNode() else {
        at = here
        throw failure("a key must be one line of text")
      }
      try skipBlank()
      var value = YAMLNode.scalar([], isPlain: true, at: at)
      if peek() == UInt8(ascii: ":") {
        at += 1
        try skipBlank()
        if peek() != UInt8(ascii: ","), peek() != UInt8(ascii: "}") { value = try flowNode() }
      }
      guard known.insert(key).inserted else {
        at = here
        throw failure("the key '\(String(decoding: key, as: UTF8.self))' stands twice")
      }
      members.append(YAMLNode.Member(key: key, keyOffset: here, value: value))
      try skipBlank()
      if peek() == UInt8(ascii: ",") {
        at += 1
      } else if peek() != UInt8(ascii: "}") {
        throw failure("expected ',' or '}'")
      }
    }
    at += 1
    return .mapping(members, at: start)
  }
}

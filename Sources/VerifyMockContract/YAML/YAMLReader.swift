import VerifyMockJSON

/// Reads what JSON can express of [YAML 1.2.2](https://yaml.org/spec/1.2.2/): one document of block and
/// flow collections, scalars of every style, anchors and aliases.
///
/// What JSON lacks is refused with its place: complex keys, further documents, tags of one's own,
/// numbers that are not finite. What aliases expand to is bounded.
struct YAMLReader {
  let bytes: [UInt8]
  var at = 0
  var anchors: [[UInt8]: (node: YAMLNode, size: Int)] = [:]
  /// How many values aliases have added.
  var expanded = 0
  var depth = 0

  static let depthLimit = 200
  static let expansionLimit = 500_000

  /// The root of the text's only document.
  static func read(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode {
    var reader = YAMLReader(bytes: bytes)
    guard bytes.withUnsafeBufferPointer({ UTF8Sequence.isWellFormed($0) }) else {
      throw YAMLError(offset: 0, what: "the text is not UTF-8")
    }
    return try reader.document()
  }

  /// Where lines begin.
  private let lineStarts: [Int]

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
  }

  private mutating func document() throws(YAMLError) -> YAMLNode {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    try skipBlank()
    while peek() == UInt8(ascii: "%"), column == 0 { skipLine(); try skipBlank() }
    if isMarker("---") {
      at += 3
      skipSpaces()
    }
    try skipBlank()
    if isEnd { throw failure("the document is empty") }
    let root = try blockNode(parent: -1)
    try skipBlank()
    if isMarker("...") {
      at += 3
      try skipBlank()
    }
    if isMarker("---") { throw failure("only one document may stand in a file") }
    if at < bytes.count { throw failure("expected the end of the document") }
    return root
  }

  // MARK: Bytes

  func peek(_ ahead: Int = 0) -> UInt8? {
    let index = at &+ ahead
    return index < bytes.count ? bytes[index] : nil
  }

  /// How many bytes stand before this one in its line; the line is searched for, as a text may be
  /// one long line.
  var column: Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= at { low = middle } else { high = middle - 1 }
    }
    return at &- lineStarts[low]
  }

  /// Whether nothing but a document marker or the end of the text follows.
  var isEnd: Bool { at >= bytes.count || isMarker("...") || isMarker("---") }

  func isMarker(_ marker: StaticString) -> Bool {
    guard at &+ 3 <= bytes.count else { return false }
    for i in 0..<3 where bytes[at + i] != marker.utf8Start[i] { return false }
    return column == 0 && isBlank(peek(3))
  }

  /// Whether a byte ends a token: white space or the end of the text.
  func isBlank(_ byte: UInt8?) -> Bool {
    guard let byte else { return true }
    return byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  func isBreak(_ byte: UInt8?) -> Bool { byte == nil || byte == 0x0A || byte == 0x0D }

  mutating func skipSpaces() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 { at += 1 }
  }

  mutating func skipLine() {
    while let byte = peek(), byte != 0x0A { at += 1 }
    if at < bytes.count { at += 1 }
  }

  /// Skips white space, line breaks and comments.
  mutating func skipBlank() throws(YAMLError) {
    while true {
      let start = at
      skipSpaces()
      if bytes[start..<at].contains(0x09), column == at &- start, !isBreak(peek()),
        peek() != UInt8(ascii: "#")
      {
        at = start
        throw failure("a tab can't indent")
      }
      switch peek() {
      case UInt8(ascii: "#")? where at == 0 || isBlank(bytes[at - 1]): skipLine()
      case 0x0A?: at += 1
      case 0x0D?: at += 1
      default: return
      }
    }
  }

  func failure(_ what: String) -> YAMLError { YAMLError(offset: at, what: what) }

  // MARK: Blocks

  /// The value that begins here, further in than its parent.
  mutating func blockNode(parent: Int) throws(YAMLError) -> YAMLNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let properties = try properties()
    if properties.isGiven, isBreak(peek()) || peek() == UInt8(ascii: "#") {
      try skipBlank()
      guard !isEnd, column > parent else {
        return try named(properties, .scalar([], isPlain: !properties.isText, at: at))
      }
      return try named(properties, blockNode(parent: parent))
    }
    let column = column
    let node: YAMLNode
    if isDash {
      node = try sequence(column)
    } else if peek() == UInt8(ascii: "?"), isBlank(peek(1)) {
      throw failure("a key must be one line of text")
    } else if try isKey() {
      node = try mapping(column)
    } else {
      node = try inlineNode(parent: parent, isText: properties.isText)
    }
    return try named(properties, node)
  }

  var isDash: Bool { peek() == UInt8(ascii: "-") && isBlank(peek(1)) }

  private mutating func sequence(_ column: Int) throws(YAMLError) -> YAMLNode {
    let start = at
    var items: [YAMLNode] = []
    while !isEnd, self.column == column, isDash {
      at += 1
      skipSpaces()
      if isBreak(peek()) || peek() == UInt8(ascii: "#") {
        let here = at
        try skipBlank()
        items.append(
          !isEnd && self.column > column
            ? try blockNode(parent: column) : .scalar([], isPlain: true, at: here))
      } else {
        items.append(try blockNode(parent: column))
      }
      try skipBlank()
      if !isEnd, self.column > column {
        throw failure("this line is indented further than its list")
      }
    }
    return .sequence(items, at: start)
  }

  private mutating func mapping(_ column: Int) throws(YAMLError) -> YAMLNode {
    let start = at
    var members: [YAMLNode.Member] = []
    var merged: [YAMLNode] = []
    var known: Set<[UInt8]> = []
    while !isEnd, self.column == column, !isDash {
      guard try isKey() else { throw failure("expected 'key: value'") }
      let keyOffset = at
      let (key, isPlain) = try key()
      let value = try memberValue(column)
      if isPlain, key == Array("<<".utf8) {
        merged.append(value)
      } else {
        guard known.insert(key).inserted else {
          at = keyOffset
          throw failure("the key '\(String(decoding: key, as: UTF8.self))' stands twice")
        }
        members.append(YAMLNode.Member(key: key, keyOffset: keyOffset, value: value))
      }
      try skipBlank()
      if !isEnd, self.column > column {
        throw failure("this line is indented further than the keys before it")
      }
    }
    for node in merged { try merge(node, into: &members, &known) }
    return .mapping(members, at: start)
  }

  /// Adds the members of a `<<` that are not there yet.
  private func merge(
    _ node: YAMLNode, into members: inout [YAMLNode.Member], _ known: inout Set<[UInt8]>
  ) throws(YAMLError) {
    switch node {
    case .mapping(let others, _):
      for other in others where known.insert(other.key).inserted { members.append(other) }
    case .sequence(let nodes, _): for node in nodes { try merge(node, into: &members, &known) }
    case .scalar: throw YAMLError(offset: node.offset, what: "'<<' needs an object")
    }
  }

  private mutating func memberValue(_ column: Int) throws(YAMLError) -> YAMLNode {
    skipSpaces()
    guard isBreak(peek()) || peek() == UInt8(ascii: "#") else {
      let properties = try properties()
      guard isBreak(peek()) || peek() == UInt8(ascii: "#") else {
        return try named(
          properties, inlineNode(parent: column, isText: properties.isText))
      }
      return try named(properties, lowerValue(column, isText: properties.isText))
    }
    return try lowerValue(column, isText: false)
  }

  /// The value of a member that begins on a later line than its key.
  private mutating func lowerValue(_ column: Int, isText: Bool) throws(YAMLError) -> YAMLNode {
    let here = at
    try skipBlank()
    guard !isEnd else { return .scalar([], isPlain: !isText, at: here) }
    if self.column > column { return try blockNode(parent: column) }
    if self.column == column, isDash { return try sequence(column) }
    return .scalar([], isPlain: !isText, at: here)
  }

  // MARK: Keys

  /// Whether a key with its colon begins here.
  private func isKey() throws(YAMLError) -> Bool {
    var copy = self
    switch peek() {
    case UInt8(ascii: "\"")?, UInt8(ascii: "'")?:
      let line = at
      guard (try? copy.quoted()) != nil, !bytes[line..<copy.at].contains(0x0A) else { return false }
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"): return false
    case UInt8(ascii: "*"):
      while !copy.isBlank(copy.peek()), copy.peek() != UInt8(ascii: ":") { copy.at += 1 }
    default:
      while !copy.isBreak(copy.peek()) {
        if copy.peek() == UInt8(ascii: ":"), isBlank(copy.peek(1)) { return true }
        if copy.peek() == UInt8(ascii: "#"), copy.at > at, isBlank(bytes[copy.at - 1]) {
          return false
        }
        copy.at += 1
      }
      return false
    }
    copy.skipSpaces()
    return copy.peek() == UInt8(ascii: ":") && isBlank(copy.peek(1))
  }

  /// A key and its colon.
  private mutating func key() throws(YAMLError) -> (text: [UInt8], isPlain: Bool) {
    var text: [UInt8] = []
    var isPlain = false
    switch peek() {
    case UInt8(ascii: "\"")?, UInt8(ascii: "'")?: text = try quoted()
    case UInt8(ascii: "*")?:
      guard case .scalar(let value, _, _) = try alias() else {
        throw failure("a key must be one line of text")
      }
      text = value
    default:
      isPlain = true
      while !(peek() == UInt8(ascii: ":") && isBlank(peek(1))) {
        text.append(bytes[at])
        at += 1
      }
      while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    }
    skipSpaces()
    at += 1
    return (text, isPlain)
  }

  // MARK: Properties

  struct Properties {
    var anchor: [UInt8]?
    /// Whether the tag says that the scalar is text, whatever it looks like.
    var isText = false
    var isGiven = false
  }

  mutating func properties() throws(YAMLError) -> Properties {
    var result = Properties()
    while let byte = peek(), byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
      let start = at
      at += 1
      while !isBlank(peek()),
        ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(peek())
      { at += 1 }
      let name = Array(bytes[(start + 1)..<at])
      result.isGiven = true
      if byte == UInt8(ascii: "&") {
        result.anchor = name
      } else {
        switch String(decoding: name, as: UTF8.self) {
        case "!str": result.isText = true
        case "!map", "!seq", "!int", "!float", "!bool", "!null": break
        case let tag:
          at = start
          throw failure("the tag '!\(tag)' stands for nothing that JSON has")
        }
      }
      skipSpaces()
    }
    return result
  }

  /// Keeps a value under the name of its anchor.
  mutating func named(
    _ properties: Properties, _ node: YAMLNode
  ) throws(YAMLError) -> YAMLNode {
    guard let anchor = properties.anchor else { return node }
    anchors[anchor] = (node, Self.size(of: node))
    return node
  }

  static func size(of node: YAMLNode) -> Int {
    switch node {
    case .scalar: 1
    case .sequence(let items, _): items.reduce(1) { $0 &+ size(of: $1) }
    case .mapping(let members, _): members.reduce(1) { $0 &+ size(of: $1.value) &+ 1 }
    }
  }

  mutating func alias() throws(YAMLError) -> YAMLNode {
    let start = at
    at += 1
    while !isBlank(peek()),
      ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":")].contains(peek())
    { at += 1 }
    let name = Array(bytes[(start + 1)..<at])
    guard let (node, size) = anchors[name] else {
      at = start
      throw failure(
        "there is no anchor '\(String(decoding: name, as: UTF8.self))' before this alias")
    }
    expanded = expanded.saturatingAdd(size)
    guard expanded <= Self.expansionLimit else {
      at = start
      throw failure("aliases expand to more than \(Self.expansionLimit) values")
    }
    return node
  }
}

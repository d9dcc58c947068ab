import VerifyMockContract
import VerifyMockHTTP
import VerifyMockJSON

/// A value as it was received.
enum ReceivedValue {
  case json(JSONElement)
  /// A decoded text of a path, a query, a header field or a form, whose type the contract knows;
  /// `offset` is its place in the body.
  case text([UInt8], offset: Int)
  /// The members of a form or query, or of a group such as `filter[a]`.
  case texts([ReceivedMember])

  var offset: Int? {
    switch self {
    case .json(let element): element.offset
    case .text(_, let offset): offset
    case .texts(let members): members.first?.value.offset
    }
  }
}

struct ReceivedMember {
  let name: [UInt8]
  let value: ReceivedValue
}

/// Where in the received body a value came from that stands at an offset of the written text.
struct ReceivedPlace: Sendable {
  let written: Int
  let received: Int
}

/// Writes what was received as one JSON text in the contract's names, types and order, and notes
/// what it tolerates.
struct Normalizer {
  private let rules: ReadingRules
  private var writer = JSONWriter()
  private(set) var notes: [Tolerance] = []
  private(set) var places: [ReceivedPlace] = []
  private var section = Input.Section.path
  /// The names and positions from the section down to the value that is being read.
  private var trail: [String] = []

  /// A body of a million unknown names must not make a million notes.
  private static let noteLimit = 100

  init(_ rules: ReadingRules) {
    self.rules = rules
    writer.bytes.reserveCapacity(256)
    writer.beginObject()
  }

  /// The whole text; nothing can be written behind it.
  mutating func finish() -> [UInt8] {
    writer.endObject()
    return writer.bytes
  }

  mutating func begin(_ section: Input.Section) {
    self.section = section
    writer.key(section.rawValue)
  }

  mutating func note(_ tolerance: Tolerance) {
    if notes.count < Self.noteLimit { notes.append(tolerance) }
  }

  private mutating func note(_ kind: Tolerance.Kind, _ name: String, got: String, readAs: String) {
    let location = ([section.rawValue] + trail + [name]).joined(separator: "/")
    note(Tolerance(kind: kind, location: location, got: got, readAs: readAs))
  }

  /// The next value that is written came from a place of the body.
  private mutating func mark(_ value: ReceivedValue, length: Int) {
    guard section == .body, let offset = value.offset else { return }
    places.append(ReceivedPlace(written: writer.bytes.count - length, received: offset))
  }

  private mutating func write(_ json: [UInt8], for value: ReceivedValue) {
    writer.rawValue(json)
    mark(value, length: json.count)
  }
}

// MARK: Objects

extension Normalizer {
  /// A member that gives a property.
  private struct Found {
    /// The positions of all members of the property's name; one counts unless it is a list.
    var members: [Int]
    var best: Int
    var match: Spellings.Match
    /// Whether names with brackets give it: `tags[]`, `filter[status]`.
    var isGroup = false
  }

  /// Writes an object: the members that the contract names in its order, then what else may stand.
  ///
  /// - Returns: how each property came to its value.
  mutating func writeObject(_ value: ReceivedValue, _ rule: ReadingRules.Rule) -> [InputOrigin?] {
    let members = Self.members(of: value)
    let found = find(members, rule)
    writer.beginObject()
    mark(value, length: 1)
    var origins = [InputOrigin?](repeating: nil, count: rule.properties.count)
    for (position, property) in rule.properties.enumerated() {
      if let found = found[position] {
        origins[position] = write(found, of: members, property)
      }
      if origins[position] == nil, let standIn = property.defaultValue {
        writer.key(property.name)
        writer.rawValue(standIn)
        origins[position] = .byDefault
      }
    }
    if rule.keepsUnknown { writeUnknown(members, rule) }
    writer.endObject()
    return origins
  }

  private static func members(of value: ReceivedValue) -> [ReceivedMember] {
    switch value {
    case .json(let element):
      element.members.map {
        ReceivedMember(name: $0.key.stringBytes ?? [], value: .json($0.value))
      }
    case .texts(let members): members
    case .text: []
    }
  }

  /// Finds the members that give each property, by the property's position.
  private mutating func find(
    _ members: [ReceivedMember], _ rule: ReadingRules.Rule
  ) -> [Found?] {
    var found = [Found?](repeating: nil, count: rule.properties.count)
    for (index, member) in members.enumerated() {
      if let (position, match) = rule.names.find(member.name) {
        let property = rule.properties[position]
        if match != .exact, found[position] == nil {
          note(
            .spelling, property.name, got: Self.shown(member.name), readAs: property.name)
        }
        add(index, match, &found[position], members, isList: isList(member.value, property))
      } else if let (position, _) = group(of: member, rule) {
        var group =
          found[position] ?? Found(members: [], best: index, match: .exact, isGroup: true)
        group.members.append(index)
        found[position] = group
      } else if !rule.keepsUnknown {
        note(
          .unknown, Self.shown(member.name), got: Self.shown(member.value), readAs: "")
      }
    }
    return found
  }

  /// Adds a member to those of its property: the best spelling counts, then the first.
  private mutating func add(
    _ index: Int, _ match: Spellings.Match, _ found: inout Found?, _ members: [ReceivedMember],
    isList: Bool
  ) {
    guard var old = found else {
      found = Found(members: [index], best: index, match: match)
      return
    }
    old.members.append(index)
    if !isList {
      var dropped = index
      if match < old.match {
        dropped = old.best
        old.best = index
        old.match = match
      }
      note(
        .repeated, Self.shown(members[dropped].name), got: Self.shown(members[dropped].value),
        readAs: "")
    }
    found = old
  }

  /// Whether a property's values are written one by one: `tag=1&tag=2`.
  private func isList(_ value: ReceivedValue, _ property: ReadingRules.Property) -> Bool {
    guard case .text = value else { return false }
    let rule = rules[property.rule]
    return rule.types.contains(.array) && !rule.types.contains(.string) && rule.separator == nil
  }

  /// The property that a name with brackets belongs to, and what stands between them.
  private func group(
    of member: ReceivedMember, _ rule: ReadingRules.Rule
  ) -> (position: Int, inner: [UInt8])? {
    guard case .text = member.value, member.name.last == UInt8(ascii: "]"),
      let open = member.name.firstIndex(of: UInt8(ascii: "[")), open > 0,
      let found = rule.names.find(Array(member.name[..<open]))
    else { return nil }
    return (found.position, Array(member.name[(open + 1)...].dropLast()))
  }

  /// Writes the member of a property; nil when what was received counts as not given.
  private mutating func write(
    _ found: Found, of members: [ReceivedMember], _ property: ReadingRules.Property
  ) -> InputOrigin? {
    let rule = rules[property.rule]
    let value = members[found.best].value
    if found.isGroup, rule.types.contains(.object) || !rule.types.contains(.array) {
      writer.key(property.name)
      let inner = found.members.map { index in
        let name = members[index].name
        let open = name.firstIndex(of: UInt8(ascii: "[")) ?? name.startIndex
        return ReceivedMember(
          name: Array(name[(open + 1)...].dropLast()), value: members[index].value)
      }
      return write(.texts(inner), rule, name: property.name)
    }
    if !found.isGroup, !isGiven(value, property, rule) { return nil }
    writer.key(property.name)
    guard found.isGroup || isList(value, property) else {
      return write(value, rule, name: property.name)
    }
    let elements = found.members.map { members[$0].value }
    writeList(elements, rule, name: property.name, received: value)
    return .given
  }

  /// Writes the members that the contract has no name for.
  private mutating func writeUnknown(_ members: [ReceivedMember], _ rule: ReadingRules.Rule) {
    for member in members
    where rule.names.find(member.name) == nil && group(of: member, rule) == nil {
      member.name.withUnsafeBufferPointer { writer.key($0) }
      if let additional = rule.additional {
        _ = write(member.value, rules[additional], name: Self.shown(member.name))
      } else {
        writeUnchanged(member.value)
      }
    }
  }
}

// MARK: Values

extension Normalizer {
  /// Whether a member counts as given: `null` and the empty text do not, nor does a zero that an
  /// optional number leaves out.
  private mutating func isGiven(
    _ value: ReceivedValue, _ property: ReadingRules.Property, _ rule: ReadingRules.Rule
  ) -> Bool {
    let kind: Tolerance.Kind
    switch value {
    case .texts: return true
    case .json(let element) where element.kind == .null:
      // Where null is documented it is no tolerance, and where it must be given it is a value.
      if rule.types.contains(.null) { return property.isRequired }
      kind = .null
    case .json, .text:
      guard let text = Self.simpleText(of: value) else { return true }
      if text.isEmpty, !rule.takesEmpty {
        kind = .empty
      } else if rule.excludesZero, !property.isRequired, Self.isZero(text) {
        kind = .zero
      } else {
        return true
      }
    }
    note(
      kind, property.name, got: kind == .empty ? "\"\"" : Self.shown(value),
      readAs: property.defaultValue.map { Self.shown($0) } ?? "")
    return false
  }

  /// Writes one value the way its schema asks for it.
  mutating func write(
    _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) -> InputOrigin {
    switch value {
    case .texts: writeInner(value, rule, name: name)
    case .text(let text, _): writeText(text, value, rule, name: name)
    case .json(let element):
      switch element.kind {
      case .string: writeText(element.stringBytes ?? [], value, rule, name: name)
      case .number: return writeNumber(element.rawBytes, value, rule, name: name)
      case .object where !rule.isOpaque && !(rule.properties.isEmpty && rule.additional == nil):
        writeInner(value, rule, name: name)
      case .array where rule.items != nil:
        writeList(element.elements.map { .json($0) }, rule, name: name, received: value)
      default: writeUnchanged(value)
      }
    }
    return .given
  }

  private mutating func writeInner(
    _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) {
    trail.append(name)
    _ = writeObject(value, rule)
    trail.removeLast()
  }

  private mutating func writeList(
    _ elements: [ReceivedValue], _ rule: ReadingRules.Rule, name: String, received: ReceivedValue
  ) {
    writer.beginArray()
    mark(received, length: 1)
    trail.append(name)
    for (index, element) in elements.enumerated() {
      if let items = rule.items {
        _ = write(element, rules[items], name: "\(index)")
      } else {
        writeUnchanged(element)
      }
    }
    trail.removeLast()
    writer.endArray()
  }

  private mutating func writeUnchanged(_ value: ReceivedValue) {
    switch value {
    case .json(let element):
      switch element.kind {
      case .object, .array: write(JSONValue(element).bytes(), for: value)
      default: write(element.rawBytes, for: value)
      }
    case .text(let text, _): write(JSONText.quoted(text), for: value)
    case .texts(let members):
      writer.beginObject()
      for member in members {
        member.name.withUnsafeBufferPointer { writer.key($0) }
        writeUnchanged(member.value)
      }
      writer.endObject()
    }
  }

  private mutating func writeText(
    _ text: [UInt8], _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) {
    // The type of a value in JSON is the client's choice; a text alone has none.
    let isText = if case .text = value { true } else { false }
    if let (position, match) = rule.values?.find(text), match != .exact,
      let canonical = rule.values?.names[position]
    {
      let readAs = Self.shown(isText ? canonical : JSONText.quoted(canonical))
      note(.value, name, got: Self.shown(value), readAs: readAs)
      write(JSONText.quoted(canonical), for: value)
    } else if rule.types.contains(.string) || rule.values?.find(text) != nil {
      writeUnchanged(value)
    } else if !rule.types.isDisjoint(with: .number),
      let number = Self.number(text, fraction: rule.types.contains(.fraction))
    {
      if !isText { note(.type, name, got: Self.shown(value), readAs: Self.shown(number)) }
      write(number, for: value)
    } else if rule.types.contains(.boolean), let word = Self.booleanWord(text) {
      if !isText { note(.type, name, got: Self.shown(value), readAs: word) }
      write(Array(word.utf8), for: value)
    } else if isText, rule.types.contains(.array), let offset = value.offset {
      let separator = rule.separator ?? UInt8(ascii: ",")
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      writeList(
        parts.map { .text(Array($0), offset: offset) }, rule, name: name, received: value)
    } else {
      writeUnchanged(value)
    }
  }

  private mutating func writeNumber(
    _ number: [UInt8], _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) -> InputOrigin {
    var text: [UInt8]?
    if rule.types.isDisjoint(with: .number), rule.types.contains(.string) {
      if let values = rule.values, let (position, _) = values.find(number) {
        text = values.names[position]
      } else if rule.takesDigits, number.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
        text = number
      }
    }
    guard let text else {
      write(number, for: value)
      return .given
    }
    let quoted = JSONText.quoted(text)
    note(.type, name, got: Self.shown(value), readAs: Self.shown(quoted))
    write(quoted, for: value)
    return .givenAsNumber
  }

  // MARK: Texts

  private static func simpleText(of value: ReceivedValue) -> [UInt8]? {
    switch value {
    case .text(let text, _): text
    case .json(let element) where element.kind == .string || element.kind == .number:
      element.simpleText
    case .json, .texts: nil
    }
  }

  /// `0`, `-0`, `0.00`: no digit but zero, no exponent.
  private static func isZero(_ text: [UInt8]) -> Bool {
    let zero = UInt8(ascii: "0")
    return text.contains(zero)
      && text.allSatisfy { $0 == zero || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  /// The number that a text is, leading zeros dropped; nil when it is none.
  private static func number(_ text: [UInt8], fraction: Bool) -> [UInt8]? {
    let zero = UInt8(ascii: "0")
    // A sign in front of leading zeros is no number that could be cut to one.
    var number = text[...]
    while number.count > 1, number[number.startIndex] == zero,
      number[number.startIndex + 1] &- zero < 10
    {
      number.removeFirst()
    }
    guard let document = try? JSONDocument(Array(number)), document.root.kind == .number,
      document.root.rawBytes.count == number.count
    else { return nil }
    let isWhole = number.allSatisfy { $0 &- zero < 10 || $0 == UInt8(ascii: "-") }
    return fraction || isWhole ? Array(number) : nil
  }

  /// The boolean that a text names in any letter case.
  private static func booleanWord(_ text: [UInt8]) -> String? {
    let word = String(decoding: text, as: UTF8.self).lowercased()
    return word == "true" || word == "false" ? word : nil
  }

  /// A value as it stood, strings of JSON with their quotes; cut after 64 bytes.
  private static func shown(_ value: ReceivedValue) -> String {
    switch value {
    case .json(let element): shown(element.rawBytes)
    case .text(let text, _): shown(text)
    case .texts(let members): members.first.map { shown($0.value) } ?? ""
    }
  }

  static func shown(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(64), as: UTF8.self) + (bytes.count > 64 ? "…" : "")
  }
}

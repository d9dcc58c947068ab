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
  let name: ArraySlice<UInt8>
  let value: ReceivedValue
}

/// Reads values the way their rules ask for them, and notes what it tolerates.
///
/// What fits stays as it was received; only what does not is written anew.
struct Normalizer {
  private let rules: ReadingRules
  private(set) var notes: [Tolerance] = []
  private var section = Input.Section.path
  /// The names and positions from the section down to the value that is being read.
  private var trail: [String] = []

  /// A body of a million unknown names must not make a million notes.
  private static let noteLimit = 100

  init(_ rules: ReadingRules) {
    self.rules = rules
  }

  mutating func begin(_ section: Input.Section) { self.section = section }

  mutating func note(_ tolerance: Tolerance) {
    if notes.count < Self.noteLimit { notes.append(tolerance) }
  }

  private mutating func note(_ kind: Tolerance.Kind, _ name: String, got: String, readAs: String) {
    let location = ([section.rawValue] + trail + [name]).joined(separator: "/")
    note(Tolerance(kind: kind, location: location, got: got, readAs: readAs))
  }
}

/// What became of a value.
enum Normalized {
  /// It fits as it is.
  case unchanged
  /// It is this text.
  case text([UInt8], wasNumber: Bool = false)
  /// It was written anew.
  case json(WrittenJSON)

  var isUnchanged: Bool { if case .unchanged = self { true } else { false } }
}

/// An object as its rule has it.
struct NormalizedObject {
  enum Value {
    case given(ReceivedValue, Normalized)
    case byDefault(JSONElement)
  }

  let received: ReceivedValue
  /// The values of the properties that have one, by the property's position in the rule.
  var values: [(property: Int, value: Value)] = []
  /// The members that stay although the contract has no name for them.
  var others: [(member: ReceivedMember, Normalized)] = []
  /// Whether the object fits unmodified; missing defaults do not count.
  var isUnchanged: Bool
  var hasDefaults = false
  /// Whether a default stands in for a member that the contract requires.
  var lacksRequired = false
}

// MARK: Objects

extension Normalizer {
  /// A member that gives a property.
  private struct Found {
    /// The position of the property in the rule.
    let property: Int
    /// The position of the member that counts.
    var best: Int
    var match: Spellings.Match
    /// The positions of further members of the property's name.
    var others: [Int] = []
    /// Whether names with brackets give it: `tags[]`, `filter[status]`.
    var isGroup = false

    /// The positions of all members, in the order in which they were received.
    var members: [Int] { ([best] + others).sorted() }
  }

  /// Reads an object: the members that the contract names, then what else may stand.
  mutating func object(_ value: ReceivedValue, _ rule: ReadingRules.Rule) -> NormalizedObject {
    let isJSON = if case .json = value { true } else { false }
    var object = NormalizedObject(received: value, isUnchanged: isJSON)
    let members = Self.members(of: value)
    var others: [ReceivedMember] = []
    // Few members are given, however many properties there are.
    var found: [Found] = []
    for (index, member) in members.enumerated() {
      if let (position, match) = rule.names.find(member.name) {
        if let earlier = found.firstIndex(where: { $0.property == position }) {
          object.isUnchanged = false
          add(
            index, match, &found[earlier], members,
            isList: isList(member.value, rule.properties[position]))
          continue
        }
        if match != .exact {
          object.isUnchanged = false
          let name = rule.properties[position].name
          note(.spelling, name, got: Self.shown(member.name), readAs: name)
        }
        found.append(Found(property: position, best: index, match: match))
      } else if let (position, _) = group(of: member, rule) {
        if let earlier = found.firstIndex(where: { $0.property == position }) {
          found[earlier].others.append(index)
        } else {
          found.append(Found(property: position, best: index, match: .exact, isGroup: true))
        }
      } else if rule.keepsUnknown {
        others.append(member)
      } else {
        object.isUnchanged = false
        note(
          .unknown, Self.shown(member.name), got: Self.shown(member.value), readAs: "")
      }
    }
    for one in found.sorted(by: { $0.property < $1.property }) {
      guard let value = normalize(one, of: members, rule.properties[one.property]) else {
        object.isUnchanged = false
        continue
      }
      if case .given(_, .unchanged) = value {} else { object.isUnchanged = false }
      object.values.append((one.property, value))
    }
    for position in rule.withDefault
    where !object.values.contains(where: { $0.property == position }) {
      let property = rule.properties[position]
      guard let standIn = property.defaultValue else { continue }
      object.values.append((position, .byDefault(standIn.root)))
      object.hasDefaults = true
      object.lacksRequired = object.lacksRequired || property.isRequired
    }
    for member in others {
      let other = normalizeUnknown(member, rule)
      object.isUnchanged = object.isUnchanged && other.isUnchanged
      object.others.append((member, other))
    }
    return object
  }

  private static func members(of value: ReceivedValue) -> [ReceivedMember] {
    switch value {
    case .json(let element):
      var members: [ReceivedMember] = []
      members.reserveCapacity(Int(element.node.count))
      element.forEachMember { key, value in
        members.append(ReceivedMember(name: key.stringSlice ?? [], value: .json(value)))
      }
      return members
    case .texts(let members): return members
    case .text: return []
    }
  }

  /// Adds another member to those of its property: the best spelling counts, then the first.
  private mutating func add(
    _ index: Int, _ match: Spellings.Match, _ found: inout Found, _ members: [ReceivedMember],
    isList: Bool
  ) {
    if isList {
      found.others.append(index)
      return
    }
    var dropped = index
    if match < found.match {
      dropped = found.best
      found.best = index
      found.match = match
    }
    note(
      .repeated, Self.shown(members[dropped].name), got: Self.shown(members[dropped].value),
      readAs: "")
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
  ) -> (position: Int, inner: ArraySlice<UInt8>)? {
    guard case .text = member.value, member.name.last == UInt8(ascii: "]"),
      let open = member.name.firstIndex(of: UInt8(ascii: "[")), open > member.name.startIndex,
      let found = rule.names.find(member.name[..<open])
    else { return nil }
    return (found.position, member.name[(open + 1)...].dropLast())
  }

  /// Reads the member of a property; nil when what was received counts as not given.
  private mutating func normalize(
    _ found: Found, of members: [ReceivedMember], _ property: ReadingRules.Property
  ) -> NormalizedObject.Value? {
    let rule = rules[property.rule]
    let value = members[found.best].value
    if found.isGroup, rule.types.contains(.object) || !rule.types.contains(.array) {
      let inner = found.members.map { index in
        let name = members[index].name
        let open = name.firstIndex(of: UInt8(ascii: "[")) ?? name.startIndex
        return ReceivedMember(
          name: name[(open + 1)...].dropLast(), value: members[index].value)
      }
      let group = ReceivedValue.texts(inner)
      return .given(group, normalize(group, rule, name: property.name))
    }
    if !found.isGroup, !isGiven(value, property, rule) { return nil }
    guard found.isGroup || isList(value, property) else {
      return .given(value, normalize(value, rule, name: property.name))
    }
    let elements = found.members.map { members[$0].value }
    return .given(
      value, .json(list(elements, rule, name: property.name, received: value)))
  }

  /// Reads a member that the contract has no name for.
  private mutating func normalizeUnknown(
    _ member: ReceivedMember, _ rule: ReadingRules.Rule
  ) -> Normalized {
    guard let additional = rule.additional else { return Self.unchanged(member.value) }
    return normalize(member.value, rules[additional], name: Self.shown(member.name))
  }
}

// MARK: Values

extension Normalizer {
  /// Whether a member counts as given: `null` and the empty text do not, nor does a zero in a body
  /// that an optional number leaves out.
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
      if !rule.takesEmpty, Self.isEmptyText(value) {
        kind = .empty
      } else if section == .body, rule.excludesZero, !property.isRequired, Self.isZero(value) {
        kind = .zero
      } else {
        return true
      }
    }
    note(
      kind, property.name, got: kind == .empty ? "\"\"" : Self.shown(value),
      readAs: property.defaultValue.map { Self.shown($0.bytes[...]) } ?? "")
    return false
  }

  /// Reads one value the way its rule asks for it.
  mutating func normalize(
    _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) -> Normalized {
    switch value {
    case .texts: return inner(value, rule, name: name)
    case .text(let text, _): return normalize(text: text, value, rule, name: name)
    case .json(let element):
      switch element.kind {
      case .string where rule.values == nil && rule.types.contains(.string): return .unchanged
      case .string:
        return normalize(text: element.stringBytes ?? [], value, rule, name: name)
      case .number: return normalize(number: element, rule, name: name)
      case .object where !rule.isOpaque && !(rule.properties.isEmpty && rule.additional == nil):
        return inner(value, rule, name: name)
      case .array:
        guard let items = rule.items else { return .unchanged }
        return normalize(elements: element, rules[items], rule, name: name)
      case .object, .null, .true, .false: return .unchanged
      }
    }
  }

  private mutating func inner(
    _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) -> Normalized {
    trail.append(name)
    defer { trail.removeLast() }
    let object = object(value, rule)
    // Inside a value its own text is looked at, so that defaults have to stand in it.
    if object.isUnchanged, !object.hasDefaults { return .unchanged }
    return .json(WrittenJSON(object, rule))
  }

  private mutating func normalize(
    elements list: JSONElement, _ items: ReadingRules.Rule, _ rule: ReadingRules.Rule, name: String
  ) -> Normalized {
    let written = self.list(
      list.elements.map { .json($0) }, rule, name: name, received: .json(list))
    return written.isChanged ? .json(written) : .unchanged
  }

  private mutating func list(
    _ elements: [ReceivedValue], _ rule: ReadingRules.Rule, name: String, received: ReceivedValue
  ) -> WrittenJSON {
    var written = WrittenJSON(opening: "[", of: received)
    trail.append(name)
    for (index, element) in elements.enumerated() {
      let value =
        rule.items.map { normalize(element, rules[$0], name: "\(index)") }
        ?? Self.unchanged(element)
      written.append(value, of: element, separated: index > 0)
    }
    trail.removeLast()
    written.close("]")
    return written
  }

  /// A value as it stands, in JSON.
  private static func unchanged(_ value: ReceivedValue) -> Normalized {
    switch value {
    case .json: .unchanged
    case .text(let text, _): .text(text)
    case .texts(let members): .json(WrittenJSON(members, of: value))
    }
  }

  private mutating func normalize(
    text: [UInt8], _ value: ReceivedValue, _ rule: ReadingRules.Rule, name: String
  ) -> Normalized {
    // The type of a value in JSON is the client's choice; a text alone has none.
    let isText = if case .text = value { true } else { false }
    let word = rule.values?.find(text[...])
    if let word, word.match != .exact, let canonical = rule.values?.names[word.position] {
      let readAs = Self.shown(isText ? canonical[...] : JSONText.quoted(canonical)[...])
      note(.value, name, got: Self.shown(value), readAs: readAs)
      return .text(canonical)
    }
    if rule.types.contains(.string) || word != nil { return Self.unchanged(value) }
    if !rule.types.isDisjoint(with: .number),
      let number = Self.number(text, fraction: rule.types.contains(.fraction))
    {
      if !isText { note(.type, name, got: Self.shown(value), readAs: Self.shown(number[...])) }
      return .json(WrittenJSON(number, of: value))
    }
    if rule.types.contains(.boolean), let word = Self.booleanWord(text) {
      if !isText { note(.type, name, got: Self.shown(value), readAs: word) }
      return .json(WrittenJSON(Array(word.utf8), of: value))
    }
    if isText, rule.types.contains(.array), let offset = value.offset {
      let separator = rule.separator ?? UInt8(ascii: ",")
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      return .json(
        list(parts.map { .text(Array($0), offset: offset) }, rule, name: name, received: value))
    }
    return Self.unchanged(value)
  }

  private mutating func normalize(
    number element: JSONElement, _ rule: ReadingRules.Rule, name: String
  ) -> Normalized {
    guard rule.types.isDisjoint(with: .number), rule.types.contains(.string) else {
      return .unchanged
    }
    let number = element.rawBytes
    var text: [UInt8]?
    if let values = rule.values, let (position, _) = values.find(number[...]) {
      text = values.names[position]
    } else if rule.takesDigits, number.allSatisfy({ ASCII.isDigit($0) }) {
      text = number
    }
    guard let text else { return .unchanged }
    note(
      .type, name, got: Self.shown(number[...]), readAs: Self.shown(JSONText.quoted(text)[...]))
    return .text(text, wasNumber: true)
  }

  // MARK: Texts

  private static func isEmptyText(_ value: ReceivedValue) -> Bool {
    switch value {
    case .text(let text, _): text.isEmpty
    case .json(let element): element.kind == .string && element.node.start == element.node.end
    case .texts: false
    }
  }

  /// `0`, `-0`, `0.00`: no digit but zero, no exponent.
  private static func isZero(_ value: ReceivedValue) -> Bool {
    let text: [UInt8]
    switch value {
    case .text(let received, _): text = received
    case .json(let element) where element.kind == .string || element.kind == .number:
      text = element.simpleText ?? []
    case .json, .texts: return false
    }
    let zero = UInt8(ascii: "0")
    return text.contains(zero)
      && text.allSatisfy { $0 == zero || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  /// The number that a text is, leading zeros dropped; nil when it is none.
  private static func number(_ text: [UInt8], fraction: Bool) -> [UInt8]? {
    // A sign in front of leading zeros is no number that could be cut to one.
    var number = text[...]
    while number.count > 1, number[number.startIndex] == UInt8(ascii: "0"),
      ASCII.isDigit(number[number.startIndex + 1])
    {
      number.removeFirst()
    }
    guard let document = try? JSONDocument(Array(number)), document.root.kind == .number,
      document.root.rawBytes.count == number.count
    else { return nil }
    let isWhole = number.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: "-") }
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
    case .json(let element): shown(element.rawBytes[...])
    case .text(let text, _): shown(text[...])
    case .texts(let members): members.first.map { shown($0.value) } ?? ""
    }
  }

  static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(64), as: UTF8.self) + (bytes.count > 64 ? "…" : "")
  }
}

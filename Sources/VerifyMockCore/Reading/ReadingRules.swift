import VerifyMockContract
import VerifyMockHTTP
import VerifyMockJSON

/// How the values of an operation are read: what the facts of their schemas say, in the form that
/// reading asks for.
struct ReadingRules: Sendable {
  /// The rules of one schema. Rules refer to each other by position, as schemas may be recursive.
  struct Rule: Sendable {
    var types: SchemaTypes
    /// The texts that may stand; nil where any may.
    var values: Spellings?
    var properties: [Property] = []
    var names = Spellings()
    /// The positions of the properties that have a default.
    var withDefault: [Int] = []
    /// The rule of the elements.
    var items: Int?
    /// The rule of members that have no name in the contract.
    var additional: Int?
    /// Members without a name in the contract stay.
    var keepsUnknown = false
    /// A number is read as the text of its digits.
    var takesDigits = false
    /// Zero is outside the range.
    var excludesZero = false
    /// The empty text is one of the values.
    var takesEmpty = false
    /// Nothing inside is ever changed.
    var isOpaque = false
    /// What stands between the elements of a list that is written as one text.
    var separator: UInt8?
  }

  struct Property: Sendable {
    let name: String
    let rule: Int
    let isRequired: Bool
    /// The contract's `default`.
    let defaultValue: JSONDocument?
  }

  private(set) var rules: [Rule] = []
  private var known: [SchemaFactsID: Int] = [:]

  init() {}

  subscript(rule: Int) -> Rule { rules[rule] }

  /// Compiles the rule of a schema, once.
  mutating func add(_ id: SchemaFactsID, of contract: Contract) -> Int {
    if let index = known[id] { return index }
    let facts = contract.facts(id)
    let index = rules.count
    known[id] = index
    rules.append(Rule(facts))
    if facts.types.contains(.array), let items = facts.items {
      rules[index].items = add(items, of: contract)
    }
    guard facts.types.contains(.object) else { return index }
    if case .described(let additional) = facts.additional {
      rules[index].additional = add(additional, of: contract)
    }
    let properties = facts.properties.map { ($0, rule: add($0.facts, of: contract)) }
    rules[index].set(properties, of: contract)
    return index
  }

  /// Compiles the rule of an object whose members are parameters.
  mutating func add(_ parameters: [ContractParameter], of contract: Contract) -> Int {
    let properties = parameters.map { parameter in
      var rule = add(parameter.facts, of: contract)
      if rules[rule].types.contains(.array), let separator = Self.separator(of: parameter) {
        // The separator is the parameter's own: its rule is not shared.
        rules.append(rules[rule])
        rule = rules.count - 1
        rules[rule].separator = separator
      }
      let property = SchemaFacts.Property(
        name: parameter.name, also: parameter.also, facts: parameter.facts,
        isRequired: parameter.isRequired)
      return (property, rule: rule)
    }
    var object = Rule(types: .object)
    object.set(properties, of: contract)
    rules.append(object)
    return rules.count - 1
  }

  private static func separator(of parameter: ContractParameter) -> UInt8? {
    switch parameter.style {
    case .spaceDelimited: UInt8(ascii: " ")
    case .pipeDelimited: UInt8(ascii: "|")
    default: parameter.explode ? nil : UInt8(ascii: ",")
    }
  }
}

extension ReadingRules.Rule {
  fileprivate init(_ facts: SchemaFacts) {
    types = facts.types
    let texts = (facts.enumValues ?? []).compactMap { value in
      value.text.map { (name: $0, also: value.also) }
    }
    if !texts.isEmpty { values = Spellings(texts) }
    takesEmpty = texts.contains { $0.name.isEmpty }
    takesDigits = Self.takesDigits(facts)
    if !facts.types.isDisjoint(with: .number) {
      let hasZero = facts.enumValues.map { $0.contains { $0.json == [UInt8(ascii: "0")] } } ?? true
      excludesZero = facts.excludes(0) || !hasZero
    }
    switch facts.additional {
    case .allowed, .described: keepsUnknown = true
    case .unsaid: keepsUnknown = facts.properties.isEmpty
    case .forbidden: keepsUnknown = false
    }
    isOpaque =
      facts.types == .all && facts.properties.isEmpty && facts.enumValues == nil
      && facts.items == nil && facts.additional == .unsaid
  }

  fileprivate mutating func set(
    _ properties: [(SchemaFacts.Property, rule: Int)], of contract: Contract
  ) {
    names = Spellings(
      properties.map { property, _ in
        (name: Array(property.name.utf8), also: property.also.map { Array($0.utf8) })
      })
    self.properties = properties.map { property, rule in
      ReadingRules.Property(
        name: property.name, rule: rule, isRequired: property.isRequired,
        defaultValue: contract.facts(property.facts).defaultValue.flatMap { try? JSONDocument($0) })
    }
    withDefault = self.properties.indices.filter { self.properties[$0].defaultValue != nil }
  }

  /// Whether text is asked that may be digits only, so that a number can stand for it.
  ///
  /// A pattern that admits digits says so, examples that are digits too; where neither they nor a
  /// format nor a list of values speak against it, any text may be digits.
  private static func takesDigits(_ facts: SchemaFacts) -> Bool {
    guard facts.types.contains(.string), facts.types.isDisjoint(with: .number) else {
      return false
    }
    if let pattern = facts.pattern { return pattern.includes("0-9") || pattern.includes("\\d") }
    let examples = facts.examples + [facts.defaultValue].compactMap { $0 }
    if examples.isEmpty { return facts.format == nil && facts.enumValues == nil }
    return examples.contains { example in
      let inner = example.dropFirst().dropLast().drop { $0 == UInt8(ascii: "+") }
      return !inner.isEmpty && inner.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
  }
}

/// Names as clients spell them: exactly, by another documented spelling, or in another letter case.
///
/// A class, as rules are copied for each value that is read.
final class Spellings: Sendable {
  /// How a name was found; the smaller, the better.
  enum Match: Int, Sendable, Comparable {
    case exact, otherSpelling, letterCase

    static func < (a: Match, b: Match) -> Bool { a.rawValue < b.rawValue }
  }

  /// The canonical names, by position.
  let names: [[UInt8]]
  private let exact: [[UInt8]: Int]
  private let others: [[UInt8]: Int]
  private let folded: [[UInt8]: Int]

  init(_ names: [(name: [UInt8], also: [[UInt8]])] = []) {
    var exact: [[UInt8]: Int] = [:]
    var others: [[UInt8]: Int] = [:]
    var folded: [[UInt8]: Int] = [:]
    for (position, (name, also)) in names.enumerated() {
      exact[name] = exact[name] ?? position
      for other in also { others[other] = others[other] ?? position }
      // Of names that differ in letter case only, the first one wins.
      for spelling in [name] + also {
        folded[Self.fold(spelling)] = folded[Self.fold(spelling)] ?? position
      }
    }
    self.names = names.map(\.name)
    self.exact = exact
    self.others = others
    self.folded = folded
  }

  /// The best match; nil when no spelling fits.
  func find(_ name: ArraySlice<UInt8>) -> (position: Int, match: Match)? {
    // A few names are compared sooner than one is hashed.
    if names.count <= 24 {
      let position = names.firstIndex { $0.count == name.count && $0.elementsEqual(name) }
      if let position { return (position, .exact) }
    }
    let name = Array(name)
    if let position = exact[name] { return (position, .exact) }
    if let position = others[name] { return (position, .otherSpelling) }
    return folded[Self.fold(name)].map { ($0, .letterCase) }
  }

  private static func fold(_ name: [UInt8]) -> [UInt8] { name.map { ASCII.lowercased($0) } }
}

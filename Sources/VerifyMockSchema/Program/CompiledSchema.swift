import VerifyMockJSON

/// One compiled schema of a ``SchemaSet``; schemas refer to each other by their positions there.
struct CompiledSchema: Sendable {
  /// The kinds that `type` allows; nothing for the schema `false`.
  var types: TypeSet = .any
  var isFalse = false
  /// Whether the schema has `unevaluatedItems` or `unevaluatedProperties` and must know which
  /// children its own keywords have seen.
  var tracksChildren = false
  /// What its keywords other than `type` ask for.
  var checks: [SchemaCheck] = []
  /// Where it leads if it is nothing but a `$ref`.
  var reference: Int?
  /// The value that it was compiled from.
  let place: SourceNode
  /// The schema resource, for the dynamic scope.
  let resource: Int
  /// The tape index of the value of `type`.
  var typeNode = 0
}

/// What one keyword, or a group of them, asks of a value.
///
/// A class, so that going through the checks of a schema copies references and not rules.
final class SchemaCheck: Sendable {
  let rule: Rule
  /// The kinds of value that it looks at.
  let kinds: TypeSet
  let keyword: SchemaKeyword
  /// The tape index of the keyword's value in the schema's document.
  let node: Int

  init(rule: Rule, kinds: TypeSet, keyword: SchemaKeyword, node: Int) {
    self.rule = rule
    self.kinds = kinds
    self.keyword = keyword
    self.node = node
  }

  enum Rule: Sendable {
    case const(JSONElement)
    case enumeration(Enumeration)
    /// `minimum` and its kin, by the keyword.
    case bound(Bound, NumberConstant)
    case minLength(Int)
    case maxLength(Int)
    case pattern(CompiledPattern)
    case format(FormatID, isAsserted: Bool)
    /// Of an array's elements or an object's members.
    case minCount(Int)
    case maxCount(Int)
    case uniqueItems
    case required([[UInt8]])
    case dependentRequired(trigger: [UInt8], names: [[UInt8]])
    case ref(Int)
    /// Where a `$dynamicRef` leads when no resource in scope has its name, and the name's number.
    case dynamicRef(Int, name: Int)
    case allOf([Int])
    case anyOf([Int])
    case oneOf([Int])
    case not(Int)
    case conditional(Int, then: Int?, else: Int?)
    case dependentSchema(trigger: [UInt8], Int)
    case prefixItems([Int])
    case items(Int, from: Int)
    case contains(Int, least: Int, most: Int?)
    case members(MemberRules)
    case propertyNames(Int)
    case unevaluated(Int)
  }

  enum Bound: Sendable {
    case minimum
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
    case multipleOf
  }
}

/// The values of an `enum`.
final class Enumeration: Sendable {
  let values: [JSONElement]
  let strings: NameTable<Void>

  init(_ values: [JSONElement]) {
    self.values = values
    strings = NameTable(values.compactMap(\.stringBytes).map { ($0, ()) })
  }
}

/// What `properties`, `patternProperties` and `additionalProperties` ask of the members of an
/// object: the third applies to what the first two do not.
final class MemberRules: Sendable {
  struct Rule: Sendable {
    let schema: Int
    let keyword: SchemaKeyword
    /// The tape index of the keyword's value.
    let node: Int
  }

  let named: NameTable<Rule>
  let patterns: [(pattern: CompiledPattern, rule: Rule)]
  let additional: Rule?
  /// The keywords that the schema has, with the tape indices of their values.
  let keywords: [(keyword: SchemaKeyword, node: Int)]

  init(
    named: NameTable<Rule>, patterns: [(pattern: CompiledPattern, rule: Rule)], additional: Rule?,
    keywords: [(keyword: SchemaKeyword, node: Int)]
  ) {
    self.named = named
    self.patterns = patterns
    self.additional = additional
    self.keywords = keywords
  }
}

/// Values by name, found by the bytes of a text without making a string of it.
///
/// Names of one length stand together: of the few that a schema has, hardly two do.
struct NameTable<Value: Sendable>: Sendable {
  /// The names in the order in which they were given.
  let names: [[UInt8]]
  private var byLength: [[(name: [UInt8], value: Value)]] = []
  private static var longest: Int { 63 }

  /// Of a name that is given twice the first counts.
  init(_ members: [(name: [UInt8], value: Value)]) {
    names = members.map(\.name)
    for member in members {
      let length = min(member.name.count, Self.longest)
      while byLength.count <= length { byLength.append([]) }
      byLength[length].append(member)
    }
  }

  func value(_ name: UnsafeBufferPointer<UInt8>) -> Value? {
    let length = min(name.count, Self.longest)
    guard length < byLength.count else { return nil }
    let members = byLength[length]
    return members.firstIndex { $0.name.elementsEqual(name) }.map { members[$0].value }
  }
}

/// A number of a schema, as an integer too where it is written as one.
struct NumberConstant: Sendable {
  let small: Int64?
  let decimal: JSONDecimal

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let decimal = JSONDecimal(text) else { return nil }
    self.decimal = decimal
    small = Self.smallInteger(text)
  }

  /// The integer that plain digits stand for: no fraction, no exponent, at most 18 digits.
  static func smallInteger(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    guard text.count > start, text.count - start <= 18 else { return nil }
    var value: Int64 = 0
    for byte in text[start...] {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int64(digit)
    }
    return isNegative ? -value : value
  }
}

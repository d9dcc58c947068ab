import VerifyMockJSON

/// Decides whether an instance is valid; stops at the first failure.
struct SchemaEvaluator {
  /// Which children of a value keywords have evaluated; nil where nobody asks.
  typealias Marks = [Bool]?

  /// How many schemas may be open at once; each takes up to three kilobytes of the
  /// stack in a debug build.
  static let depthLimit = 1200

  let set: SchemaSet
  let instance: JSONView
  let assertsFormats: Bool
  /// Whether the depth or the number of steps went beyond its limit: then nothing is known.
  private(set) var isExhausted = false
  /// How often a pattern took too many steps to be decided: what was found meanwhile is uncertain.
  private(set) var doubts = 0
  /// The pattern of the last doubt.
  private(set) var undecidedPattern: CompiledPattern?
  private var undecided: [(pattern: CompiledPattern, node: Int)] = []
  /// After so many undecided searches, each of which took long, the evaluation ends.
  private static let undecidedLimit = 4
  private var depth = 0
  /// Schemas applied, of which there are at most so many: a schema can ask for a number of steps
  /// that is exponential in its size.
  private var stepsLeft: Int
  /// The resources entered, outermost first; empty where no schema has a `$dynamicRef`.
  private var scope: [Int] = []

  init(set: SchemaSet, instance: JSONView, assertsFormats: Bool) {
    self.set = set
    self.instance = instance
    self.assertsFormats = assertsFormats
    stepsLeft = 1_000_000 + 1_000 * (instance.next - instance.index)
  }

  func view(_ node: Int) -> JSONView { instance.at(node) }

  /// Whether a value is valid against a schema.
  mutating func accepts(_ schema: Int, _ node: Int) -> Bool {
    var marks: Marks = nil
    return accepts(schema, node, &marks)
  }

  /// Whether a value is valid against a schema; the children that it evaluates are marked.
  mutating func accepts(_ index: Int, _ node: Int, _ marks: inout Marks) -> Bool {
    var index = index
    // Where there are dynamic references every resource on the way counts.
    while set.dynamicTargets.isEmpty, let target = set.schemas[index].reference { index = target }
    guard allows(set.schemas[index].types, node) else { return false }
    let checks = set.schemas[index].checks
    if checks.isEmpty { return true }
    guard enter(set.schemas[index].resource) else { return false }
    defer { leave() }
    guard set.schemas[index].tracksChildren, view(node).count > 0 else {
      return satisfies(checks, node, &marks)
    }
    var own: Marks = Array(repeating: false, count: view(node).count)
    guard satisfies(checks, node, &own) else { return false }
    Self.merge(own, into: &marks)
    return true
  }

  /// As ``accepts(_:_:_:)``; a branch that fails marks nothing.
  mutating func acceptsBranch(_ schema: Int, _ node: Int, _ marks: inout Marks) -> Bool {
    var own = marks
    guard accepts(schema, node, &own) else { return false }
    marks = own
    return true
  }

  private mutating func satisfies(
    _ checks: [SchemaCheck], _ node: Int, _ marks: inout Marks
  ) -> Bool {
    let kind = TypeSet(view(node).kind)
    for check in checks where !check.kinds.isDisjoint(with: kind) {
      guard satisfies(check.rule, node, &marks) else { return false }
    }
    return true
  }

  /// Whether `type` allows the value.
  func allows(_ types: TypeSet, _ node: Int) -> Bool {
    let kind = view(node).kind
    if types.contains(TypeSet(kind)) { return true }
    return kind == .number && types.contains(.integer) && isInteger(view(node).raw)
  }

  static func merge(_ own: Marks, into outer: inout Marks) {
    guard let own, outer != nil else { return }
    for (ordinal, isMarked) in own.enumerated() where isMarked { outer?[ordinal] = true }
  }

  /// Whether a value satisfies one check.
  ///
  /// Schemas are nested through here: what needs room on the stack is called, not written out.
  mutating func satisfies(
    _ rule: SchemaCheck.Rule, _ node: Int, _ marks: inout Marks
  ) -> Bool {
    switch rule {
    case .ref(let schema): accepts(schema, node, &marks)
    case .dynamicRef(let schema, let name):
      accepts(dynamicTarget(name) ?? schema, node, &marks)
    case .allOf(let schemas): acceptsAll(schemas, node, &marks)
    case .anyOf(let schemas): acceptsAny(schemas, node, &marks)
    case .oneOf(let schemas): acceptsOne(schemas, node, &marks)
    case .not(let schema): !accepts(schema, node)
    case .conditional(let condition, let then, let other):
      acceptsConditionally(condition, then, other, node, &marks)
    case .dependentSchema(let trigger, let schema):
      member(trigger, of: node) == nil || accepts(schema, node, &marks)
    case .prefixItems(let schemas): acceptsPrefix(schemas, node, &marks)
    case .items(let schema, let start): acceptsItems(schema, from: start, node, &marks)
    case .contains(let schema, let least, let most):
      acceptsSome(schema, least: least, most: most, node, &marks)
    case .members(let rules): acceptsMembers(rules, node, &marks)
    case .propertyNames(let schema): acceptsNames(schema, node)
    case .unevaluated(let schema): acceptsUnevaluated(schema, node, &marks)
    default: satisfiesAssertion(rule, node)
    }
  }
}

// MARK: Bounds and scope

extension SchemaEvaluator {
  /// Opens a schema: its resource joins the dynamic scope. False when a limit is reached.
  mutating func enter(_ resource: Int) -> Bool {
    stepsLeft -= 1
    if depth == SchemaEvaluator.depthLimit || stepsLeft < 0 { isExhausted = true }
    if isExhausted { return false }
    depth += 1
    if !set.dynamicTargets.isEmpty { scope.append(resource) }
    return true
  }

  mutating func leave() {
    depth -= 1
    if !scope.isEmpty { scope.removeLast() }
  }

  /// The schema that a `$dynamicRef` leads to: of the outermost resource in scope that has the name.
  func dynamicTarget(_ name: Int) -> Int? {
    let targets = set.dynamicTargets[name]
    return scope.lazy.compactMap { targets[$0] }.first
  }
}

// MARK: Schemas for the same value

extension SchemaEvaluator {
  private mutating func acceptsAll(
    _ schemas: [Int], _ node: Int, _ marks: inout Marks
  ) -> Bool {
    for schema in schemas where !accepts(schema, node, &marks) { return false }
    return true
  }

  private mutating func acceptsAny(
    _ schemas: [Int], _ node: Int, _ marks: inout Marks
  ) -> Bool {
    var isSatisfied = false
    for schema in schemas where acceptsBranch(schema, node, &marks) {
      // Further branches may evaluate further children.
      if marks == nil { return true }
      isSatisfied = true
    }
    return isSatisfied
  }

  private mutating func acceptsOne(
    _ schemas: [Int], _ node: Int, _ marks: inout Marks
  ) -> Bool {
    var satisfied = 0
    for schema in schemas where acceptsBranch(schema, node, &marks) {
      satisfied += 1
      if satisfied > 1 { return false }
    }
    return satisfied == 1
  }

  private mutating func acceptsConditionally(
    _ condition: Int, _ then: Int?, _ other: Int?, _ node: Int, _ marks: inout Marks
  ) -> Bool {
    // Without branches the condition only says which children it has evaluated.
    if then == nil, other == nil, marks == nil { return true }
    let branch = acceptsBranch(condition, node, &marks) ? then : other
    return branch.map { accepts($0, node, &marks) } ?? true
  }
}

// MARK: Schemas for children

extension SchemaEvaluator {
  private mutating func acceptsPrefix(
    _ schemas: [Int], _ node: Int, _ marks: inout Marks
  ) -> Bool {
    var child = node + 1
    for ordinal in 0..<min(schemas.count, view(node).count) {
      guard accepts(schemas[ordinal], child) else { return false }
      marks?[ordinal] = true
      child = view(child).next
    }
    return true
  }

  private mutating func acceptsItems(
    _ schema: Int, from start: Int, _ node: Int, _ marks: inout Marks
  ) -> Bool {
    var child = node + 1
    for ordinal in 0..<view(node).count {
      if ordinal >= start {
        guard accepts(schema, child) else { return false }
        marks?[ordinal] = true
      }
      child = view(child).next
    }
    return true
  }

  private mutating func acceptsSome(
    _ schema: Int, least: Int, most: Int?, _ node: Int, _ marks: inout Marks
  ) -> Bool {
    var matched = 0
    var child = node + 1
    for ordinal in 0..<view(node).count {
      if accepts(schema, child) {
        matched += 1
        marks?[ordinal] = true
        if let most, matched > most { return false }
        if marks == nil, most == nil, matched >= least { return true }
      }
      child = view(child).next
    }
    return matched >= least
  }

  private mutating func acceptsMembers(
    _ rules: MemberRules, _ node: Int, _ marks: inout Marks
  ) -> Bool {
    var key = node + 1
    for ordinal in 0..<view(node).count {
      let value = key + 1
      var isEvaluated = false
      if let rule = rules.named.value(of: view(key)) {
        guard accepts(rule.schema, value) else { return false }
        isEvaluated = true
      }
      for (pattern, rule) in rules.patterns where matches(pattern, key) {
        guard accepts(rule.schema, value) else { return false }
        isEvaluated = true
      }
      if !isEvaluated, let rule = rules.additional {
        guard accepts(rule.schema, value) else { return false }
        isEvaluated = true
      }
      if isEvaluated { marks?[ordinal] = true }
      key = view(value).next
    }
    return true
  }

  private mutating func acceptsNames(_ schema: Int, _ node: Int) -> Bool {
    var key = node + 1
    for _ in 0..<view(node).count {
      guard accepts(schema, key) else { return false }
      key = view(key + 1).next
    }
    return true
  }

  /// Checks the children that have no mark, and marks them.
  private mutating func acceptsUnevaluated(
    _ schema: Int, _ node: Int, _ marks: inout Marks
  ) -> Bool {
    let step = view(node).kind == .object ? 1 : 0
    var child = node + 1 + step
    for ordinal in 0..<view(node).count {
      if marks?[ordinal] == false {
        guard accepts(schema, child) else { return false }
        marks?[ordinal] = true
      }
      child = view(child).next + step
    }
    return true
  }
}

// MARK: Assertions

extension SchemaEvaluator {
  /// Whether a value satisfies a rule that applies no schema.
  private mutating func satisfiesAssertion(_ rule: SchemaCheck.Rule, _ node: Int) -> Bool {
    let value = view(node)
    switch rule {
    case .const(let constant): return JSONEquality.areEqual(value, constant)
    case .enumeration(let values): return values.contains(value)
    case .bound(let bound, let limit): return isWithin(bound, limit, value.raw)
    case .minLength(let limit):
      // A scalar takes at most twelve bytes as escapes and four as it is.
      return value.raw.count >= limit
        && (value.raw.count >= limit * 12 || value.scalarCount >= limit)
    case .maxLength(let limit): return value.raw.count <= limit || value.scalarCount <= limit
    case .pattern(let pattern): return matches(pattern, node)
    case .format(let format, let isAsserted):
      return !(assertsFormats || isAsserted)
        || value.withDecodedString { FormatChecker.isValid(format, Array($0)) }
    case .minCount(let limit): return value.count >= limit
    case .maxCount(let limit): return value.count <= limit
    case .uniqueItems: return JSONEquality.firstDuplicate(in: value) == nil
    case .required(let names): return names.allSatisfy { member($0, of: node) != nil }
    case .dependentRequired(let trigger, let names):
      return member(trigger, of: node) == nil
        || names.allSatisfy { member($0, of: node) != nil }
    default: return true
    }
  }

  private func isInteger(_ number: UnsafeBufferPointer<UInt8>) -> Bool {
    NumberConstant.smallInteger(number) != nil || (JSONDecimal(number) ?? .zero).isInteger
  }

  /// Compares a number with a limit: as integers if both are short ones, else exactly.
  private func isWithin(
    _ bound: SchemaCheck.Bound, _ limit: NumberConstant, _ number: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if let limit = limit.small, let value = NumberConstant.smallInteger(number) {
      return switch bound {
      case .minimum: value >= limit
      case .maximum: value <= limit
      case .exclusiveMinimum: value > limit
      case .exclusiveMaximum: value < limit
      case .multipleOf: value % limit == 0
      }
    }
    // The parser has seen to it that there is a value.
    let value = JSONDecimal(number) ?? .zero
    return switch bound {
    case .minimum: value >= limit.decimal
    case .maximum: value <= limit.decimal
    case .exclusiveMinimum: value > limit.decimal
    case .exclusiveMaximum: value < limit.decimal
    case .multipleOf: value.isMultiple(of: limit.decimal)
    }
  }

  /// Whether the pattern is found in a string or key.
  ///
  /// False where that takes too many steps, which is counted in ``doubts``.
  mutating func matches(_ pattern: CompiledPattern, _ node: Int) -> Bool {
    let isKnownDoubt = undecided.contains { $0.pattern === pattern && $0.node == node }
    if !isKnownDoubt {
      let verdict = view(node).withDecodedString { pattern.verdict(on: $0) }
      guard verdict == .undecided else { return verdict == .found }
      undecided.append((pattern, node))
    }
    doubts += 1
    undecidedPattern = pattern
    if undecided.count == Self.undecidedLimit { isExhausted = true }
    return false
  }

  /// The value of the first member with a name; nil when there is none.
  func member(_ name: [UInt8], of node: Int) -> Int? {
    name.withUnsafeBufferPointer { view(node).member($0)?.index }
  }
}

extension NameTable {
  /// The value for the name that a string or key is.
  func value(of text: JSONView) -> Value? {
    text.withDecodedString { value($0) }
  }
}

extension Enumeration {
  func contains(_ value: JSONView) -> Bool {
    if value.kind == .string { return strings.value(of: value) != nil }
    return values.contains { JSONEquality.areEqual(value, $0) }
  }
}

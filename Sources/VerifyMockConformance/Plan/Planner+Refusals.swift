import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Requests that the contract forbids.
  mutating func addRefusals() {
    for effect in [Effect.send, .check] {
      guard let operation = operation(effect) else { continue }
      addMissing(operation, effect)
      addBrokenBodies(operation, effect)
    }
    if let operation = operation(.send) {
      addWrongTypes(operation)
      addBadValues(operation, .send)
      addForms(operation)
    }
    for effect in [Effect.list, .numberList] {
      guard let operation = operation(effect) else { continue }
      addBadValues(operation, effect)
    }
    if !plan.steps.contains(where: { $0.checks.contains(.outOfRange) }) {
      skip(.outOfRange, because: "no value has a documented range")
    }
    if !plan.steps.contains(where: { $0.checks.contains(.badEnumeration) }) {
      skip(.badEnumeration, because: "no value has a documented enum")
    }
    addHarmless()
  }

  /// A request that is valid until the caller changes it.
  ///
  /// Where a send costs, it carries a number that can't be reached.
  func validStep(_ name: String, _ operation: ProviderOperation, _ effect: Effect) -> PlanStep {
    var step = step(.probe(name), operation, effect)
    let builder = builder(operation)
    if effect == .send, let place = builder.location(of: "recipient") {
      step.values.append((place, options.areSendsFree ? .recipient(8) : .undialable))
      step.isMalformedSend = true
    }
    if effect == .check {
      if let finder = operation.find.first, let spelling = finder.location.spellings.first {
        step.values.append(
          (
            builder.canonical(spelling),
            finder.kind == .id
              ? .literal(.string(unknownID(1))) : .undialable
          ))
      }
      if let place = builder.location(of: "code") {
        step.values.append((place, .literal(.string("000000"))))
      }
    }
    return step
  }

  private mutating func addRefused(
    _ step: PlanStep, _ check: Check, _ outcomes: [Outcome], _ input: Input? = nil
  ) {
    var step = step
    step.expectation = .refusal(outcomes)
    step.outcomeCheck = check
    step.checks = [check]
    if let input { step.statement = statement(of: input) }
    add(step)
  }

  private mutating func addMissing(_ operation: ProviderOperation, _ effect: Effect) {
    for input in operation.reader.inputs
    where input.isRequired && (input.section == .body || input.section == .query) {
      var step = validStep("missing-\(operation.id)-\(input.name)", operation, effect)
      step.changes = [.without(input.location)]
      addRefused(step, .missingRequired, [.invalidRequestMissing])
    }
  }

  private mutating func addBrokenBodies(_ operation: ProviderOperation, _ effect: Effect) {
    guard let body = operation.contract.requestBody, body.json != nil else { return }
    var step = validStep("malformed-json-\(operation.id)", operation, effect)
    step.changes = [.body(Array(#"{"a": 1,"#.utf8))]
    addRefused(step, .malformedJSON, [.invalidRequestUnreadable])
    guard effect == .send else {
      var step = validStep("media-type-\(operation.id)", operation, effect)
      step.changes = [.mediaType("text/plain")]
      step.expectation = .noServerError
      step.outcomeCheck = .wrongMediaType
      step.checks = [.wrongMediaType]
      add(step)
      return
    }
    guard body.isRequired else { return }
    step = validStep("empty-body-\(operation.id)", operation, effect)
    step.changes = [.body([])]
    addRefused(
      step, .emptyBody, [.invalidRequestMissing, .invalidRequestUnreadable, .invalidRequest])
  }

  private mutating func addWrongTypes(_ operation: ProviderOperation) {
    guard operation.contract.requestBody?.json != nil,
      let place = builder(operation).location(of: "recipient")
    else { return }
    var step = validStep("wrong-type-\(operation.id)", operation, .send)
    step.values.removeAll { $0.location == place }
    step.values.append((place, .literal(.object([JSONMember("x", .number("1"))]))))
    addRefused(step, .wrongType, [.invalidRequestType])
  }

  /// A form where the documents ask for JSON and nothing else.
  private mutating func addForms(_ operation: ProviderOperation) {
    guard let body = operation.contract.requestBody, body.form == nil, body.json != nil,
      provider.requiresMediaType, options.isThorough
    else { return }
    var step = validStep("form-\(operation.id)", operation, .send)
    step.changes = [.form]
    step.expectation = .notAccepted
    step.outcomeCheck = .wrongMediaType
    step.checks = [.wrongMediaType]
    add(step)
  }

  /// Values beyond each documented bound, and one outside each documented enum.
  private mutating func addBadValues(_ operation: ProviderOperation, _ effect: Effect) {
    let bounds = ["limit", "offset"].compactMap { builder(operation).location(of: $0) }
    var count = 0
    for input in operation.reader.inputs
    where (input.section == .query || input.section == .body) && isDocumented(input)
      && !bounds.contains(input.location)
    {
      let facts = provider.contract.facts(input.facts)
      let name = "\(operation.id)-\(input.name)"
      if facts.enumValues != nil {
        add(input, "enum-\(name)", .string("no-such-word"), .badEnumeration, operation, effect)
        count += 1
      }
      for (index, bad) in Self.outOfRange(facts).enumerated() {
        let name = index == 0 ? "range-\(name)" : "range-\(name)-\(index + 1)"
        add(input, name, .number(bad), .outOfRange, operation, effect)
        count += 1
      }
      if count > 0, !options.isThorough { return }
    }
  }

  private mutating func add(
    _ input: Input, _ name: String, _ value: JSONValue, _ check: Check,
    _ operation: ProviderOperation, _ effect: Effect
  ) {
    var step = validStep(name, operation, effect)
    step.values.append((input.location, .literal(value)))
    addRefused(step, check, [.invalidRequestValue], input)
  }

  /// Whole numbers that a range leaves out; none where there is no range, or text may stand.
  static func outOfRange(_ facts: SchemaFacts) -> [String] {
    guard !facts.types.contains(.string) else { return [] }
    // Beyond a billion an endpoint may refuse a number for its size alone.
    let usual = -1e9...1e9
    var result: [String] = []
    if let maximum = facts.maximum, usual.contains(maximum) {
      result.append("\(Int(saturating: maximum).saturatingAdd(1))")
    }
    if let minimum = facts.minimum, usual.contains(minimum) {
      let least = Int(saturating: minimum).saturatingSubtract(1)
      // Zero stands for "not given" in some clients.
      result.append("\(least == 0 ? -1 : least)")
    }
    if let bound = facts.exclusiveMaximum, usual.contains(bound) {
      result.append("\(Int(saturating: bound.rounded(.up)))")
    }
    if let bound = facts.exclusiveMinimum, usual.contains(bound) {
      result.append("\(Int(saturating: bound.rounded(.down)))")
    }
    return result
  }

  /// An unknown query parameter, which a tolerant server ignores.
  private mutating func addHarmless() {
    guard var step = probe("extra") else { return }
    step.changes = [.query("x_unknown=1")]
    step.expectation = .noServerError
    step.outcomeCheck = .unknownExtra
    step.checks = [.unknownExtra]
    add(step)
  }
}

import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Requests that the contract forbids; sends among them carry a number that can't be reached.
  mutating func addRefusals() {
    for effect in [Effect.send, .check] {
      guard let operation = operation(effect) else { continue }
      addMissing(operation, effect)
      addBrokenBodies(operation, effect)
    }
    if let operation = operation(.send) { addWrongTypes(operation, .send) }
    addBadValues()
    addHarmless()
  }

  /// A request that is valid until the caller changes it.
  private func validStep(_ name: String, _ operation: ProviderOperation, _ effect: Effect)
    -> PlanStep
  {
    var step = step(.probe(name), operation, effect)
    let builder = builder(operation)
    if effect == .send, let place = builder.location(of: "recipient") {
      step.values.append((place, .undialable))
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
    _ step: PlanStep, _ check: Check, _ outcomes: [Outcome]
  ) {
    var step = step
    step.expectation = .refusal(outcomes)
    step.outcomeCheck = check
    step.checks = [check]
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

  private mutating func addWrongTypes(_ operation: ProviderOperation, _ effect: Effect) {
    guard operation.contract.requestBody?.json != nil,
      let place = builder(operation).location(of: "recipient")
    else { return }
    var step = validStep("wrong-type-\(operation.id)", operation, effect)
    step.values.removeAll { $0.location == place }
    step.values.append((place, .literal(.object([JSONMember("x", .number("1"))]))))
    addRefused(step, .wrongType, [.invalidRequestType])
  }

  /// One value out of range and one outside its enum, on a free operation where there is one.
  private mutating func addBadValues() {
    let effects: [Effect] = [.list, .numberList, .send]
    var hasRange = false
    var hasEnumeration = false
    for effect in effects {
      guard let operation = operation(effect) else { continue }
      for input in operation.reader.inputs where input.section == .query || input.section == .body {
        let facts = provider.contract.facts(input.facts)
        let limit = builder(operation).location(of: "limit")
        if !hasRange, input.location != limit, let bad = Self.outOfRange(facts) {
          hasRange = true
          var step = validStep("range-\(operation.id)-\(input.name)", operation, effect)
          step.values.append((input.location, .literal(.number(bad))))
          addRefused(step, .outOfRange, [.invalidRequestValue])
        }
        if !hasEnumeration, facts.enumValues != nil {
          hasEnumeration = true
          var step = validStep("enum-\(operation.id)-\(input.name)", operation, effect)
          step.values.append((input.location, .literal(.string("no-such-word"))))
          addRefused(step, .badEnumeration, [.invalidRequestValue])
        }
      }
    }
    if !hasRange { skip(.outOfRange, because: "no value has a documented range") }
    if !hasEnumeration { skip(.badEnumeration, because: "no value has a documented enum") }
  }

  /// A whole number that a range leaves out; nil where there is no range, or text may stand.
  static func outOfRange(_ facts: SchemaFacts) -> String? {
    guard !facts.types.contains(.string) else { return nil }
    // Beyond a billion an endpoint may refuse a number for its size alone.
    let usual = -1e9...1e9
    if let maximum = facts.maximum, usual.contains(maximum) {
      return "\(Int(saturating: maximum).saturatingAdd(1))"
    }
    if let minimum = facts.minimum, usual.contains(minimum) {
      return "\(min(Int(saturating: minimum).saturatingSubtract(1), -1))"
    }
    return nil
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

package import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

/// Plans the requests that check a provider, from its documents alone.
package struct Planner {
  let provider: Provider
  let options: CheckOptions
  var plan = Plan()
  /// How often an operation with a rate was used since its window was last waited for.
  var uses: [String: Int] = [:]

  /// The plan for a provider; the same documents and options give the same plan.
  package static func plan(for provider: Provider, options: CheckOptions) -> Plan {
    var planner = Planner(provider: provider, options: options)
    planner.addLateSend()
    planner.addResentSend()
    planner.addLife()
    planner.addAccess()
    planner.addRefusals()
    planner.addValues()
    planner.addSecond()
    planner.addJoin()
    planner.addDecisions()
    planner.addRace()
    planner.addSpellings()
    planner.addNumbers()
    planner.addLists()
    planner.addForeign()
    planner.addExpiry()
    planner.addTimelyResend()
    planner.addAttemptLimit()
    planner.addDeletion()
    planner.addRateLimit()
    planner.addSkips()
    planner.keepWanted()
    return planner.plan
  }

  private init(provider: Provider, options: CheckOptions) {
    self.provider = provider
    self.options = options
  }

  /// Why the endpoint's TLS is not checked; nil when it is.
  static func reasonUnsecured(_ options: CheckOptions) -> String? {
    switch options.security {
    case .plainHere: "the endpoint is reached without TLS"
    case .unverified: "--insecure: the certificate is not verified"
    case .plain, .verified: nil
    }
  }

  static let reasonLint = "'contracts lint' does this without an endpoint"

  /// The first operation that has an effect.
  func operation(_ effect: Effect) -> ProviderOperation? {
    provider.operations.first { $0.cases.contains { $0.effect == effect } }
  }

  func builder(_ operation: ProviderOperation) -> RequestBuilder {
    RequestBuilder(provider: provider, operation: operation, credentials: options.credentials)
  }

  /// A step of an operation with what its effect's case asks for.
  func step(_ role: StepRole, _ operation: ProviderOperation, _ effect: Effect) -> PlanStep {
    var step = PlanStep(role: role, operation: operation, contract: operation.contract)
    for (place, value) in builder(operation).values(for: effect) {
      step.values.append((place, .literal(value)))
    }
    step.expectation = .outcome(effect.success)
    return step
  }

  /// A step about the verification that an earlier step began.
  func step(
    _ role: StepRole, _ operation: ProviderOperation, _ effect: Effect, about send: StepRole,
    recipient: Int
  ) -> PlanStep {
    var step = step(role, operation, effect)
    if let finder = operation.find.first, let spelling = finder.location.spellings.first {
      let place = builder(operation).canonical(spelling)
      switch finder.kind {
      case .id: step.values.append((place, .verification(send)))
      case .recipient, .number: step.values.append((place, .recipient(recipient)))
      }
    }
    step.needs.append(send)
    return step
  }

  /// A step that checks a code.
  func checkStep(
    _ role: StepRole, about send: StepRole, recipient: Int, code: PlanStep.Value
  ) -> PlanStep? {
    guard let operation = operation(.check),
      let place = builder(operation).location(of: "code")
    else { return nil }
    var step = step(role, operation, .check, about: send, recipient: recipient)
    step.values.append((place, code))
    return step
  }

  /// A send that should succeed.
  ///
  /// - Parameter keeps: whether it carries values that lists can be filtered by.
  func sendStep(
    _ verification: StepRole.Verification, recipient: Int, keeps: Bool = true
  ) -> PlanStep? {
    guard let operation = operation(.send) else { return nil }
    var step = step(.send(verification), operation, .send)
    let builder = builder(operation)
    guard let place = builder.location(of: "recipient") else { return nil }
    step.values.append((place, .recipient(recipient)))
    for (kept, location) in operation.keeps where keeps {
      guard let value = keptValue(kept, location, operation, variant: recipient) else { continue }
      step.values.append(value)
    }
    step.recipient = recipient
    step.cost = .paidSMS
    return step
  }

  /// A value for what a filter asks about, another for each recipient, so that the filter has work
  /// to do.
  private func keptValue(
    _ kept: Int, _ location: Location, _ operation: ProviderOperation, variant: Int
  ) -> (location: String, value: PlanStep.Value)? {
    let isFiltered = provider.operations.contains {
      $0.filters.contains { [.kept(kept), .attemptKept(kept)].contains($0.subject) }
    }
    guard isFiltered, let spelling = location.spellings.first else { return nil }
    let place = builder(operation).canonical(spelling)
    guard let input = operation.reader.inputs.first(where: { $0.location == place }),
      takesInventedText(input)
    else { return nil }
    return (place, .literal(.string(Self.inventedText(variant))))
  }

  /// Whether any text may stand for an input: none that would have to name something.
  func takesInventedText(_ input: Input) -> Bool {
    let facts = provider.contract.facts(input.facts)
    return facts.types.contains(.string) && facts.enumValues == nil && facts.pattern == nil
      && facts.format == nil && !facts.isReference && facts.minLength ?? 0 <= 11
      && facts.maxLength ?? 11 >= 11 && isDocumented(input)
  }

  /// Eleven letters and digits: as long as the shortest limits that providers have for names.
  static func inventedText(_ number: Int) -> String {
    let digits = "\(100_000 + number)"
    return "Check" + digits.suffix(6)
  }

  /// Whether a provider's own documents have an operation.
  func isDocumented(_ operation: ProviderOperation) -> Bool {
    operation.contract.provenance.certainty ?? .documented == .documented
  }

  /// Whether a provider's own documents say what an input must be.
  func isDocumented(_ input: Input) -> Bool {
    statement(of: input).provenance.certainty ?? .documented == .documented
  }

  /// What the contract says of an input; the less certain of the input and its schema.
  func statement(of input: Input) -> Statement {
    let facts = provider.contract.facts(input.facts)
    let schema = provider.contract.provenance(at: facts.pointer)
    let isWeaker = { (a: Provenance, b: Provenance) in
      a.certainty ?? .documented != .documented && b.certainty ?? .documented == .documented
    }
    return isWeaker(schema, input.provenance)
      ? Statement(pointer: facts.pointer, provenance: schema)
      : Statement(pointer: input.pointer, provenance: input.provenance)
  }

  /// Adds a step, waiting for the operation's rate where that is needed.
  mutating func add(_ step: PlanStep, isPaced: Bool = true) {
    var step = step
    if isPaced, let operation = step.operation, let rate = operation.rate {
      let count = uses[operation.id, default: 0]
      // Two are left for what somebody else asks meanwhile.
      if count >= max(1, rate.count.saturatingSubtract(2)) {
        step.after = rate.window + .seconds(1)
        step.isPacing = true
        uses[operation.id] = 1
      } else {
        uses[operation.id] = count + 1
      }
    }
    step.checks = Array(Set(step.checks + Self.general)).sorted()
    if let recipient = step.recipient { addNumberBefore(recipient) }
    plan.steps.append(step)
  }

  /// The checks that look at every answer.
  static let general: [Check] = [
    .status, .mediaType, .strictJSON, .bodySchema, .letterCase, .undocumentedField,
    .responseHeaders, .errorShape, .identifiers, .payloadSize, .codeEchoed, .secretEchoed,
    .transport,
  ]

  mutating func skip(_ checks: Check..., because reason: String) {
    for check in checks where plan.skipped[check] == nil { plan.skipped[check] = reason }
  }

  /// Drops steps that no wanted check uses, and paid sends beyond the budget.
  private mutating func keepWanted() {
    if let only = options.only {
      let wanted = Set(
        plan.steps.filter { step in
          step.checks.contains { only.contains($0) && !Self.general.contains($0) }
        }.map(\.role))
      if only.contains(where: { !Self.general.contains($0) && $0 != .responseTime }) {
        var roles = wanted
        for step in plan.steps.reversed() where roles.contains(step.role) {
          roles.formUnion(step.needs + step.unless)
        }
        plan.steps.removeAll { !roles.contains($0.role) }
      }
    }
    guard let maxPaid = options.maxPaid else { return }
    var paid = 0
    var dropped: Set<StepRole> = []
    if maxPaid == 0 {
      // Without a budget nothing is planned that could change anything.
      dropped = Set(plan.steps.filter { $0.changesState || $0.hasUnsafeMethod }.map(\.role))
      plan.steps.removeAll { dropped.contains($0.role) }
    }
    let reason = "its send is not in the budget (--max-paid \(maxPaid))"
    plan.steps.removeAll { step in
      let isDropped = step.needs.contains { dropped.contains($0) }
      var isTooDear = false
      if step.cost != .free, !isDropped {
        if paid >= maxPaid { isTooDear = true } else { paid += 1 }
      }
      if isDropped || isTooDear { dropped.insert(step.role) }
      return isDropped || isTooDear
    }
    let used = Set(plan.steps.flatMap(\.checks))
    for check in Check.allCases
    where !used.contains(check) && plan.skipped[check] == nil && check != .coverage
      && check != .responseTime
    {
      plan.skipped[check] = reason
    }
  }
}

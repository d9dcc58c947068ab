import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

extension Engine {
  /// Decides what becomes of a request: the scenario's step first, then the rates, then the effect.
  mutating func decide(_ request: ReadRequest, _ account: inout Account) -> Decision {
    guard let step = claimStep(request, &account) else {
      return rateRefusal(request, &account) ?? perform(request, nil, &account)
    }
    let decision = decide(request, step, &account)
    decision.step = step.index
    decision.delay = step.delay
    if case .fault(let fault) = step.action { decision.fault = fault }
    return decision
  }

  private mutating func decide(
    _ request: ReadRequest, _ step: ClaimedStep, _ account: inout Account
  ) -> Decision {
    let reason = stepReason(step, request)
    var course: ScriptedCourse?
    switch step.action {
    case .outcome(let outcome):
      let decision = makeReal(outcome, request, &account)
      decision.reason = decision.reason ?? reason
      return decision
    case .respond(let scripted):
      let decision = Decision(.scripted(scripted), reason: reason)
      decision.verification = request.verification
      return decision
    case .fault(let fault) where fault != .truncate:
      let decision = Decision(.fault, reason: reason)
      decision.verification = request.verification
      return decision
    case .delivery(let wanted, let error): course = ScriptedCourse(course: wanted, error: error)
    case .fault, .nothing: break
    }
    let decision = rateRefusal(request, &account) ?? perform(request, course, &account)
    // A truncated answer names its step.
    if case .fault = step.action { decision.reason = decision.reason ?? reason }
    return decision
  }

  private func stepReason(_ step: ClaimedStep, _ request: ReadRequest) -> String {
    let behaviour = request.behaviour
    let what = "scenario \(behaviour.scenario?.name ?? ""), step \(step.index + 1)"
    if behaviour.origin == .magic, let recipient = request.recipient {
      return what + ", because \(recipient.abbreviated) is a magic recipient"
    }
    return what + ", by \(behaviour.origin.rawValue)"
  }

  // MARK: Steps

  /// A step of a scenario that applies to a request, with one of its uses spent.
  private struct ClaimedStep {
    let index: Int
    let action: Scenario.Step.Action
    let delay: Interval?
  }

  /// The first step that applies and has uses left.
  private mutating func claimStep(_ request: ReadRequest, _ account: inout Account) -> ClaimedStep?
  {
    guard let scenario = request.behaviour.scenario else { return nil }
    for (index, step) in scenario.steps.enumerated() where applies(step, request) {
      if let times = step.times {
        let key = StepCounts.Key(
          scenario: scenario.name, subject: Self.countSubject(of: step, request))
        guard account.stepCounts.uses(of: index, key) < times else { continue }
        evictions.stepCounts += account.stepCounts.add(
          index, key, limit: options.bounds.verifications)
      }
      return ClaimedStep(
        index: index, action: step.action,
        delay: step.delay.map { Self.delay(in: $0, &account.generator) })
    }
    return nil
  }

  /// What the uses of a step are counted per, however its scenario was chosen.
  private static func countSubject(
    of step: Scenario.Step, _ request: ReadRequest
  ) -> StepCounts.Key.Subject {
    let unit = step.per ?? (request.effect == .send ? .recipient : .verification)
    if unit == .verification, let one = request.verification { return .verification(one.serial) }
    return .recipient(request.recipient)
  }

  private func applies(_ step: Scenario.Step, _ request: ReadRequest) -> Bool {
    switch step.target {
    case .effect(let wanted): if wanted != request.effect { return false }
    case .operation(let wanted): if wanted != request.operation.index { return false }
    }
    // A step with conditions applies to the operations that have the values they name.
    if !step.when.isEmpty {
      guard let conditions = step.when[request.operation.index],
        conditions.allSatisfy({ isMet($0, request) })
      else { return false }
    }
    if case .outcome(let outcome) = step.action, request.operation.answer(to: outcome) == nil {
      return false
    }
    return true
  }

  private func isMet(_ condition: ProviderOperation.Condition, _ request: ReadRequest) -> Bool {
    isMet(
      condition, request.values, request.provider, request.arguments,
      verification: request.verification,
      defaultChannel: request.effect == .send ? 0 : nil)
  }

  private static func delay(
    in range: ClosedRange<Interval>, _ generator: inout SeededGenerator
  ) -> Interval {
    let width = Int((range.upperBound - range.lowerBound).nanoseconds / 1_000_000)
    let extra = width > 0 ? generator.below(width + 1) : 0
    return range.lowerBound + .milliseconds(extra)
  }

  /// Makes a scripted outcome the real state: what is answered to have expired has expired.
  private mutating func makeReal(
    _ outcome: Outcome, _ request: ReadRequest, _ account: inout Account
  ) -> Decision {
    guard case .verification(var one) = request.subject else {
      let decision = Decision(outcome)
      if case .number(let number) = request.subject { decision.number = number }
      return decision
    }
    let now = request.now
    var event: CallbackRules.Event?
    switch outcome {
    case .expired:
      if one.state == .pending {
        one.expires = min(one.expires, now)
        one.changed = now
      }
      event = .expired
    case .wrongCode: record(isRight: false, in: &one, request, &account)
    case .checksExhausted:
      one.checkCount = max(one.checkCount, checkLimit(one, request.rules) ?? one.checkCount)
      if one.state == .pending { one.state = .failed }
      one.changed = now
      event = .failed
    case .alreadyVerified:
      if one.status(at: now) == .pending {
        let decision = approve(&one, request, &account)
        decision.answer = .outcome(outcome)
        return decision
      }
    case .alreadyCanceled:
      if one.state == .pending { one.state = .canceled }
      one.changed = now
    default: break
    }
    store(one, &account)
    if let event { enqueue(event, one, account, now: now) }
    return Decision(outcome, verification: one)
  }

  // MARK: Rates

  /// Counts the request against the rates that apply; the refusal when it is one too many.
  private func rateRefusal(_ request: ReadRequest, _ account: inout Account) -> Decision? {
    guard options.limits != .none else { return nil }
    let provider = request.owner.provider
    let operation = request.operation
    var rates: [(rate: Rate, operation: Int?, what: String)] = []
    if let rate = operation.rate { rates.append((rate, operation.index, "'\(operation.id)' is")) }
    // A limit over all operations is off unless asked for: parallel tests share an account.
    if let limit = request.rules.limits.requests,
      options.limits == .all || request.behaviour.scenario?.source.root["set"] != nil
    {
      rates.append((limit.value, nil, "all requests are"))
    }
    for (rate, operation, what) in rates {
      let key = Account.WindowKey(provider: provider, operation: operation)
      guard
        let wait = account.windows[key, default: RateWindow()].admit(at: request.now, rate: rate)
      else { continue }
      return Decision(
        .rateLimitedRequests, limit: Decision.Limit(max: rate.count, wait: wait),
        reason: "\(what) limited to \(rate.count) in \(rate.window.text)",
        verification: request.verification)
    }
    return nil
  }

  // MARK: Values

  /// Reads what the operation's bindings name.
  func readValues(_ request: AuthenticatedRequest) -> RequestValues {
    let operation = request.operation
    let provider = request.provider
    let arguments = request.arguments
    let values = RequestValues()
    values.recipient = arguments.phone(at: operation.bind.recipient)
    if let word = operation.bind.channel.flatMap({ arguments.bytes(at: $0) }) {
      values.channel = provider.channel(named: word)
      if values.channel == nil { values.unknownChannel = word }
    }
    if let location = operation.bind.code, let code = arguments.bytes(at: location) {
      values.code = code
      values.isCodeNumber = arguments.wasNumber(at: location)
    }
    values.codeLength = arguments.int(at: operation.bind.codeLength)
    values.alphabet = operation.bind.alphabet.flatMap { arguments.bytes(at: $0) }
      .flatMap { provider.alphabet(named: $0) }
    values.lifetime = arguments.int(at: operation.bind.lifetime).map { .seconds($0) }
    values.message = operation.bind.message.flatMap { arguments.bytes(at: $0) }
    values.callbackURL = arguments.text(at: operation.bind.callbackURL)
    values.callbackMethod = arguments.text(at: operation.bind.callbackMethod)?.uppercased()
    values.limits = ownLimits(operation.bind, arguments)
    return values
  }

  /// The limits that a request asks for; nil where the operation has no place for any.
  private func ownLimits(
    _ bind: Bindings, _ arguments: Arguments
  ) -> Verification.OwnLimits? {
    guard bind.sends ?? bind.resends ?? bind.checks ?? bind.resendGap != nil else { return nil }
    return Verification.OwnLimits(
      sends: arguments.int(at: bind.sends), resends: arguments.int(at: bind.resends),
      checks: arguments.int(at: bind.checks),
      resendGap: arguments.int(at: bind.resendGap).map { .seconds($0) })
  }

  /// The effect of the first case whose conditions are met; the last one's where none are.
  func chosenEffect(_ request: AuthenticatedRequest, _ values: RequestValues) -> Effect? {
    let cases = request.operation.cases
    let first = cases.first { one in
      one.when.allSatisfy {
        isMet(
          $0, values, request.provider, request.arguments, verification: nil, defaultChannel: nil)
      }
    }
    return (first ?? cases.last)?.effect
  }

  /// Whether a condition of a case or a step is met.
  private func isMet(
    _ condition: ProviderOperation.Condition, _ values: RequestValues, _ provider: Provider,
    _ arguments: Arguments, verification: Verification?, defaultChannel: Int?
  ) -> Bool {
    switch condition.subject {
    case .recipient:
      if let isGiven = condition.isGiven { return (values.recipient != nil) == isGiven }
      guard let recipient = values.recipient ?? verification?.recipient else { return false }
      return condition.values.contains { PhoneNumber($0) == recipient }
    case .channel:
      if let isGiven = condition.isGiven { return (values.channel != nil) == isGiven }
      guard let channel = values.channel ?? verification?.channel ?? defaultChannel,
        provider.channels.indices.contains(channel)
      else { return false }
      let name = provider.channels[channel].name.lowercased()
      return condition.values.contains { value in
        provider.verification.words.engineWords(for: value, .channel)
          .contains { $0.lowercased() == name }
      }
    case .code:
      if let isGiven = condition.isGiven { return (values.code != nil) == isGiven }
      guard let code = values.code else { return false }
      let isRight = verification.map { values.hasRightCode(for: $0) } ?? false
      return condition.values.contains { value in
        switch value {
        case "right": isRight
        case "wrong": !isRight
        default: code.elementsEqual(value.utf8)
        }
      }
    case .location(let location):
      let value = arguments.bytes(at: location)
      if let isGiven = condition.isGiven { return (value != nil) == isGiven }
      guard let value else { return false }
      return condition.values.contains { $0.utf8.elementsEqual(value) }
    }
  }
}

/// The course that a scenario's step gives to a delivery.
struct ScriptedCourse {
  let course: DeliveryCourse
  let error: [UInt8]?
}

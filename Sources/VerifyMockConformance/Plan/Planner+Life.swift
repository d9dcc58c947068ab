import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Send, get, a wrong code, the right one, once more.
  mutating func addLife() {
    guard var send = sendStep(.main, recipient: 0) else {
      skip(.sendThenGet, .wrongCode, .rightCode, .secondCheck, because: "nothing sends here")
      return
    }
    send.checks = [.sendThenGet]
    if let url = options.callbackURL, let operation = send.operation,
      let place = builder(operation).location(of: "callback.url")
    {
      send.values.append((place, .literal(.string(url))))
      send.checks.append(.callbacks)
    }
    add(send)
    addGet(.afterSend, [.sendThenGet, .timestamps, .sums])
    guard options.noCodes == nil else {
      addGet(.afterSendAgain, [.repeatedGet])
      skip(
        .wrongCode, .rightCode, .secondCheck, .expiredCode, .race, .attemptLimit,
        because: options.noCodes ?? "")
      return
    }
    addCheck(.wrongCode, .wrongCode(.send(.main)), .wrongCode, .wrongCode)
    addGet(.afterWrongCode, [.wrongCode])
    addCheck(.rightCode, .rightCode(.send(.main)), .approved, .rightCode, [.sendThenGet])
    addGet(.afterApproval, [.rightCode, .timestamps, .sums])
    addGet(.afterApprovalAgain, [.repeatedGet])
    addCheck(.rightCodeAgain, .rightCode(.send(.main)), .alreadyVerified, .secondCheck)
  }

  private mutating func addGet(_ moment: StepRole.Moment, _ checks: [Check]) {
    guard let get = operation(.get) else {
      skip(.repeatedGet, because: "nothing reads a verification here")
      return
    }
    var step = step(.read(moment), get, .get, about: .send(.main), recipient: 0)
    step.checks = checks
    switch moment {
    case .afterApproval: step.needs.append(.rightCode)
    case .afterApprovalAgain: step.needs += [.rightCode, .read(.afterApproval)]
    case .afterSend, .afterSendAgain, .afterWrongCode, .afterExpiry: break
    }
    add(step)
  }

  private mutating func addCheck(
    _ role: StepRole, _ code: PlanStep.Value, _ outcome: Outcome, _ check: Check,
    _ others: [Check] = []
  ) {
    guard var step = checkStep(role, about: .send(.main), recipient: 0, code: code) else { return }
    step.expectation = .outcome(outcome)
    step.outcomeCheck = check
    step.checks = [check] + others
    if role == .rightCodeAgain { step.needs.append(.rightCode) }
    add(step)
  }

  /// Two right codes at once.
  mutating func addRace() {
    guard options.noCodes == nil, var send = sendStep(.raced, recipient: 2) else { return }
    send.checks = [.race]
    guard let one = checkStep(.race(1), about: send.role, recipient: 2, code: .rightCode(send.role))
    else { return }
    add(send)
    for number in 1...2 {
      var step = PlanStep(role: .race(number), operation: one.operation, contract: one.contract)
      step.values = one.values
      step.needs = one.needs
      step.isTogether = number > 1
      step.checks = [.race]
      add(step)
    }
  }

  /// A resend too soon, then one in time.
  mutating func addResend() {
    guard let operation = operation(.resend), var send = sendStep(.resent, recipient: 1)
    else {
      // A second verification gives lists and filters a second item.
      if var send = sendStep(.second, recipient: 1), provider.operations.contains(where: isList) {
        send.checks = [.pagination, .filters]
        add(send)
      }
      return
    }
    send.checks = [.sendThenGet]
    add(send)
    let gap = provider.verification.limits.resendGap
    if gap != nil {
      var soon = step(.resendTooSoon, operation, .resend, about: send.role, recipient: 1)
      soon.expectation = .outcome(.rateLimitedTooSoon)
      soon.outcomeCheck = .rateLimit
      soon.checks = [.rateLimit]
      add(soon)
    }
    var step = step(.resend, operation, .resend, about: send.role, recipient: 1)
    step.after = gap.map { $0.value + .seconds(1) }
    step.cost = .paidSMS
    step.checks = [.sendThenGet]
    add(step)
  }

  private func isList(_ operation: ProviderOperation) -> Bool {
    operation.cases.contains { $0.effect == .list }
  }

  /// The right code after its lifetime.
  mutating func addExpiry() {
    guard options.noCodes == nil, var send = sendStep(.late, recipient: 3) else { return }
    if let reason = options.noClock {
      skip(.expiredCode, because: reason)
      return
    }
    send.checks = [.expiredCode]
    guard
      var late = checkStep(.lateCode, about: send.role, recipient: 3, code: .rightCode(send.role))
    else { return }
    var lifetime = provider.verification.lifetime
    if let operation = send.operation, let place = builder(operation).location(of: "lifetime") {
      lifetime = .seconds(30)
      send.values.append((place, .literal(.number("30"))))
    }
    add(send)
    late.after = lifetime + .seconds(1)
    late.expectation = .outcome(.expired)
    late.outcomeCheck = .expiredCode
    late.checks = [.expiredCode]
    add(late)
    if let get = operation(.get) {
      var step = step(.read(.afterExpiry), get, .get, about: send.role, recipient: 3)
      step.checks = [.expiredCode]
      add(step)
    }
  }

  /// As many wrong codes as the documents allow, and one more.
  mutating func addAttemptLimit() {
    guard options.noCodes == nil else { return }
    guard let limit = provider.verification.limits.checks else {
      skip(.attemptLimit, because: "no limit is documented")
      return
    }
    guard limit.certainty != .assumed else {
      skip(.attemptLimit, because: "the limit is only assumed")
      return
    }
    guard var send = sendStep(.limited, recipient: 4), limit.value <= 20 else { return }
    send.checks = [.attemptLimit]
    add(send)
    let isLast = provider.verification.limits.checksExhausted == .last
    for i in 1...(isLast ? limit.value : limit.value.saturatingAdd(1)) {
      guard
        var step = checkStep(
          .attempt(i), about: send.role, recipient: 4, code: .wrongCode(send.role))
      else { return }
      let isOver = isLast ? i == limit.value : i > limit.value
      step.expectation = .outcome(isOver ? .checksExhausted : .wrongCode)
      step.outcomeCheck = .attemptLimit
      step.checks = [.attemptLimit]
      add(step)
    }
  }

  /// One request more than a documented rate allows, last of all.
  mutating func addRateLimit() {
    guard let operation = provider.operations.first(where: { $0.rate != nil }),
      let rate = operation.rate, let effect = operation.cases.first?.effect, effect.isList
    else {
      skip(.rateLimit, because: "no rate is documented that is free to provoke")
      return
    }
    // Where the window can't be waited for, what was asked before counts, too, also by an earlier
    // run: then a refusal may come early.
    let isWaiting = options.noClock == nil
    for i in 1...rate.count + 1 {
      var step = step(.rate(i), operation, effect)
      if i == 1, isWaiting { step.after = rate.window + .seconds(1) }
      step.expectation = .outcome(i > rate.count ? .rateLimitedRequests : effect.success)
      if !isWaiting, i <= rate.count { step.expectation = .documented }
      step.outcomeCheck = .rateLimit
      step.checks = [.rateLimit]
      add(step, isPaced: false)
    }
  }

  /// Gives a reason to each check that no request is planned for.
  mutating func addSkips() {
    if options.callbackURL == nil { skip(.callbacks, because: options.noCallbacks) }
    if options.responseTime == nil {
      skip(.responseTime, because: "--response-time is not given")
    }
    if let reason = Self.reasonUnsecured(options) { skip(.transportSecurity, because: reason) }
    skip(.contractLint, because: Self.reasonLint)
    let used = Set(plan.steps.flatMap(\.checks))
    for check in Check.allCases
    where !used.contains(check) && check != .coverage && check != .responseTime {
      skip(check, because: "the provider has nothing that it applies to")
    }
  }
}

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
    addPendingNumber(.afterSend)
    guard options.noCodes == nil else {
      addGet(.afterSendAgain, [.repeatedGet])
      skip(
        .wrongCode, .rightCode, .secondCheck, .expiredCode, .race, .attemptLimit,
        because: options.noCodes ?? "")
      return
    }
    addCheck(.wrongCode, .wrongCode(.send(.main)), .wrongCode, .wrongCode)
    addGet(.afterWrongCode, [.wrongCode])
    addPendingNumber(.afterWrongCode)
    addPendingList()
    addCheck(.rightCode, .rightCode(.send(.main)), .approved, .rightCode, [.sendThenGet])
    addGet(.afterApproval, [.rightCode, .timestamps, .sums])
    addGet(.afterApprovalAgain, [.repeatedGet])
    addCheck(.rightCodeAgain, .rightCode(.send(.main)), .alreadyVerified, .secondCheck)
    addParts()
  }

  private mutating func addGet(_ moment: StepRole.Moment, _ checks: [Check]) {
    guard let get = operation(.get) else {
      skip(.repeatedGet, because: "nothing reads a verification here")
      return
    }
    if isGone(moment) {
      skip(.repeatedGet, because: "what is over can't be read here")
      return
    }
    var step = step(.read(moment), get, .get, about: .send(.main), recipient: 0)
    step.checks = checks
    switch moment {
    case .afterApproval: step.needs.append(.rightCode)
    case .afterApprovalAgain: step.needs += [.rightCode, .read(.afterApproval)]
    default: break
    }
    add(step)
  }

  /// Whether a provider shows a verification no more by then.
  private func isGone(_ moment: StepRole.Moment) -> Bool {
    let gone = provider.verification.gone
    return switch moment {
    case .afterApproval, .afterApprovalAgain: gone.contains(.approved)
    case .afterExpiry: gone.contains(.expired)
    case .afterCancel: gone.contains(.canceled)
    default: false
    }
  }

  /// Reads the verification of a send that is not the main one.
  mutating func addGet(
    _ moment: StepRole.Moment, about send: StepRole, recipient: Int, needs: [StepRole] = [],
    _ checks: [Check]
  ) {
    guard let get = operation(.get), !isGone(moment) else { return }
    var step = step(.read(moment), get, .get, about: send, recipient: recipient)
    step.needs = needs + step.needs
    step.checks = checks
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

  /// Codes with one wrong character, or one too few or too many.
  private mutating func addParts() {
    guard options.isThorough, var send = sendStep(.parts, recipient: 6) else { return }
    send.checks = [.wrongCode]
    add(send)
    // Fewer than the checks that any document allows.
    let length = min(provider.verification.codeLength, 6)
    let alterations: [PlanStep.Alteration] =
      (0..<length).map { .character($0) } + [.shortened, .lengthened]
    for alteration in alterations {
      guard
        var step = checkStep(
          .partlyWrong(alteration), about: send.role, recipient: 6,
          code: .alteredCode(send.role, alteration))
      else { return }
      step.expectation = .refusal([
        .wrongCode, .checksExhausted, .invalidRequestValue, .rateLimitedTooSoon,
      ])
      step.outcomeCheck = .wrongCode
      step.checks = [.wrongCode]
      add(step)
    }
  }

  /// Checks the right code of a verification that should be pending.
  mutating func addApproval(
    _ verification: StepRole.Verification, recipient: Int, _ checks: [Check],
    needs: [StepRole] = [], outcomeCheck: Check = .rightCode
  ) {
    guard options.noCodes == nil,
      var step = checkStep(
        .approval(verification), about: .send(verification), recipient: recipient,
        code: .rightCode(.send(verification)))
    else { return }
    step.needs += needs
    step.outcomeCheck = outcomeCheck
    step.checks = checks
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

  /// A send that is sent again, at once and later; early, so that time has passed by then.
  mutating func addResentSend() {
    guard let operation = operation(.resend), var send = sendStep(.resent, recipient: 5)
    else { return }
    send.checks = [.sendThenGet]
    if hasShortGap, let place = send.operation.flatMap({ builder($0).location(of: Self.gap) }) {
      send.values.append((place, .literal(.number("2"))))
    }
    add(send)
    if let gap = provider.verification.limits.resendGap, gap.certainty != .assumed {
      var soon = step(.resendTooSoon, operation, .resend, about: send.role, recipient: 5)
      soon.expectation = .outcome(.rateLimitedTooSoon)
      soon.outcomeCheck = .rateLimit
      soon.checks = [.rateLimit]
      add(soon)
    }
  }

  private static let gap = "limits.resendGap"

  /// Whether sends ask for a gap that can be waited for in real time.
  private var hasShortGap: Bool {
    options.noClock != nil && options.areSendsFree && options.isThorough
      && operation(.send).map { builder($0).location(of: Self.gap) != nil } ?? false
  }

  /// Sends again when the gap has passed.
  mutating func addTimelyResend() {
    guard let operation = operation(.resend),
      let send = plan.steps.first(where: { $0.role == .send(.resent) })
    else { return }
    var step = step(.resend, operation, .resend, about: send.role, recipient: 5)
    step.after =
      hasShortGap
      ? .milliseconds(2_050)
      : provider.verification.limits.resendGap.map { $0.value + .seconds(1) }
    if hasShortGap { step.since = send.role }
    step.cost = .paidSMS
    step.checks = [.sendThenGet]
    add(step)
    addGet(
      .afterResend, about: send.role, recipient: 5, needs: [.resend], [.sendThenGet, .timestamps])
  }

  /// A second verification gives lists and filters a second item.
  mutating func addSecond() {
    guard provider.operations.contains(where: { $0.cases.contains { $0.effect.isList } }),
      var send = sendStep(.second, recipient: 1)
    else { return }
    send.checks = [.pagination, .filters]
    add(send)
    if operation(.numberList) != nil {
      addApproval(.second, recipient: 1, [.pagination, .filters])
    }
  }

  /// Another send while one is pending, where the documents say that it joins it.
  mutating func addJoin() {
    guard provider.verification.again == .join, options.isThorough,
      var send = sendStep(.joined, recipient: 7)
    else { return }
    send.checks = [.sendThenGet, .sums]
    add(send)
    if options.noCodes == nil,
      var wrong = checkStep(
        .probe("join-wrong"), about: send.role, recipient: 7, code: .wrongCode(send.role))
    {
      // The code is learnt here: from before the second send.
      wrong.expectation = .outcome(.wrongCode)
      wrong.outcomeCheck = .wrongCode
      wrong.checks = [.wrongCode]
      add(wrong)
    }
    var again = renamed(send, .sendAgain)
    again.expectation = .outcome(.sent)
    again.cost = .paidSMS
    again.recipient = 7
    again.needs = [send.role]
    again.unless = [.probe("join-wrong")]
    again.checks = [.sendThenGet, .sums]
    if let operation = send.operation, let place = builder(operation).location(of: "channel"),
      provider.channels.count > 1
    {
      let word = provider.verification.words.word(for: provider.channels[1].name, .channel)
      again.values.append((place, .literal(.string(word))))
    }
    add(again)
    addGet(.afterJoin, about: send.role, recipient: 7, needs: [.sendAgain], [.sendThenGet, .sums])
    addApproval(.joined, recipient: 7, [.rightCode], needs: [.sendAgain])
  }

  /// Ends a verification without a code, where the provider can.
  mutating func addDecisions() {
    let rows: [(Effect, StepRole.Verification, StepRole, StepRole, [Outcome])] = [
      (.cancel, .canceled, .cancel, .checkAfterCancel, [.alreadyCanceled, .notFoundUnknown]),
      (.approve, .approved, .approve, .checkAfterApprove, [.alreadyVerified, .notFoundUnknown]),
    ]
    for (effect, verification, decision, check, refusals) in rows {
      guard options.isThorough, let operation = operation(effect), isDocumented(operation),
        var send = sendStep(verification, recipient: 9)
      else { continue }
      send.checks = [.secondCheck]
      add(send)
      var step = step(decision, operation, effect, about: send.role, recipient: 9)
      // Some providers let a verification be ended only after a while.
      step.expectation = .noServerError
      step.checks = [.secondCheck]
      add(step)
      guard options.noCodes == nil,
        var late = checkStep(check, about: send.role, recipient: 9, code: .rightCode(send.role))
      else { continue }
      late.needs.append(decision)
      late.expectation = .refusal(refusals)
      late.outcomeCheck = .secondCheck
      late.checks = [.secondCheck]
      add(late)
    }
  }

  /// Begins the verification whose code expires later, as early as possible.
  mutating func addLateSend() {
    guard options.noCodes == nil, var send = sendStep(.late, recipient: 3) else { return }
    if options.noClock != nil {
      guard options.isThorough, options.areSendsFree, let operation = send.operation,
        let place = builder(operation).location(of: "lifetime")
      else { return }
      send.values.append((place, .literal(.number("1"))))
      // That so short a lifetime is allowed stands nowhere.
      send.expectation = .noServerError
    } else if let operation = send.operation,
      let place = builder(operation).location(of: "lifetime")
    {
      send.values.append((place, .literal(.number("30"))))
    }
    send.checks = [.expiredCode]
    add(send)
  }

  /// The right code after its lifetime.
  mutating func addExpiry() {
    guard options.noCodes == nil else { return }
    guard let send = plan.steps.first(where: { $0.role == .send(.late) }),
      let operation = send.operation
    else {
      if let reason = options.noClock { skip(.expiredCode, because: reason) }
      return
    }
    guard
      var late = checkStep(.lateCode, about: send.role, recipient: 3, code: .rightCode(send.role))
    else { return }
    if builder(operation).location(of: "lifetime") == nil {
      late.after = provider.verification.lifetime + .seconds(1)
    } else if options.noClock == nil {
      late.after = .seconds(31)
    } else {
      // A clock of whole seconds may be nearly one behind.
      late.after = .milliseconds(2_050)
      late.since = send.role
    }
    late.expectation = .outcome(.expired)
    late.outcomeCheck = .expiredCode
    late.checks = [.expiredCode]
    add(late)
    addGet(.afterExpiry, about: send.role, recipient: 3, [.expiredCode])
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
    // A limit that only words the refusal otherwise would still let the code be guessed.
    guard !isLast,
      var step = checkStep(
        .attempt(limit.value.saturatingAdd(2)), about: send.role, recipient: 4,
        code: .rightCode(send.role))
    else { return }
    step.expectation = .refusal([.checksExhausted, .wrongCode, .expired])
    step.outcomeCheck = .attemptLimit
    step.checks = [.attemptLimit]
    add(step)
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

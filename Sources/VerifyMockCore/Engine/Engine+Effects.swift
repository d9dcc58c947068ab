import VerifyMockJSON

extension Engine {
  /// Carries out a request's effect.
  mutating func perform(
    _ request: ReadRequest, _ course: ScriptedCourse?, _ account: inout Account
  ) -> Decision {
    switch (request.effect, request.subject) {
    case (.send, _): return send(request, course, &account)
    case (.list, _), (.numberList, _): return list(request, account)
    case (.resend, .verification(let one)): return resend(one, request, course, &account)
    case (.check, .verification(let one)): return check(one, request, &account)
    case (.approve, .verification(var one)):
      if let ended = ended(one, request) { return ended }
      return approve(&one, request, &account)
    case (.cancel, .verification(let one)): return cancel(one, request, &account)
    case (.get, .verification(let one)): return Decision(.found, verification: one)
    case (.numberGet, .number(let number)): return Decision(.found, number: number)
    case (.numberUpdate, .number(let number)): return update(number, request, &account)
    case (.numberDelete, .number(let number)):
      account.numbers[request.owner.provider]?.remove(number.phone)
      return Decision(.deleted, number: number)
    case (_, .none), (_, .verification), (_, .number):
      // The look-up found nothing that this effect is about: the documents name another kind.
      return Decision(
        .notFoundUnknown, reason: "'\(request.operation.id)' does not say what it is about")
    }
  }

  // MARK: Sending

  private mutating func send(
    _ request: ReadRequest, _ course: ScriptedCourse?, _ account: inout Account
  ) -> Decision {
    guard let recipient = request.values.recipient else {
      let decision = Decision(
        .invalidRequestValue, reason: "the recipient is not a telephone number")
      decision.violations = [
        Self.violation(at: request.operation.bind.recipient, "must be a telephone number")
      ]
      return decision
    }
    let kept = keptValues(of: request, &account)
    if let refused = uniquenessRefusal(kept, of: recipient, request, account) { return refused }
    guard let pending = pendingInScope(recipient, kept, request) else {
      return create(recipient, kept, request, course, &account)
    }
    let limits = request.rules.limits
    if let gap = options.active(limits.sendGap), let last = pending.attempts.last?.created,
      request.now - last < gap
    {
      return Decision(
        .rateLimitedTooSoon, limit: Decision.Limit(gap: gap, wait: gap - (request.now - last)))
    }
    let again = request.rules.again
    if let limit = pending.limits?.sends ?? options.active(limits.sends), again == .join,
      pending.attempts.count >= limit, request.operation.answer(to: .sendsExhausted) != nil
    {
      return Decision(
        .sendsExhausted, limit: Decision.Limit(max: limit), verification: pending)
    }
    switch again {
    case .join: return join(pending, kept, request, course, &account)
    case .refuse: return Decision(.alreadyPending, verification: pending)
    case .new: return create(recipient, kept, request, course, &account)
    }
  }

  private func pendingInScope(
    _ recipient: PhoneNumber, _ kept: KeptValues, _ request: ReadRequest
  ) -> Verification? {
    let now = request.now
    let channel = request.values.channel ?? 0
    let scope = request.rules.scope
    return verifications.newestOpen(of: recipient, request.owner) { one in
      one.status(at: now) == .pending
        && scope.allSatisfy { key in
          switch key {
          case .channel: one.channel == channel
          case .kept(let position): one.kept.value(position) == kept.value(position)
          }
        }
    }
  }

  private mutating func create(
    _ recipient: PhoneNumber, _ kept: KeptValues, _ request: ReadRequest,
    _ course: ScriptedCourse?, _ account: inout Account
  ) -> Decision {
    let scenario = request.behaviour.scenario
    let values = request.values
    let id = request.rules.identifiers.verification.draw(from: &account.generator)
    var one = Verification(
      serial: verifications.nextSerial, owner: request.owner, id: id, recipient: recipient,
      channel: values.channel ?? 0, code: values.code ?? newCode(request, &account),
      created: request.now,
      lifetime: values.lifetime ?? scenario?.lifetime ?? request.rules.lifetime, kept: kept,
      client: request.authenticated.routed.incoming.client, behaviour: request.behaviour)
    one.callback = values.callbackURL.map { target($0, request) }
    one.limits = values.limits
    addAttempt(to: &one, kept, request, course, &account)
    planExpiry(of: one)
    store(one, &account)
    return Decision(.sent, verification: one)
  }

  private func target(_ url: String, _ request: ReadRequest) -> CallbackTarget {
    CallbackTarget(
      url: url,
      method: request.values.callbackMethod ?? request.provider.callbacks?.method ?? "POST")
  }

  private func newCode(_ request: ReadRequest, _ account: inout Account) -> [UInt8] {
    if let pinned = request.behaviour.scenario?.code ?? account.pinnedCode ?? options.code {
      return pinned
    }
    let alphabet = (request.values.alphabet ?? request.rules.alphabet).characters
    let length = min(max(request.values.codeLength ?? request.rules.codeLength, 1), 32)
    return (0..<length).map { _ in alphabet[account.generator.below(alphabet.count)] }
  }

  /// Another attempt of a pending verification; what the request gives replaces what it gave.
  private mutating func join(
    _ pending: Verification, _ kept: KeptValues, _ request: ReadRequest,
    _ course: ScriptedCourse?, _ account: inout Account
  ) -> Decision {
    var one = pending
    if let channel = request.values.channel { one.channel = channel }
    if let url = request.values.callbackURL { one.callback = target(url, request) }
    one.kept = one.kept.overlaid(with: kept)
    one.changed = request.now
    addAttempt(to: &one, kept, request, course, &account)
    store(one, &account)
    return Decision(.sent, verification: one)
  }

  private mutating func resend(
    _ found: Verification, _ request: ReadRequest, _ course: ScriptedCourse?,
    _ account: inout Account
  ) -> Decision {
    if let ended = ended(found, request) { return ended }
    var one = found
    let rules = request.rules
    if options.limits != .none,
      let limit = one.limits?.resends ?? options.active(rules.limits.resends), one.resends >= limit
    {
      return Decision(.rateLimitedTooMany, limit: Decision.Limit(max: limit), verification: one)
    }
    if options.limits != .none,
      let gap = one.limits?.resendGap ?? options.active(rules.limits.resendGap),
      let last = one.attempts.last?.created, request.now - last < gap
    {
      return Decision(
        .rateLimitedTooSoon, limit: Decision.Limit(gap: gap, wait: gap - (request.now - last)),
        verification: one)
    }
    one.resends += 1
    if rules.resend.code == .renew {
      let code = newCode(request, &account)
      one.code = request.values.code ?? code
    }
    if let channel = request.values.channel { one.channel = channel }
    one.changed = request.now
    if rules.resend.id == .renew {
      one.id = rules.identifiers.verification.draw(from: &account.generator)
    }
    if rules.resend.lifetime == .renew {
      one.expires = request.now + one.lifetime
      planExpiry(of: one)
    }
    addAttempt(to: &one, one.kept, request, course, &account)
    store(one, &account)
    return Decision(.resent, verification: one)
  }

  /// Puts a message on its way; one that arrives is in the inbox at once.
  private mutating func addAttempt(
    to one: inout Verification, _ kept: KeptValues, _ request: ReadRequest,
    _ scripted: ScriptedCourse?, _ account: inout Account
  ) {
    let channel = request.provider.channels[one.channel]
    let wanted = scripted?.course ?? .delivered
    let attempt = Verification.Attempt(
      id: request.rules.identifiers.attempt.draw(from: &account.generator),
      number: one.attempts.count + 1, channel: one.channel, created: request.now,
      course: channel.courses[wanted] == nil ? .delivered : wanted, error: scripted?.error,
      kept: kept)
    one.attempts.append(attempt)
    if one.callback != nil { planStages(of: attempt, one) }
    // What the scenario asked for decides, also where the channel has no such course.
    guard wanted == .delivered else { return }
    let message = Message(
      recipient: one.recipient, code: one.code, text: text(of: one, request, channel, account),
      sent: request.now, verification: one.id, account: account.number, accountName: account.name,
      provider: request.provider.id, channel: channel.name)
    if inbox.append(message) { evictions.messages += 1 }
  }

  private mutating func text(
    of one: Verification, _ request: ReadRequest, _ channel: Channel, _ account: Account
  ) -> [UInt8] {
    var text: [UInt8]
    if let own = request.values.message {
      let placeholder = request.rules.codePlaceholder
      text = placeholder.map { own.replacing($0, with: one.code) } ?? own
    } else {
      var context = RenderContext(provider: request.provider, now: request.now)
      context.accountID = account.key
      context.accountUUID = account.uuid
      context.verification = one
      text = channel.message.rendered(context).withoutEmptyPlaces
    }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }

  /// What the request asks to keep, by kept position.
  private func keptValues(of request: ReadRequest, _ account: inout Account) -> KeptValues {
    let kept = givenValues(of: request, givenOnly: false)
    // Most requests keep the same, which is stored once.
    if kept == account.lastKept { return account.lastKept }
    account.lastKept = kept
    return kept
  }

  private func givenValues(of request: ReadRequest, givenOnly: Bool) -> KeptValues {
    var values = KeptValues(repeating: nil, count: request.rules.keptNames.count)
    if !givenOnly {
      for (position, json) in request.rules.keptConstants { values[position] = json }
    }
    for (position, location) in request.operation.keeps where values.indices.contains(position) {
      values[position] =
        request.arguments.json(at: location, givenOnly: givenOnly) ?? values[position]
    }
    return values.contains { $0 != nil } ? values : []
  }

  // MARK: Checking

  private mutating func check(
    _ found: Verification, _ request: ReadRequest, _ account: inout Account
  ) -> Decision {
    var one = found
    let limit = checkLimit(one, request.rules)
    if var ended = ended(one, request) {
      if ended.outcome == .checksExhausted {
        ended = Decision(.checksExhausted, limit: Decision.Limit(max: limit), verification: one)
      }
      return ended
    }
    if let limit, one.checkCount >= limit { return exhaust(&one, limit, request, &account) }
    let isRight = request.values.hasRightCode(for: one)
    record(isRight: isRight, in: &one, request, &account)
    if isRight { return approve(&one, request, &account) }
    if let limit, one.checkCount >= limit, request.rules.limits.checksExhausted == .last {
      return exhaust(&one, limit, request, &account)
    }
    store(one, &account)
    return Decision(
      .wrongCode,
      reason: request.values.code == nil ? "the request has no code" : "this is not the code",
      verification: one)
  }

  private func ended(_ one: Verification, _ request: ReadRequest) -> Decision? {
    one.endedOutcome(at: request.now).map { Decision($0, verification: one) }
  }

  func checkLimit(_ one: Verification, _ rules: VerificationRules) -> Int? {
    guard options.limits != .none else { return nil }
    return one.limits?.checks ?? options.active(rules.limits.checks)
  }

  func record(
    isRight: Bool, in one: inout Verification, _ request: ReadRequest, _ account: inout Account
  ) {
    one.append(
      Verification.Check(
        id: request.rules.identifiers.check.draw(from: &account.generator),
        number: one.checkCount + 1, created: request.now, isRight: isRight))
  }

  private mutating func exhaust(
    _ one: inout Verification, _ limit: Int, _ request: ReadRequest, _ account: inout Account
  ) -> Decision {
    end(&one, as: .failed, request, &account)
    enqueue(.failed, one, account, now: request.now)
    return Decision(.checksExhausted, limit: Decision.Limit(max: limit), verification: one)
  }

  mutating func approve(
    _ one: inout Verification, _ request: ReadRequest, _ account: inout Account
  ) -> Decision {
    one.isApprovalCharged = true
    end(&one, as: .approved, request, &account)
    enqueue(.approved, one, account, now: request.now)
    let decision = Decision(.approved, verification: one)
    if request.rules.leavesNumber {
      decision.number = leaveNumber(of: one, at: request.now, &account)
    }
    return decision
  }

  /// Adds the number of an approved verification to the account's verified numbers.
  @discardableResult
  mutating func leaveNumber(
    of one: Verification, at time: Instant, _ account: inout Account
  ) -> VerifiedNumber {
    let number = VerifiedNumber(
      phone: one.recipient, created: time, modified: time, verification: one.id, kept: one.kept)
    add(number, of: one.owner.provider, &account)
    return number
  }

  mutating func add(_ number: VerifiedNumber, of provider: Int, _ account: inout Account) {
    evictions.numbers += account.numbers[provider, default: VerifiedNumbers()].add(
      number, limit: options.bounds.verifications)
  }

  private mutating func cancel(
    _ found: Verification, _ request: ReadRequest, _ account: inout Account
  ) -> Decision {
    if let ended = ended(found, request) { return ended }
    var one = found
    end(&one, as: .canceled, request, &account)
    enqueue(.canceled, one, account, now: request.now)
    return Decision(.canceled, verification: one)
  }

  private mutating func end(
    _ one: inout Verification, as state: VerificationStatus, _ request: ReadRequest,
    _ account: inout Account
  ) {
    one.state = state
    one.changed = request.now
    store(one, &account)
  }

  // MARK: Numbers

  /// Refuses a kept value that must be unique and that another verified number has.
  private func uniquenessRefusal(
    _ kept: KeptValues, of phone: PhoneNumber, _ request: ReadRequest, _ account: Account
  ) -> Decision? {
    if request.rules.unique.isEmpty { return nil }
    let others = account.numbers[request.owner.provider]?.all.filter { $0.phone != phone } ?? []
    for position in request.rules.unique {
      guard let value = kept.value(position), value != Array("\"\"".utf8),
        others.contains(where: { $0.kept.value(position) == value })
      else { continue }
      let name = request.rules.keptNames[position]
      let decision = Decision(
        .invalidRequestValue, reason: "another verified number has the same '\(name)'")
      let location = request.operation.keeps.first { $0.kept == position }?.location
      decision.violations = [Self.violation(at: location, "is already used")]
      return decision
    }
    return nil
  }

  private func update(
    _ found: VerifiedNumber, _ request: ReadRequest, _ account: inout Account
  ) -> Decision {
    var number = found
    number.kept = number.kept.overlaid(with: givenValues(of: request, givenOnly: true))
    if let refused = uniquenessRefusal(number.kept, of: number.phone, request, account) {
      return refused
    }
    number.modified = request.now
    account.numbers[request.owner.provider]?.replace(number)
    return Decision(.updated, number: number)
  }
}

extension [UInt8] {
  /// The text with one space where the placeholders of what a request did not give leave several.
  fileprivate var withoutEmptyPlaces: [UInt8] {
    let space = UInt8(ascii: " ")
    var text: [UInt8] = []
    text.reserveCapacity(count)
    for byte in self where byte != space || text.last != space { text.append(byte) }
    return text
  }

  /// Every occurrence of some bytes replaced.
  fileprivate func replacing(_ needle: [UInt8], with other: [UInt8]) -> [UInt8] {
    guard !needle.isEmpty else { return self }
    var out: [UInt8] = []
    var rest = self[...]
    while let at = rest.firstOccurrence(of: needle) {
      out += rest[rest.startIndex..<at]
      out += other
      rest = rest[(at + needle.count)...]
    }
    return out + rest
  }
}

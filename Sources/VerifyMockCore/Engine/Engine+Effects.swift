import VerifyMockJSON

extension Engine {
  mutating func perform(
    _ effect: Effect, _ handling: inout Handling, delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    switch effect {
    case .send: send(&handling, delivery)
    case .resend: resend(&handling, delivery)
    case .check: check(&handling)
    case .approve:
      if let outcome = settledOutcome(handling) {
        handling.outcome = outcome
      } else {
        approve(&handling)
        handling.outcome = .approved
      }
    case .cancel: cancel(&handling)
    case .get, .numberGet: handling.outcome = .found
    case .list: list(&handling)
    case .numberList: listNumbers(&handling)
    case .numberUpdate: updateNumber(&handling)
    case .numberDelete:
      // The answer may still name it.
      handling.context = context(handling)
      if let provider = handling.provider, let account = handling.account,
        let index = handling.number
      {
        handling.context?.number = accounts[account].stores[provider].numbers.remove(at: index)
      }
      handling.number = nil
      handling.outcome = .deleted
    }
  }

  // MARK: Sending

  private mutating func send(
    _ handling: inout Handling, _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let provider = handling.provider, let account = handling.account,
      let governing = handling.governing, let operation = handling.operation
    else { return }
    let rules = governing.provider.verification
    guard let recipient = handling.values.recipient else {
      handling.outcome = .invalidRequestValue
      handling.exchange.reason = "the recipient is not a telephone number"
      handling.context = context(handling)
      handling.context?.violations = [
        ReadViolation(
          path: Self.path(of: operation.bind.recipient), kind: "value",
          text: "must be a telephone number")
      ]
      return
    }
    let kept = keptValues(handling, operation, count: rules.keptNames.count)
    let pending = pendingInScope(recipient, kept, handling, rules)
    if let pending, let limit = active(rules.limits.sendGap) {
      let last = accounts[account].stores[provider][pending]?.attempts.last?.created
      if let last, handling.now - last < limit {
        refuse(.rateLimitedTooSoon, &handling, gap: limit, wait: limit - (handling.now - last))
        return
      }
    }
    if let pending {
      let own = accounts[account].stores[provider][pending]
      let limit = own?.limits?.sends ?? active(rules.limits.sends)
      if let limit, rules.again == .join, let own, own.attempts.count >= limit,
        operation.answer(to: .sendsExhausted) != nil
      {
        handling.verification = pending
        refuse(.sendsExhausted, &handling, max: limit)
        return
      }
      switch rules.again {
      case .join:
        handling.verification = pending
        join(&handling, kept, delivery)
        handling.outcome = .sent
        return
      case .refuse:
        handling.verification = pending
        handling.outcome = .alreadyPending
        return
      case .new: break
      }
    }
    create(recipient, kept, &handling, delivery)
    handling.outcome = .sent
  }

  static func path(of location: Location?) -> [String] {
    (location?.spellings.first ?? "body").split(separator: "/").map(String.init)
  }

  private mutating func create(
    _ recipient: PhoneNumber, _ kept: [[UInt8]?], _ handling: inout Handling,
    _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let provider = handling.provider, let account = handling.account,
      let governing = handling.governing
    else { return }
    let rules = governing.provider.verification
    let serial = accounts[account].stores[provider].nextSerial
    let lifetime =
      handling.values.lifetime ?? governing.scenario?.lifetime ?? rules.lifetime
    let id = rules.identifiers.verification.draw(from: &accounts[account].generator)
    let code = handling.values.code ?? newCode(handling, rules, governing)
    var target: CallbackTarget?
    if let url = handling.values.callbackURL {
      target = CallbackTarget(
        url: url,
        method: handling.values.callbackMethod ?? governing.provider.callbacks?.method ?? "POST")
    }
    let uses =
      governing.scenario.map { [Int](repeating: 0, count: $0.steps.count) } ?? []
    accounts[account].stores[provider].insert(
      Verification(
        id: id, serial: serial, recipient: recipient, channel: handling.values.channel ?? 0,
        code: code, created: handling.now, changed: handling.now, lifetime: lifetime,
        expires: handling.now + lifetime, state: .pending, attempts: [], kept: kept,
        client: handling.client, governing: governing, stepUses: uses, callback: target,
        limits: handling.values.limits))
    handling.verification = serial
    addAttempt(&handling, kept, delivery)
    scheduleExpiry(handling)
  }

  private func newCode(
    _ handling: Handling, _ rules: VerificationRules, _ governing: Governing
  ) -> [UInt8]? {
    if let pinned = governing.scenario?.code { return pinned }
    if let account = handling.account, let pinned = accounts[account].pinnedCode { return pinned }
    return options.code
  }

  private mutating func newCode(
    _ handling: Handling, _ rules: VerificationRules, _ governing: Governing
  ) -> [UInt8] {
    let pinned: [UInt8]? = newCode(handling, rules, governing)
    if let pinned { return pinned }
    guard let account = handling.account else { return [] }
    let alphabet = (handling.values.alphabet ?? rules.alphabet).characters
    let length = min(max(handling.values.codeLength ?? rules.codeLength, 1), 32)
    return (0..<length).map { _ in
      alphabet[accounts[account].generator.below(alphabet.count)]
    }
  }

  /// Another attempt of a pending verification; what the request gives replaces what it gave.
  private mutating func join(
    _ handling: inout Handling, _ kept: [[UInt8]?], _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    let values = handling.values
    let method = handling.governing?.provider.callbacks?.method ?? "POST"
    let now = handling.now
    _ = update(handling) { one in
      if let channel = values.channel { one.channel = channel }
      if let url = values.callbackURL {
        one.callback = CallbackTarget(url: url, method: values.callbackMethod ?? method)
      }
      for (i, value) in kept.enumerated() where value != nil { one.kept[i] = value }
      one.changed = now
    }
    if let one = verification(handling) {
      handling.exchange.verification = one.id
    }
    addAttempt(&handling, kept, delivery)
  }

  /// Puts a message on its way; one that arrives is in the inbox at once.
  private mutating func addAttempt(
    _ handling: inout Handling, _ kept: [[UInt8]?], _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let account = handling.account, let governing = handling.governing else { return }
    let rules = governing.provider.verification
    let id = rules.identifiers.attempt.draw(from: &accounts[account].generator)
    let now = handling.now
    let course = delivery?.0 ?? .delivered
    let channels = governing.provider.channels
    _ = update(handling) { one in
      one.attempts.append(
        Verification.Attempt(
          id: id, number: one.attempts.count + 1, channel: one.channel, created: now,
          course: channels[one.channel].courses[course] == nil ? .delivered : course,
          error: delivery?.1, kept: kept))
    }
    guard let one = verification(handling) else { return }
    handling.exchange.verification = one.id
    handling.exchange.recipient = one.recipient
    scheduleStages(handling)
    guard course == .delivered else { return }
    deliver(one, handling)
  }

  private mutating func deliver(_ one: Verification, _ handling: Handling) {
    guard let account = handling.account, let governing = handling.governing else { return }
    let rules = governing.provider.verification
    var context = context(handling)
    context.verification = one
    context.attempt = one.attempts.count - 1
    var text: [UInt8]
    if let own = handling.values.message {
      text = rules.codePlaceholder.map { own.replacing($0, with: one.code) } ?? own
    } else {
      text = governing.provider.channels[one.channel].message.rendered(&context)
    }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    inbox.append(
      Message(
        account: account, provider: governing.provider.id, recipient: one.recipient,
        channel: governing.provider.channels[one.channel].name, code: one.code, text: text,
        verification: one.id, sent: handling.now))
  }

  /// What the request asks to keep, by kept position.
  func keptValues(
    _ handling: Handling, _ operation: ProviderOperation, count: Int, givenOnly: Bool = false
  ) -> [[UInt8]?] {
    var kept = [[UInt8]?](repeating: nil, count: count)
    for (index, location) in operation.keeps {
      kept[index] = json(at: location, account: handling.account, isGivenOnly: givenOnly)
    }
    return kept
  }

  private func pendingInScope(
    _ recipient: PhoneNumber, _ kept: [[UInt8]?], _ handling: Handling, _ rules: VerificationRules
  ) -> Int? {
    guard let provider = handling.provider, let account = handling.account else { return nil }
    let now = handling.now
    return accounts[account].stores[provider].latestSerial(of: recipient) { one in
      guard one.status(at: now) == .pending else { return false }
      return rules.scope.allSatisfy { key in
        switch key {
        case .channel: one.channel == handling.values.channel ?? 0
        case .kept(let index): one.kept[index] == kept[index]
        }
      }
    }
  }

  // MARK: Resending

  private mutating func resend(
    _ handling: inout Handling, _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let provider = handling.provider, let account = handling.account,
      let governing = handling.governing, let serial = handling.verification,
      let one = verification(handling)
    else { return }
    if let outcome = settledOutcome(handling) {
      handling.outcome = outcome
      return
    }
    let rules = governing.provider.verification
    if options.limits != .none, let limit = one.limits?.resends ?? active(rules.limits.resends),
      one.resends >= limit
    {
      refuse(.rateLimitedTooMany, &handling, max: limit)
      return
    }
    if options.limits != .none, let gap = one.limits?.resendGap ?? active(rules.limits.resendGap),
      let last = one.attempts.last?.created, handling.now - last < gap
    {
      refuse(.rateLimitedTooSoon, &handling, gap: gap, wait: gap - (handling.now - last))
      return
    }
    let code: [UInt8]? = rules.resend.code == .renew ? newCode(handling, rules, governing) : nil
    let now = handling.now
    let values = handling.values
    _ = update(handling) { one in
      one.resends += 1
      if let code { one.code = values.code ?? code }
      if let channel = values.channel { one.channel = channel }
      if rules.resend.lifetime == .renew { one.expires = now + one.lifetime }
      one.changed = now
    }
    if rules.resend.id == .renew {
      let id = rules.identifiers.verification.draw(from: &accounts[account].generator)
      accounts[account].stores[provider].rename(serial, to: id)
    }
    if rules.resend.lifetime == .renew { scheduleExpiry(handling) }
    addAttempt(&handling, one.kept, delivery)
    handling.outcome = .resent
  }

  // MARK: Checking

  private mutating func check(_ handling: inout Handling) {
    guard let one = verification(handling), let governing = handling.governing else { return }
    if let outcome = settledOutcome(handling) {
      handling.outcome = outcome
      if outcome == .checksExhausted {
        refuse(.checksExhausted, &handling, max: checkLimit(handling))
      }
      return
    }
    let limit = checkLimit(handling)
    if let limit, one.checkCount >= limit {
      exhaust(&handling, limit)
      return
    }
    let isRight = handling.values.code.map { isCode($0, of: one, handling) } ?? false
    recordCheck(&handling, isRight: isRight)
    if isRight {
      approve(&handling)
      handling.outcome = .approved
    } else if let limit, one.checkCount + 1 >= limit,
      governing.provider.verification.limits.checksExhausted == .last
    {
      exhaust(&handling, limit)
    } else {
      handling.outcome = .wrongCode
      handling.exchange.reason =
        handling.values.code == nil ? "the request brings no code" : "this is not the code"
    }
  }

  private mutating func exhaust(_ handling: inout Handling, _ limit: Int) {
    let now = handling.now
    _ = update(handling) { one in
      one.state = .failed
      one.changed = now
    }
    settle(handling)
    eventHappened(.failed, handling)
    refuse(.checksExhausted, &handling, max: limit)
  }

  func checkLimit(_ handling: Handling) -> Int? {
    guard options.limits != .none, let rules = handling.governing?.provider.verification else {
      return nil
    }
    return verification(handling)?.limits?.checks ?? active(rules.limits.checks)
  }

  mutating func recordCheck(_ handling: inout Handling, isRight: Bool) {
    guard let account = handling.account, let rules = handling.governing?.provider.verification
    else { return }
    let id = rules.identifiers.check.draw(from: &accounts[account].generator)
    let now = handling.now
    _ = update(handling) { one in
      one.checkCount += 1
      one.checks.append(
        Verification.Check(id: id, number: one.checkCount, created: now, isRight: isRight))
      // A client that guesses for ever must not fill the memory.
      if one.checks.count > 50 { one.checks.removeFirst(one.checks.count - 50) }
    }
  }

  mutating func approve(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let rules = handling.governing?.provider.verification
    else { return }
    let now = handling.now
    _ = update(handling) { one in
      one.state = .approved
      one.changed = now
      one.isApprovalCharged = true
    }
    settle(handling)
    eventHappened(.approved, handling)
    guard rules.leavesNumber, let one = verification(handling) else { return }
    accounts[account].stores[provider].numbers.removeAll { $0.phone == one.recipient }
    accounts[account].stores[provider].numbers.append(
      VerifiedNumber(
        phone: one.recipient, created: now, modified: now, verification: one.id, kept: one.kept))
    handling.number = accounts[account].stores[provider].numbers.count - 1
  }

  private mutating func cancel(_ handling: inout Handling) {
    if let outcome = settledOutcome(handling) {
      handling.outcome = outcome
      return
    }
    let now = handling.now
    _ = update(handling) { one in
      one.state = .canceled
      one.changed = now
    }
    settle(handling)
    eventHappened(.canceled, handling)
    handling.outcome = .canceled
  }

  /// The outcome that a state other than pending answers with.
  func settledOutcome(_ handling: Handling) -> Outcome? {
    guard let one = verification(handling) else { return nil }
    switch one.status(at: handling.now) {
    case .pending: return nil
    case .approved: return .alreadyVerified
    case .expired: return .expired
    case .failed: return .checksExhausted
    case .canceled: return .alreadyCanceled
    }
  }

  mutating func settle(_ handling: Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let serial = handling.verification
    else { return }
    accounts[account].stores[provider].settle(serial)
  }

  // MARK: Numbers

  private mutating func updateNumber(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let index = handling.number, let operation = handling.operation,
      let rules = handling.governing?.provider.verification
    else { return }
    let kept = keptValues(handling, operation, count: rules.keptNames.count, givenOnly: true)
    let now = handling.now
    for (i, value) in kept.enumerated() {
      if let value { accounts[account].stores[provider].numbers[index].kept[i] = value }
    }
    accounts[account].stores[provider].numbers[index].modified = now
    handling.outcome = .updated
  }
}

extension [UInt8] {
  /// Every occurrence of some bytes replaced.
  func replacing(_ needle: [UInt8], with other: [UInt8]) -> [UInt8] {
    guard !needle.isEmpty else { return self }
    var out: [UInt8] = []
    var rest = self[...]
    while let at = rest.firstRange(of: needle) {
      out += rest[rest.startIndex..<at]
      out += other
      rest = rest[(at + needle.count)...]
    }
    return out + rest
  }
}

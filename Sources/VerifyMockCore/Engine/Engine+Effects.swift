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
      if let one = handling.verification,
        let outcome = Self.settledOutcome(one, at: handling.now)
      {
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
      if let provider = handling.provider, let account = handling.account,
        let index = handling.number
      {
        handling.particulars.number = accounts[account].stores[provider].numbers.remove(at: index)
      }
      handling.number = nil
      handling.outcome = .deleted
    }
  }

  // MARK: Sending

  private mutating func send(
    _ handling: inout Handling, _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let account = handling.account, let governing = handling.governing,
      let operation = handling.operation
    else { return }
    guard let recipient = handling.values.recipient else {
      handling.outcome = .invalidRequestValue
      handling.exchange.reason = "the recipient is not a telephone number"
      handling.particulars.violations = [
        ReadViolation(
          path: Self.path(of: operation.bind.recipient), kind: "value",
          text: "must be a telephone number")
      ]
      return
    }
    let kept = keptValues(
      account, operation, count: governing.provider.verification.keptNames.count)
    if let pending = pendingInScope(recipient, kept, &handling, governing.provider) {
      let limits = governing.provider.verification.limits
      if let limit = active(limits.sendGap), let last = pending.lastAttempt?.created,
        handling.now - last < limit
      {
        refuse(.rateLimitedTooSoon, &handling, gap: limit, wait: limit - (handling.now - last))
        return
      }
      let again = governing.provider.verification.again
      if let limit = pending.limits?.sends ?? active(limits.sends), again == .join,
        pending.attemptCount >= limit, operation.answer(to: .sendsExhausted) != nil
      {
        handling.verification = pending
        refuse(.sendsExhausted, &handling, max: limit)
        return
      }
      switch again {
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
    _ recipient: PhoneNumber, _ kept: KeptValues, _ handling: inout Handling,
    _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let provider = handling.provider, let account = handling.account,
      let governing = handling.governing
    else { return }
    let lifetime =
      handling.values.lifetime ?? governing.scenario?.lifetime
      ?? governing.provider.verification.lifetime
    let id = governing.provider.verification.identifiers.verification.reserve(
      from: &accounts[account].generator)
    let code = handling.values.code ?? newCode(&handling, governing)
    var target: CallbackTarget?
    if let url = handling.values.callbackURL {
      target = CallbackTarget(
        url: url,
        method: handling.values.callbackMethod ?? governing.provider.callbacks?.method ?? "POST")
    }
    let uses =
      governing.scenario.map { [Int](repeating: 0, count: $0.steps.count) } ?? []
    let one = Verification(
      id: .drawn(id), serial: accounts[account].stores[provider].nextSerial, recipient: recipient,
      channel: handling.values.channel ?? 0, code: code, created: handling.now,
      changed: handling.now, lifetime: lifetime, expires: handling.now + lifetime, state: .pending,
      kept: kept, client: handling.client, governing: governing, stepUses: uses, callback: target,
      limits: handling.values.limits)
    accounts[account].stores[provider].insert(one)
    handling.verification = one
    addAttempt(&handling, kept, delivery)
    scheduleExpiry(&handling)
  }

  private mutating func pinnedCode(_ handling: inout Handling, _ governing: Governing) -> [UInt8]? {
    if let pinned = governing.scenario?.code { return pinned }
    if let account = handling.account, let pinned = accounts[account].pinnedCode { return pinned }
    return options.code
  }

  private mutating func newCode(_ handling: inout Handling, _ governing: Governing) -> [UInt8] {
    if let pinned = pinnedCode(&handling, governing) { return pinned }
    guard let account = handling.account else { return [] }
    let rules = governing.provider.verification
    let alphabet = (handling.values.alphabet ?? rules.alphabet).characters
    let length = min(max(handling.values.codeLength ?? rules.codeLength, 1), 32)
    return (0..<length).map { _ in
      alphabet[accounts[account].generator.below(alphabet.count)]
    }
  }

  /// Another attempt of a pending verification; what the request gives replaces what it gave.
  private mutating func join(
    _ handling: inout Handling, _ kept: KeptValues, _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let one = handling.verification else { return }
    let values = handling.values
    let method = handling.governing?.provider.callbacks?.method ?? "POST"
    if let channel = values.channel { one.channel = channel }
    if let url = values.callbackURL {
      one.callback = CallbackTarget(url: url, method: values.callbackMethod ?? method)
    }
    one.kept = one.kept.overlaid(with: kept)
    one.changed = handling.now
    addAttempt(&handling, kept, delivery)
  }

  /// Puts a message on its way; one that arrives is in the inbox at once.
  private mutating func addAttempt(
    _ handling: inout Handling, _ kept: KeptValues, _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let account = handling.account, let governing = handling.governing,
      let one = handling.verification
    else { return }
    let identifier = governing.provider.verification.identifiers.attempt.reserve(
      from: &accounts[account].generator)
    var course = DeliveryCourse.delivered
    if let wanted = delivery?.0, wanted != .delivered,
      governing.provider.channels[one.channel].courses[wanted] != nil
    {
      course = wanted
    }
    one.append(
      Verification.Attempt(
        identifier: identifier, number: one.attemptCount + 1, channel: one.channel,
        created: handling.now, course: course, error: delivery?.1, kept: kept))
    handling.exchange.identifier = one.identifier
    handling.exchange.recipient = one.recipient
    if one.callback != nil { scheduleStages(of: one, &handling) }
    // What the scenario asked for decides, also where the channel has no such course.
    guard delivery.map({ $0.0 == .delivered }) ?? true else { return }
    deliver(one, &handling)
  }

  private mutating func deliver(_ one: Verification, _ handling: inout Handling) {
    guard let account = handling.account, let governing = handling.governing else { return }
    let channel = governing.provider.channels[one.channel]
    var text: [UInt8]
    if let own = handling.values.message {
      let placeholder = governing.provider.verification.codePlaceholder
      text = placeholder.map { own.replacing($0, with: one.code) } ?? own
      while text.last == UInt8(ascii: " ") { text.removeLast() }
    } else {
      var context = RenderContext(provider: governing.provider, now: handling.now)
      fill(&context, naming: channel.message.subjects, from: &handling)
      text = channel.message.rendered(context)
      while text.last == UInt8(ascii: " ") { text.removeLast() }
    }
    inbox.append(
      Message(one, text: text, account: account, governing: governing, sent: handling.now))
  }

  /// What the request asks to keep, by kept position.
  mutating func keptValues(
    _ account: Int, _ operation: ProviderOperation, count: Int, givenOnly: Bool = false
  ) -> KeptValues {
    var builder = KeptValues.Builder(count: count, in: &output)
    for index in operation.keepInputs.indices {
      let input = operation.keepInputs[index]
      if input >= 0, !arguments.has(input) { continue }
      let (position, location) = operation.keeps[index]
      if appendJSON(at: location, account: account, isGivenOnly: givenOnly) {
        builder.end(position, in: &output)
      }
    }
    return builder.values(in: &output)
  }

  private mutating func pendingInScope(
    _ recipient: PhoneNumber, _ kept: KeptValues, _ handling: inout Handling,
    _ provider: Provider
  ) -> Verification? {
    guard let index = handling.provider, let account = handling.account else { return nil }
    let now = handling.now
    let channel = handling.values.channel ?? 0
    let serial = accounts[account].stores[index].latestOpenSerial(of: recipient) { one in
      guard one.status(at: now) == .pending else { return false }
      return provider.verification.scope.allSatisfy { key in
        switch key {
        case .channel: one.channel == channel
        case .kept(let index): one.kept.isEqual(at: index, to: kept)
        }
      }
    }
    return serial.flatMap { accounts[account].stores[index][$0] }
  }

  // MARK: Resending

  private mutating func resend(
    _ handling: inout Handling, _ delivery: (DeliveryCourse, [UInt8]?)?
  ) {
    guard let provider = handling.provider, let account = handling.account,
      let governing = handling.governing, let one = handling.verification
    else { return }
    if let outcome = Self.settledOutcome(one, at: handling.now) {
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
      let last = one.lastAttempt?.created, handling.now - last < gap
    {
      refuse(.rateLimitedTooSoon, &handling, gap: gap, wait: gap - (handling.now - last))
      return
    }
    one.resends += 1
    if rules.resend.code == .renew {
      let code = newCode(&handling, governing)
      one.code = handling.values.code ?? code
    }
    if let channel = handling.values.channel { one.channel = channel }
    if rules.resend.lifetime == .renew { one.expires = handling.now + one.lifetime }
    one.changed = handling.now
    if rules.resend.id == .renew {
      let id = rules.identifiers.verification.reserve(from: &accounts[account].generator)
      accounts[account].stores[provider].rename(one.serial, to: .drawn(id))
    }
    if rules.resend.lifetime == .renew { scheduleExpiry(&handling) }
    addAttempt(&handling, one.kept, delivery)
    handling.outcome = .resent
  }
}

import VerifyMockHTTP

extension Engine {
  /// Plans the stages of the last attempt when a callback wants to know of them.
  mutating func scheduleStages(of one: Verification, _ handling: inout Handling) {
    guard let account = handling.account, let provider = handling.provider,
      let rules = one.governing.provider.callbacks, rules.events.contains(.attempt),
      let attempt = one.lastAttempt,
      let stages = one.governing.provider.channels[attempt.channel].courses[attempt.course]
    else { return }
    for (index, stage) in stages.enumerated() {
      timeline.plan(
        attempt.created + stage.after, account: account, provider: provider, serial: one.serial,
        .stage(attempt: one.attemptCount - 1, stage: index))
    }
  }

  mutating func scheduleExpiry(_ handling: inout Handling) {
    guard let one = handling.verification, one.callback != nil, let account = handling.account,
      let provider = handling.provider
    else { return }
    timeline.plan(
      one.expires, account: account, provider: provider, serial: one.serial, .expiry)
  }

  /// Something happened to a verification that its callback may want to know.
  mutating func eventHappened(_ event: CallbackRules.Event, _ handling: inout Handling) {
    guard let one = handling.verification, one.callback != nil, let account = handling.account,
      let provider = handling.provider
    else { return }
    enqueue(event, one, account: account, provider: provider, now: handling.now)
  }

  /// Puts a callback behind those of the same verification.
  private mutating func enqueue(
    _ event: CallbackRules.Event, _ one: Verification, account: Int, provider: Int, now: Instant,
    attempt: Int? = nil
  ) {
    guard let target = one.callback, let rules = one.governing.provider.callbacks,
      rules.events.contains(event)
    else { return }
    var context = RenderContext(provider: one.governing.provider, now: now)
    context.accountID = accounts[account].key
    context.accountUUID = accounts[account].uuid
    context.verification = one
    context.attempt = attempt.map { one.attempt($0) } ?? one.lastAttempt
    let number = callbacks.nextNumber
    callbacks.nextNumber += 1
    callbacks.append(
      CallbackLog.Delivery(
        number: number, account: account, provider: provider, verification: one.id,
        serial: one.serial, url: target.url, method: target.method == "GET" ? "GET" : "POST",
        fields: rules.fields.map { ($0.name, $0.value.rendered(context)) }, due: now,
        governing: one.governing))
    let isFirst = !callbacks.deliveries.contains {
      !$0.isEnded && $0.number < number && $0.account == account && $0.provider == provider
        && $0.serial == one.serial
    }
    if isFirst {
      timeline.plan(
        now, account: account, provider: provider, serial: one.serial, .attempt(delivery: number))
    }
  }

  /// Carries out what is due at the accounts' own times.
  package mutating func tick(server: Instant) {
    for account in timeline.events.keys.sorted() where timeline.targets[account] == nil {
      let now = now(account, server: server)
      while !timeline.held.contains(account), let event = timeline.first(account),
        event.time <= now
      {
        fireFirst(account, server: server)
      }
    }
  }

  /// How long until something is due by itself; nil when nothing is.
  ///
  /// Asked after each request: as `mutating` it is handed no copy of the engine.
  package mutating func timeToNextEvent(server: Instant) -> Interval? {
    if timeline.events.isEmpty { return nil }
    var least: Interval?
    for account in timeline.events.keys where timeline.targets[account] == nil {
      guard !timeline.held.contains(account), let event = timeline.first(account) else { continue }
      if clock.frozen != nil || accounts[account].clock.frozen != nil {
        if event.time > now(account, server: server) { continue }
      }
      let wait = max(.zero, event.time - now(account, server: server))
      least = min(least ?? wait, wait)
    }
    return least
  }

  /// Carries out the earliest event of an account, at its own time.
  mutating func fireFirst(_ account: Int, server: Instant) {
    guard let event = timeline.takeFirst(account) else { return }
    let store = accounts[account].stores[event.provider]
    switch event.kind {
    case .stage(let attempt, _):
      guard let one = store[event.serial] else { return }
      note("delivery of \(Self.id(one))", account)
      enqueue(
        .attempt, one, account: account, provider: event.provider, now: event.time,
        attempt: attempt)
    case .expiry:
      guard let one = store[event.serial], one.state == .pending, one.expires <= event.time else {
        return
      }
      note("expiry of \(Self.id(one))", account)
      enqueue(.expired, one, account: account, provider: event.provider, now: event.time)
    case .attempt(let number):
      send(number, account, at: event.time)
    }
  }

  private static func id(_ one: Verification) -> String {
    String(decoding: one.id, as: UTF8.self)
  }

  private mutating func note(_ what: String, _ account: Int) {
    timeline.targets[account]?.fired.append(what)
  }

  private mutating func send(_ number: Int, _ account: Int, at time: Instant) {
    guard let position = callbacks.position(of: number), !callbacks.deliveries[position].isEnded
    else { return }
    callbacks.deliveries[position].tries.append(CallbackLog.Try(at: time, result: nil))
    note("callback \(number), try \(callbacks.deliveries[position].tries.count)", account)
    timeline.held.insert(account)
    let request = signed(callbacks.deliveries[position])
    actions.append(.deliver(request))
  }

  /// Takes note of how a try ended; the account's clock goes on.
  package mutating func callbackEnded(
    _ number: Int, _ result: CallbackResult, server: Instant
  ) {
    guard let position = callbacks.position(of: number),
      let last = callbacks.deliveries[position].tries.indices.last,
      callbacks.deliveries[position].tries[last].result == nil
    else { return }
    callbacks.deliveries[position].tries[last].result = result
    let delivery = callbacks.deliveries[position]
    timeline.held.remove(delivery.account)
    let retries = delivery.governing.provider.callbacks?.retries ?? []
    if !result.isTaken, last < retries.count {
      timeline.plan(
        delivery.tries[last].at + retries[last], account: delivery.account,
        provider: delivery.provider, serial: delivery.serial, .attempt(delivery: number))
    } else {
      callbacks.deliveries[position].isEnded = true
      planNext(after: delivery, at: delivery.tries[last].at)
    }
  }

  /// The next callback of the same verification may go out.
  private mutating func planNext(after delivery: CallbackLog.Delivery, at time: Instant) {
    guard
      let next = callbacks.deliveries.first(where: {
        !$0.isEnded && $0.tries.isEmpty && $0.account == delivery.account
          && $0.provider == delivery.provider && $0.serial == delivery.serial
      })
    else { return }
    timeline.plan(
      max(time, next.due), account: delivery.account, provider: delivery.provider,
      serial: delivery.serial, .attempt(delivery: next.number))
  }

  /// A callback that was not answered for two seconds of real time holds the clock no longer.
  package mutating func releaseClock(of number: Int) {
    if let position = callbacks.position(of: number) {
      timeline.held.remove(callbacks.deliveries[position].account)
    }
  }
}

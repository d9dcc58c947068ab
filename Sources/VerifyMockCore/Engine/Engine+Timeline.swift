import VerifyMockHTTP

// What happens by itself: stages of deliveries, expiries, callbacks, and clocks that are moved.
extension Engine {
  /// Plans the stages of an attempt when a callback wants to know of them.
  mutating func planStages(of attempt: Verification.Attempt, _ one: Verification) {
    let provider = one.behaviour.provider
    guard let rules = provider.callbacks, rules.events.contains(.attempt),
      let stages = provider.channels[attempt.channel].courses[attempt.course]
    else { return }
    for stage in stages {
      timeline.plan(
        attempt.created + stage.after, account: one.owner.account, verification: one.serial,
        .stage(attempt: attempt.number - 1))
    }
  }

  mutating func planExpiry(of one: Verification) {
    guard one.callback != nil else { return }
    timeline.plan(one.expires, account: one.owner.account, verification: one.serial, .expiry)
  }

  /// Reports an event of a verification by a callback, if it has one for it.
  mutating func enqueue(
    _ event: CallbackRules.Event, _ one: Verification, _ account: Account, now: Instant,
    attempt: Int? = nil
  ) {
    guard let target = one.callback, let rules = one.behaviour.provider.callbacks,
      rules.events.contains(event)
    else { return }
    var context = RenderContext(provider: one.behaviour.provider, now: now)
    context.accountID = account.key
    context.accountUUID = account.uuid
    context.statusWords = .callbackStatus
    context.verification = one
    context.attempt = attempt
    let number = callbacks.append(
      CallbackLog.Delivery(
        account: account.number, accountName: account.name, provider: one.behaviour.provider.id,
        verification: one.id, serial: one.serial, url: target.url,
        method: target.method == "GET" ? "GET" : "POST",
        fields: rules.fields.map { ($0.name, $0.value.rendered(context)) }, due: now,
        behaviour: one.behaviour))
    timeline.plan(now, account: account.number, verification: one.serial, .callback(number))
    while let gone = callbacks.evict() {
      evictions.callbacks += 1
      timeline.release(gone.account, by: gone.number)
      wokenAccounts.insert(gone.account)
      if gone.account != account.number { reschedule(gone.account) }
    }
  }

  /// Carries out what is due at the accounts' own times.
  package mutating func tick(server: Instant) {
    while let due = timeline.firstDue(), due.time <= server {
      fireNext(of: due.account)
      let now = now(due.account, server: server)
      while let next = timeline.next(of: due.account), next.time <= now {
        fireNext(of: due.account)
      }
      reschedule(due.account)
    }
  }

  /// How long until something is due by itself; nil when nothing is.
  package mutating func timeToNextEvent(server: Instant) -> Interval? {
    timeline.firstDue().map { max(.zero, $0.time - server) }
  }

  /// Puts an account where its next event belongs; to be called after each change of either.
  mutating func reschedule(_ account: Int) {
    timeline.reschedule(account) { [clock, accounts] time in
      let own = accounts[account]?.clock ?? AccountClock()
      // A clock that stands still comes to nothing, and what is due on it is due at once.
      if let frozen = own.frozen { return time <= frozen ? Instant(nanoseconds: 0) : nil }
      if let frozen = clock.frozen {
        return time <= frozen + own.offset ? Instant(nanoseconds: 0) : nil
      }
      return time - own.offset - clock.offset
    }
  }

  /// Carries out the earliest event of an account, at its own time.
  private mutating func fireNext(of number: Int) {
    guard let event = timeline.takeNext(of: number), let account = accounts[number],
      !isStale(event)
    else { return }
    switch (event.kind, verifications[event.verification]) {
    case (.stage(let attempt), let one?):
      timeline.note("delivery of \(Self.id(one))", number)
      enqueue(.attempt, one, account, now: event.time, attempt: attempt)
    case (.expiry, let one?):
      timeline.note("expiry of \(Self.id(one))", number)
      enqueue(.expired, one, account, now: event.time)
    case (.callback(let callback), _): send(callback, account, at: event.time)
    case (.stage, nil), (.expiry, nil): break
    }
  }

  /// Whether nothing will happen at an event's time, since what it is about was evicted or ended.
  private func isStale(_ event: Timeline.Event) -> Bool {
    switch event.kind {
    case .stage: verifications[event.verification] == nil
    case .expiry:
      verifications[event.verification].map { $0.state != .pending || $0.expires > event.time }
        ?? true
    case .callback(let number): callbacks[number]?.isEnded ?? true
    }
  }

  /// Removes events that come to nothing, once they may be more than the others.
  mutating func removeStaleEvents() {
    guard timeline.isCrowded else { return }
    var timeline = Timeline()
    swap(&timeline, &self.timeline)
    let changed = timeline.removeEvents(where: isStale)
    swap(&timeline, &self.timeline)
    for account in changed { reschedule(account) }
  }

  private static func id(_ one: Verification) -> String {
    String(decoding: one.id, as: UTF8.self)
  }

  private mutating func send(_ callback: Int, _ account: Account, at time: Instant) {
    guard let before = callbacks[callback] else { return }
    callbacks.begin(callback, at: time)
    timeline.note("callback \(callback), try \(before.tries.count + 1)", account.number)
    timeline.hold(account.number, by: callback)
    var generator = account.generator
    actions.append(
      .deliver(CallbackRequest(before, account: account, generator: &generator)))
    accounts.update(account.number) { $0.generator = generator }
  }

  /// Records how a try ended; the account's clock goes on.
  package mutating func callbackEnded(_ number: Int, _ result: CallbackResult) {
    guard let delivery = callbacks.endTry(number, result), let last = delivery.tries.last else {
      return
    }
    timeline.release(delivery.account, by: number)
    wokenAccounts.insert(delivery.account)
    let retries = delivery.behaviour.provider.callbacks?.retries ?? []
    let tries = delivery.tries.count
    if !result.isTaken, tries <= retries.count {
      timeline.plan(
        last.at + retries[tries - 1], account: delivery.account, verification: delivery.serial,
        .callback(number))
    } else {
      callbacks.end(number)
    }
    reschedule(delivery.account)
  }

  /// A callback that was not answered for two seconds of real time holds the clock no longer.
  package mutating func releaseClock(of number: Int) {
    guard let account = callbacks[number]?.account else { return }
    timeline.release(account, by: number)
    wokenAccounts.insert(account)
    reschedule(account)
  }

  /// Takes the callbacks that are due, as a receiver that answers 200 at once.
  package mutating func receiveCallbacks(server: Instant) -> [CallbackRequest] {
    var received: [CallbackRequest] = []
    tick(server: server)
    while !actions.isEmpty {
      let due = actions
      actions = []
      for case .deliver(let request) in due {
        received.append(request)
        callbackEnded(request.delivery, .answered(status: 200))
      }
      tick(server: server)
    }
    return received
  }

  // MARK: Clocks

  /// Sets out to move an account's clock forward, from event to event.
  ///
  /// Without an account the server's clock moves at once, and with it every account's.
  package mutating func beginAdvance(by interval: Interval, account: Int?, server: Instant) {
    guard let account else {
      setClock(clock.now(server) + interval, account: nil, server: server)
      return
    }
    let target = now(account, server: server) + interval
    timeline.setAdvance(Timeline.Advance(to: target), of: account)
    reschedule(account)
  }

  /// Moves an account's clock as far as it can go without waiting.
  ///
  /// - Returns: what happened, once the clock has arrived; nil while a callback holds it.
  package mutating func continueAdvance(account: Int, server: Instant) -> [String]? {
    guard let target = timeline.advance(of: account)?.to else { return [] }
    let base = clock.now(server)
    while let event = timeline.next(of: account), event.time <= target {
      // The clock shows the event's time while it happens, but never goes back.
      let time = max(now(account, server: server), event.time)
      accounts.update(account) { $0.clock.set(time, server: base) }
      fireNext(of: account)
    }
    if timeline.isHeld(account) { return nil }
    let time = max(target, now(account, server: server))
    accounts.update(account) { $0.clock.set(time, server: base) }
    let fired = timeline.advance(of: account)?.fired ?? []
    timeline.setAdvance(nil, of: account)
    reschedule(account)
    return fired
  }

  /// Whether an advance has arrived; goes on with it as far as it can.
  package mutating func hasArrived(account: Int, server: Instant) -> Bool {
    if arrived[account] != nil || timeline.advance(of: account) == nil { return true }
    guard let fired = continueAdvance(account: account, server: server) else { return false }
    arrived[account] = fired
    return true
  }

  /// What happened during an advance that has arrived.
  package mutating func takeFired(account: Int) -> [String] {
    arrived.removeValue(forKey: account) ?? []
  }

  /// Whether a clock can be put at a time.
  ///
  /// A clock is kept as its distance from the one that it follows, which reaches 292 years.
  package func canSetClock(_ time: Instant, account: Int?, server: Instant) -> Bool {
    let base = account == nil ? server : clock.now(server)
    return base + (time - base) == time
  }

  /// Whether a clock that shows `start`, or what it shows now, can move forward by so much: times
  /// end on 2262-04-11.
  package func canAdvance(
    by interval: Interval, from start: Instant? = nil, account: Int?, server: Instant
  ) -> Bool {
    let start = start ?? now(account, server: server)
    let target = start + interval
    return target - start == interval
      && canSetClock(target, account: account, server: server)
  }

  /// Puts a clock at a time.
  package mutating func setClock(_ time: Instant, account: Int?, server: Instant) {
    let base = clock.now(server)
    changeClock(of: account, if: { $0.set(time, server: base) }) { $0.set(time, server: server) }
  }

  /// Stops a clock, or lets it run on from where it stands.
  package mutating func freezeClock(_ isFrozen: Bool, account: Int?, server: Instant) {
    let base = clock.now(server)
    changeClock(of: account, if: { $0.freeze(isFrozen, server: base) }) {
      $0.freeze(isFrozen, server: server)
    }
  }

  private mutating func changeClock(
    of account: Int?, if change: (inout AccountClock) -> Void,
    else changeServer: (inout AccountClock) -> Void
  ) {
    if let account {
      accounts.update(account) { change(&$0.clock) }
      reschedule(account)
    } else {
      changeServer(&clock)
      for account in timeline.accounts { reschedule(account) }
    }
  }
}

extension Engine {
  /// Sets out to move an account's clock forward, from event to event.
  ///
  /// Without an account the server's clock moves at once, and with it every account's.
  package mutating func beginAdvance(
    by interval: Interval, account: Int?, server: Instant
  ) {
    guard let account else {
      let target = clock.now(server) + interval
      clock.set(target, server: server)
      return
    }
    let target = accounts[account].clock.now(clock.now(server)) + interval
    timeline.targets[account] = Timeline.Advance(to: target)
  }

  /// Moves an account's clock as far as it can go without waiting.
  ///
  /// - Returns: what happened, once the clock has arrived; nil while a callback holds it.
  package mutating func continueAdvance(account: Int, server: Instant) -> [String]? {
    guard let advance = timeline.targets[account] else { return [] }
    let base = clock.now(server)
    while true {
      if timeline.held.contains(account) { return nil }
      guard let event = timeline.first(account), event.time <= advance.to else { break }
      // The clock shows the event's time while it happens, but never goes back.
      let time = max(accounts[account].clock.now(base), event.time)
      accounts[account].clock.set(time, server: base)
      fireFirst(account, server: server)
    }
    accounts[account].clock.set(max(advance.to, accounts[account].clock.now(base)), server: base)
    let fired = timeline.targets[account]?.fired ?? []
    timeline.targets[account] = nil
    return fired
  }

  /// Puts a clock at a time.
  package mutating func setClock(_ time: Instant, account: Int?, server: Instant) {
    if let account {
      accounts[account].clock.set(time, server: clock.now(server))
    } else {
      clock.set(time, server: server)
    }
  }

  /// Stops a clock, or lets it run on from where it stands.
  package mutating func freezeClock(_ isFrozen: Bool, account: Int?, server: Instant) {
    if let account {
      accounts[account].clock.freeze(isFrozen, server: clock.now(server))
    } else {
      clock.freeze(isFrozen, server: server)
    }
  }
}

extension Engine {
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
}

extension Engine {
  /// Whether an advance has arrived; goes on with it as far as it can.
  package mutating func hasArrived(account: Int, server: Instant) -> Bool {
    if arrived[account] != nil { return true }
    guard let fired = continueAdvance(account: account, server: server) else { return false }
    arrived[account] = fired
    return true
  }

  /// What happened during an advance that has arrived.
  package mutating func takeFired(account: Int) -> [String] {
    arrived.removeValue(forKey: account) ?? []
  }
}

/// What will happen by itself: stages of deliveries, expiries and tries of callbacks.
struct Timeline: Sendable {
  struct Event: Sendable {
    enum Kind: Sendable {
      case stage(attempt: Int, stage: Int)
      case expiry
      /// A try of a callback.
      case attempt(delivery: Int)
    }

    /// On the account's clock.
    let time: Instant
    /// Events of the same time happen in the order in which they were planned.
    let order: Int
    let account: Int
    let provider: Int
    let serial: Int
    let kind: Kind
  }

  private var order = 0
  /// By account, earliest first.
  private(set) var events: [Int: [Event]] = [:]
  /// Accounts whose clock is held by a callback that has not been answered.
  var held: Set<Int> = []
  /// Accounts whose clock is being advanced, and to where.
  var targets: [Int: Advance] = [:]

  struct Advance: Sendable {
    let to: Instant
    var fired: [String] = []
  }

  mutating func plan(
    _ time: Instant, account: Int, provider: Int, serial: Int, _ kind: Event.Kind
  ) {
    order += 1
    let event = Event(
      time: time, order: order, account: account, provider: provider, serial: serial, kind: kind)
    var list = events[account] ?? []
    let at = list.firstIndex { $0.time > time } ?? list.count
    list.insert(event, at: at)
    events[account] = list
  }

  func first(_ account: Int) -> Event? { events[account]?.first }

  mutating func takeFirst(_ account: Int) -> Event? {
    guard let list = events[account], !list.isEmpty else { return nil }
    let event = events[account]?.removeFirst()
    if events[account]?.isEmpty == true { events[account] = nil }
    return event
  }

  mutating func removeAll(account: Int) {
    events[account] = nil
    held.remove(account)
    targets[account] = nil
  }
}

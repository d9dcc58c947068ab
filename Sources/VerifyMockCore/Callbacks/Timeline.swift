/// Elements of which the smallest is always at hand: a binary heap.
package struct Heap<Element: Comparable & Sendable>: Sendable {
  package private(set) var elements: [Element] = []

  package init(_ elements: [Element] = []) {
    for element in elements { insert(element) }
  }

  package var first: Element? { elements.first }
  package var count: Int { elements.count }

  package mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  @discardableResult
  package mutating func popFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < elements.count && elements[child] < elements[least] { least = child }
      if least == parent { return first }
      elements.swapAt(parent, least)
      parent = least
    }
  }
}

/// What will happen by itself: stages of deliveries, expiries and tries of callbacks.
///
/// Each account has its own time. The accounts whose next event has a time on the server's clock
/// stand in a heap, so that finding what is due does not depend on how many accounts there are.
struct Timeline: Sendable {
  struct Event: Sendable, Comparable {
    enum Kind: Sendable {
      case stage(attempt: Int)
      case expiry
      /// A try of a callback.
      case callback(Int)
    }

    /// On the account's clock.
    let time: Instant
    /// Events of the same time happen in the order in which they were planned.
    let order: Int
    let verification: Int
    let kind: Kind

    static func < (a: Event, b: Event) -> Bool {
      a.time == b.time ? a.order < b.order : a.time < b.time
    }

    static func == (a: Event, b: Event) -> Bool { a.order == b.order }
  }

  /// How far an account's clock is to be advanced, and what has happened on the way.
  struct Advance: Sendable {
    let to: Instant
    var fired: [String] = []
  }

  private struct Line: Sendable {
    var events = Heap<Event>()
    /// The callback that has not been answered, so that the clock is held.
    var holder: Int?
    var advance: Advance?
    /// Entries in the heap of accounts with another stamp are outdated.
    var stamp = 0

    var isEmpty: Bool { events.count == 0 && holder == nil && advance == nil }
  }

  /// Up to how many events nobody asks which of them will come to nothing.
  static let fewEvents = 1_024

  private struct Due: Sendable, Comparable {
    let time: Instant
    let stamp: Int
    let account: Int

    static func < (a: Due, b: Due) -> Bool {
      a.time == b.time ? a.stamp < b.stamp : a.time < b.time
    }
  }

  private var lines: [Int: Line] = [:]
  private var due = Heap<Due>()
  private var lastOrder = 0
  private var lastStamp = 0
  private(set) var eventCount = 0
  /// With more events than this it is time for ``removeEvents(where:)``.
  private var eventLimit = fewEvents

  /// How many entries the heap of accounts has, outdated ones included.
  var dueCount: Int { due.count }
  var accounts: [Int] { Array(lines.keys) }

  mutating func plan(_ time: Instant, account: Int, verification: Int, _ kind: Event.Kind) {
    lastOrder += 1
    eventCount += 1
    lines[account, default: Line()].events.insert(
      Event(time: time, order: lastOrder, verification: verification, kind: kind))
  }

  /// The account's next event, unless a callback holds its clock.
  func next(of account: Int) -> Event? {
    guard let line = lines[account], line.holder == nil else { return nil }
    return line.events.first
  }

  mutating func takeNext(of account: Int) -> Event? {
    let event = next(of: account)
    if event != nil {
      lines[account]?.events.popFirst()
      eventCount -= 1
    }
    return event
  }

  /// Whether there may be more events that come to nothing than others.
  var isCrowded: Bool { eventCount > eventLimit }

  /// Removes events before their time, which bounds how many there are: at most twice as many as
  /// were left the last time, or ``fewEvents``.
  ///
  /// - Returns: the accounts that had some, to be rescheduled.
  mutating func removeEvents(where isStale: (Event) -> Bool) -> [Int] {
    var changed: [Int] = []
    for (account, line) in lines {
      let events = line.events.elements.filter { !isStale($0) }
      guard events.count < line.events.count else { continue }
      eventCount -= line.events.count - events.count
      lines[account]?.events = Heap(events)
      changed.append(account)
    }
    eventLimit = max(Self.fewEvents, 2 * eventCount)
    return changed
  }

  func isHeld(_ account: Int) -> Bool { lines[account]?.holder != nil }

  mutating func hold(_ account: Int, by callback: Int) {
    lines[account, default: Line()].holder = callback
  }

  /// A callback holds its account's clock no longer.
  mutating func release(_ account: Int, by callback: Int) {
    if lines[account]?.holder == callback { lines[account]?.holder = nil }
  }

  func advance(of account: Int) -> Advance? { lines[account]?.advance }

  mutating func setAdvance(_ advance: Advance?, of account: Int) {
    lines[account, default: Line()].advance = advance
  }

  /// Records what happened during an advance; nothing when the clock runs by itself.
  mutating func note(_ what: String, _ account: Int) {
    lines[account]?.advance?.fired.append(what)
  }

  mutating func removeAll(account: Int) {
    eventCount -= lines.removeValue(forKey: account)?.events.count ?? 0
  }

  /// Puts an account where its next event belongs among those of all accounts.
  ///
  /// To be called after every change of its events, its hold, its advance or its clock.
  ///
  /// - Parameter serverTime: the time on the server's clock of a time of the account; nil for never.
  mutating func reschedule(_ account: Int, serverTime: (Instant) -> Instant?) {
    guard var line = lines[account] else { return }
    if line.isEmpty {
      lines[account] = nil
      return
    }
    lastStamp += 1
    line.stamp = lastStamp
    lines[account] = line
    guard line.advance == nil, let event = next(of: account), let time = serverTime(event.time)
    else { return }
    due.insert(Due(time: time, stamp: lastStamp, account: account))
    if due.count > 2 * lines.count + 64 { removeOutdated() }
  }

  private mutating func removeOutdated() {
    due = Heap(due.elements.filter { lines[$0.account]?.stamp == $0.stamp })
  }

  /// The earliest time on the server's clock at which an account has an event.
  mutating func firstDue() -> (time: Instant, account: Int)? {
    while let first = due.first {
      if lines[first.account]?.stamp == first.stamp { return (first.time, first.account) }
      due.popFirst()
    }
    return nil
  }
}

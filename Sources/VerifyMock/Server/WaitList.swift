import VerifyMockCore
import VerifyMockNetwork

/// A call that is answered later.
struct Wait: Sendable {
  enum What: Sendable {
    case inbox(ControlAPI.InboxQuery)
    case callback(ControlAPI.Scope, limit: Int)
    case clock(account: Int)
  }

  enum Who: Sendable {
    case exchange(ExchangeID)
    case call(@Sendable (inout MockApplication, Instant) -> Void)
  }

  let what: What
  let who: Who
  let deadline: MonotonicTime?

  /// Everything that can end it, except its deadline.
  fileprivate var keys: [WaitList.Key] {
    switch what {
    case .inbox(let query):
      query.scopes.map { .inbox($0, query.recipient) }
    case .callback(let scope, _): [.callback(scope)]
    case .clock(let account): [.clock(account: account)]
    }
  }
}

/// The calls that are answered later, found by what they wait for: an event looks only at those
/// that it concerns, however many there are.
struct WaitList: Sendable {
  enum Key: Hashable, Sendable {
    case inbox(ControlAPI.Scope, PhoneNumber?)
    case callback(ControlAPI.Scope)
    case clock(account: Int)
  }

  private struct Deadline: Comparable, Sendable {
    let time: MonotonicTime
    let number: Int

    static func < (a: Deadline, b: Deadline) -> Bool {
      (a.time.nanoseconds, a.number) < (b.time.nanoseconds, b.number)
    }
  }

  private var waits: [Int: Wait] = [:]
  private var byKey: [Key: Set<Int>] = [:]
  private var byExchange: [ExchangeID: Int] = [:]
  private var deadlines = Heap<Deadline>()
  private var lastNumber = 0
  /// How many waits events have looked at, for tests that count work.
  private(set) var examined = 0

  var count: Int { waits.count }
  var isEmpty: Bool { waits.isEmpty }

  mutating func add(_ wait: Wait) {
    lastNumber += 1
    waits[lastNumber] = wait
    for key in wait.keys { byKey[key, default: []].insert(lastNumber) }
    if case .exchange(let exchange) = wait.who { byExchange[exchange] = lastNumber }
    guard let time = wait.deadline else { return }
    deadlines.insert(Deadline(time: time, number: lastNumber))
    if deadlines.count > 2 * waits.count + 64 {
      deadlines = Heap(deadlines.elements.filter { waits[$0.number] != nil })
    }
  }

  /// Takes out the waits of some keys that are over, in the order in which they began.
  mutating func take(_ keys: [Key], where isOver: (Wait.What) -> Bool = { _ in true }) -> [Wait] {
    if isEmpty { return [] }
    let numbers = Set(keys.flatMap { byKey[$0] ?? [] }).sorted()
    examined += numbers.count
    return numbers.filter { waits[$0].map { isOver($0.what) } ?? false }.compactMap { remove($0) }
  }

  /// Takes out those whose deadline has come.
  mutating func takeExpired(_ now: MonotonicTime) -> [Wait] {
    var expired: [Wait] = []
    while let time = firstDeadline(), time <= now, let first = deadlines.popFirst() {
      if let wait = remove(first.number) { expired.append(wait) }
    }
    return expired
  }

  mutating func takeAll() -> [Wait] {
    let all = waits.keys.sorted().compactMap { waits[$0] }
    self = WaitList()
    return all
  }

  /// The caller has gone.
  mutating func remove(_ exchange: ExchangeID) {
    if let number = byExchange[exchange] { _ = remove(number) }
  }

  mutating func firstDeadline() -> MonotonicTime? {
    if isEmpty { return nil }
    while let first = deadlines.first {
      if waits[first.number] != nil { return first.time }
      deadlines.popFirst()
    }
    return nil
  }

  private mutating func remove(_ number: Int) -> Wait? {
    guard let wait = waits.removeValue(forKey: number) else { return nil }
    for key in wait.keys {
      byKey[key]?.remove(number)
      if byKey[key]?.isEmpty == true { byKey[key] = nil }
    }
    if case .exchange(let exchange) = wait.who { byExchange[exchange] = nil }
    return wait
  }
}

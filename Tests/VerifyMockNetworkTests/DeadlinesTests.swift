import Testing

@testable import VerifyMockNetwork

@Suite("Deadlines and timers come due in order")
struct DeadlinesTests {
  static func moment(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(nanoseconds: milliseconds * 1_000_000)
  }

  static var durations: ConnectionDeadlines {
    var durations = ConnectionDeadlines()
    durations.head = .milliseconds(10)
    durations.body = .milliseconds(30)
    durations.write = .milliseconds(20)
    return durations
  }

  @Test("a new deadline takes the place of the old one")
  func replaces() {
    var deadlines = Deadlines(Self.durations)
    #expect(deadlines.next == .never)
    deadlines.set(0, .head, now: Self.moment(0))
    deadlines.set(1, .body, now: Self.moment(0))
    deadlines.set(2, .head, now: Self.moment(1))
    #expect(deadlines.next == Self.moment(10))
    deadlines.set(0, .write, now: Self.moment(5))
    #expect(deadlines.kind(of: 0) == .write)
    #expect(deadlines.next == Self.moment(11))
    deadlines.clear(2)
    #expect(deadlines.next == Self.moment(25))
    #expect(deadlines.takeExpired(now: Self.moment(24)) == nil)
    let first = deadlines.takeExpired(now: Self.moment(60))
    #expect(first?.slot == 1)
    #expect(first?.kind == .body)
    #expect(deadlines.takeExpired(now: Self.moment(60))?.slot == 0)
    #expect(deadlines.takeExpired(now: Self.moment(60)) == nil)
    #expect(deadlines.next == .never)
  }

  @Test(
    "whatever is set, moved and cleared, those due are those that a plain search finds",
    arguments: 1...4 as ClosedRange<UInt64>)
  func matchesPlainSearch(seed: UInt64) {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var deadlines = Deadlines(Self.durations)
    var plain: [Int: (kind: Deadlines.Kind, time: MonotonicTime)] = [:]
    let kinds: [(Deadlines.Kind, Int64)] = [(.head, 10), (.body, 30), (.write, 20)]
    var now: Int64 = 0
    for _ in 0..<20_000 {
      now += Int64(random(3))
      let slot = random(40)
      switch random(4) {
      case 0:
        deadlines.clear(slot)
        plain[slot] = nil
      case 1:
        let due = plain.filter { $0.value.time <= Self.moment(now) }
        var taken: Set<Int> = []
        while let one = deadlines.takeExpired(now: Self.moment(now)) { taken.insert(one.slot) }
        #expect(taken == Set(due.keys), "seed \(seed)")
        for slot in due.keys { plain[slot] = nil }
      default:
        let (kind, duration) = kinds[random(3)]
        deadlines.set(slot, kind, now: Self.moment(now))
        plain[slot] = (kind, Self.moment(now + duration))
      }
      let earliest = plain.values.map(\.time).min() ?? .never
      #expect(deadlines.next == earliest, "seed \(seed)")
    }
  }

  @Test("timers come out by time, and those of one moment in the order they were added")
  func ordersTimers() {
    var timers = TimerHeap<Int>()
    let times: [Int64] = [5, 1, 9, 1, 5, 7, 3, 1, 9, 0]
    for (number, time) in times.enumerated() { timers.add(number, at: Self.moment(time)) }
    #expect(timers.next == Self.moment(0))
    var order: [Int] = []
    while let number = timers.takeExpired(now: Self.moment(8)) { order.append(number) }
    #expect(order == [9, 1, 3, 7, 6, 0, 4, 5])
    #expect(timers.next == Self.moment(9))
  }

  @Test("a moment too far away is one that never comes")
  func saturates() {
    let late = Self.moment(1).advanced(by: .seconds(Int64.max))
    #expect(late == .never)
    #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
    #expect(Duration.milliseconds(-3).wholeNanoseconds == -3_000_000)
  }
}

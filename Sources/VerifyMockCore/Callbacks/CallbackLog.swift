/// The callbacks of a server: those that wait, run and have ended; bounded in number.
///
/// A verification's callbacks go out one after the other. Adding, finding and ending one takes the
/// same time however many there are.
package struct CallbackLog: Sendable {
  package struct Delivery: Sendable {
    /// The order of the events: later ones have higher numbers.
    package internal(set) var number = 0
    package let account: Int
    package let accountName: String
    package let provider: String
    package let verification: [UInt8]
    let serial: Int
    package let url: String
    package let method: String
    package let fields: [(name: String, value: [UInt8])]
    /// When the event happened that it reports.
    package let due: Instant
    package internal(set) var tries: [Try] = []
    package internal(set) var isEnded = false
    let behaviour: Behaviour
  }

  package struct Try: Sendable {
    package let at: Instant
    package internal(set) var result: CallbackResult?
  }

  private var byNumber: [Int: Delivery] = [:]
  /// The numbers of the callbacks of each verification that have not ended; the first one runs.
  private var waiting: [Int: Queue<Int>] = [:]
  private var owned: [Int: NumberList] = [:]
  private var order = KeyOrder<Int>()
  private var endedOrder = KeyOrder<Int>()
  /// How many tries have ended, by account.
  private var endedTries: [Int: Int] = [:]
  private var lastNumber = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  package var count: Int { byNumber.count }

  /// All of them, oldest first.
  package var deliveries: [Delivery] { byNumber.values.sorted { $0.number < $1.number } }

  subscript(number: Int) -> Delivery? { byNumber[number] }

  /// Whether a try of an account, or of any, has been answered or has failed.
  package func hasEndedTry(of account: Int?) -> Bool {
    account.map { endedTries[$0] != nil } ?? !endedTries.isEmpty
  }

  /// Puts a callback behind those of the same verification; ``evict()`` makes room for it.
  ///
  /// - Returns: its number, and whether none goes before it.
  mutating func append(_ delivery: consuming Delivery) -> (number: Int, isFirst: Bool) {
    lastNumber += 1
    delivery.number = lastNumber
    waiting[delivery.serial, default: Queue()].append(lastNumber)
    let isFirst = waiting[delivery.serial]?.count == 1
    owned[delivery.account, default: NumberList()].append(lastNumber)
    byNumber[lastNumber] = delivery
    order.add(lastNumber)
    return (lastNumber, isFirst)
  }

  /// Removes a callback if there are too many: the one that ended first, else the oldest.
  ///
  /// - Returns: the one that is gone, and the one of the same verification whose turn it is then.
  mutating func evict() -> (gone: Delivery, next: Delivery?)? {
    guard byNumber.count > limit, let oldest = endedOrder.popFirst() ?? order.popFirst(),
      let gone = byNumber[oldest]
    else { return nil }
    let wasFirst = waiting[gone.serial]?.first == oldest
    remove(oldest)
    let next = wasFirst ? waiting[gone.serial]?.first.flatMap { byNumber[$0] } : nil
    return (gone, next)
  }

  mutating func begin(_ number: Int, at time: Instant) {
    byNumber[number]?.tries.append(Try(at: time, result: nil))
  }

  /// Records how the last try ended.
  ///
  /// - Returns: the delivery; nil when no try of this number is running.
  mutating func endTry(_ number: Int, _ result: CallbackResult) -> Delivery? {
    guard let last = byNumber[number]?.tries.indices.last,
      byNumber[number]?.tries[last].result == nil
    else { return nil }
    byNumber[number]?.tries[last].result = result
    if let account = byNumber[number]?.account { endedTries[account, default: 0] += 1 }
    return byNumber[number]
  }

  /// Nothing more is sent of this callback.
  ///
  /// - Returns: the next one of the same verification.
  mutating func end(_ number: Int) -> Delivery? {
    guard let serial = byNumber[number]?.serial else { return nil }
    byNumber[number]?.isEnded = true
    endedOrder.add(number)
    leaveQueue(number, serial)
    return waiting[serial]?.first.flatMap { byNumber[$0] }
  }

  mutating func removeAll(account: Int) {
    for number in owned[account]?.all ?? [] { remove(number) }
    endedTries[account] = nil
  }

  private mutating func remove(_ number: Int) {
    guard let one = byNumber.removeValue(forKey: number) else { return }
    order.remove(number)
    endedOrder.remove(number)
    owned.dropOne(of: one.account) { [byNumber] in byNumber[$0] == nil }
    if !one.isEnded { leaveQueue(number, one.serial) }
  }

  private mutating func leaveQueue(_ number: Int, _ serial: Int) {
    if waiting[serial]?.first == number {
      waiting[serial]?.popFirst()
    } else {
      waiting[serial]?.removeAll { $0 == number }
    }
    if waiting[serial]?.isEmpty == true { waiting[serial] = nil }
  }
}

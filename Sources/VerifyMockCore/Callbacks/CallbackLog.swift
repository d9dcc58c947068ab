/// The callbacks of a server: those that wait, run and have ended; bounded in number.
///
/// Each goes out at its own event's time; only its own retries wait for each other. Adding, finding
/// and ending one takes the same time however many there are.
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

  /// Adds a callback; ``evict()`` makes room for it.
  ///
  /// - Returns: its number.
  mutating func append(_ delivery: consuming Delivery) -> Int {
    lastNumber += 1
    delivery.number = lastNumber
    owned[delivery.account, default: NumberList()].append(lastNumber)
    byNumber[lastNumber] = delivery
    order.add(lastNumber)
    return lastNumber
  }

  /// Removes a callback if there are too many: the one that ended first, else the oldest.
  ///
  /// - Returns: the one that is gone.
  mutating func evict() -> Delivery? {
    guard byNumber.count > limit, let oldest = endedOrder.popFirst() ?? order.popFirst(),
      let gone = byNumber[oldest]
    else { return nil }
    remove(oldest)
    return gone
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
  mutating func end(_ number: Int) {
    guard byNumber[number] != nil else { return }
    byNumber[number]?.isEnded = true
    endedOrder.add(number)
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
  }
}

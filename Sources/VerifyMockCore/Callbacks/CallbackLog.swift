/// The callbacks of a server: those that wait, run and have ended; bounded in number.
package struct CallbackLog: Sendable {
  package static let limit = 2_000

  package struct Delivery: Sendable {
    package let number: Int
    package let account: Int
    package let provider: Int
    package let verification: [UInt8]
    let serial: Int
    package let url: String
    package let method: String
    package let fields: [(name: String, value: [UInt8])]
    /// When the event happened that it tells of.
    package let due: Instant
    package internal(set) var tries: [Try] = []
    package internal(set) var isEnded = false
    let governing: Governing
  }

  package struct Try: Sendable {
    package let at: Instant
    package internal(set) var result: CallbackResult?
  }

  package internal(set) var deliveries: [Delivery] = []
  var nextNumber = 1

  /// Whether a try has been answered, or has failed.
  package func hasEndedTry(of account: Int?) -> Bool {
    deliveries.contains { one in
      (account == nil || one.account == account) && one.tries.contains { $0.result != nil }
    }
  }

  func position(of number: Int) -> Int? {
    // Numbers rise with the position.
    var low = 0
    var high = deliveries.count
    while low < high {
      let middle = (low + high) / 2
      if deliveries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < deliveries.count && deliveries[low].number == number ? low : nil
  }

  mutating func append(_ delivery: Delivery) {
    deliveries.append(delivery)
    if deliveries.count > Self.limit, let first = deliveries.firstIndex(where: \.isEnded) {
      deliveries.remove(at: first)
    }
  }
}

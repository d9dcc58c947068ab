/// The last exchanges of a server, bounded in number and in bytes.
package struct Journal: Sendable {
  /// The exchanges that are kept, oldest first.
  package private(set) var exchanges = Queue<Exchange>()
  /// About how much memory the exchanges take.
  package private(set) var bytes = 0
  /// How many exchanges there have been, the evicted ones included.
  package private(set) var total = 0
  private let bounds: StateBounds

  init(bounds: StateBounds) {
    self.bounds = bounds
  }

  package var count: Int { exchanges.count }
  package var last: Exchange? { exchanges.last }

  /// - Returns: how many exchanges had to go.
  mutating func append(_ exchange: consuming Exchange) -> Int {
    total += 1
    exchange.sequence = total
    bytes += exchange.size
    exchanges.append(exchange)
    var evicted = 0
    while count > 1, count > bounds.exchanges || bytes > bounds.journalBytes {
      bytes -= exchanges.popFirst()?.size ?? 0
      evicted += 1
    }
    return evicted
  }

  mutating func removeAll(where isUnwanted: (Exchange) -> Bool) {
    exchanges.removeAll(where: isUnwanted)
    bytes = exchanges.reduce(0) { $0 + $1.size }
  }
}

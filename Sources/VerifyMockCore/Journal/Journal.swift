/// The last exchanges of a server, bounded in number and in bytes.
package struct Journal: Sendable {
  package static let countLimit = 4_096
  package static let byteLimit = 4 << 20

  /// The exchanges that are kept, oldest first.
  package private(set) var exchanges = Ring<Exchange>(limit: countLimit)
  /// About how much memory the exchanges take.
  package private(set) var bytes = 0
  /// How many exchanges there have been, the forgotten ones included.
  package private(set) var total = 0

  package var count: Int { exchanges.count }
  /// The newest exchange, without the way through a collection's generic functions.
  package var last: Exchange? { count > 0 ? exchanges[count - 1] : nil }

  mutating func append(_ exchange: consuming Exchange) {
    total += 1
    exchange.sequence = total
    bytes += exchange.size
    if count == Self.countLimit { bytes -= exchanges[0].size }
    exchanges.append(exchange)
    while bytes > Self.byteLimit, count > 1 {
      bytes -= exchanges[0].size
      exchanges.removeFirst(leaving: Exchange(time: Instant(nanoseconds: 0)))
    }
  }

  mutating func removeAll(where condition: (Exchange) -> Bool) {
    exchanges.removeAll(where: condition)
    bytes = exchanges.reduce(0) { $0 + $1.size }
  }
}

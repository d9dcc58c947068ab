/// The last exchanges of a server, bounded in number and in bytes.
package struct Journal: Sendable {
  package static let countLimit = 4_096
  package static let byteLimit = 4 << 20

  private var ring: [Exchange] = []
  private var head = 0
  /// About how much memory the exchanges take.
  package private(set) var bytes = 0
  /// How many exchanges there have been, the forgotten ones included.
  package private(set) var total = 0

  package var count: Int { ring.count - head }

  mutating func append(_ exchange: consuming Exchange) {
    total += 1
    exchange.sequence = total
    bytes += exchange.size
    ring.append(exchange)
    while count > Self.countLimit || (bytes > Self.byteLimit && count > 1) {
      bytes -= ring[head].size
      head += 1
    }
    // The forgotten ones go in one move, so that each append stays cheap.
    if head >= Self.countLimit / 4 {
      ring.removeFirst(head)
      head = 0
    }
  }

  /// The exchanges that are kept, oldest first.
  package var exchanges: ArraySlice<Exchange> { ring[head...] }

  mutating func removeAll(where condition: (Exchange) -> Bool) {
    ring.removeFirst(head)
    head = 0
    ring.removeAll(where: condition)
    bytes = ring.reduce(0) { $0 + $1.size }
  }
}

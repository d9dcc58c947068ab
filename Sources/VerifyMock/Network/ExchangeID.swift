/// Names one request and its response within a loop.
package struct ExchangeID: Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  init(slot: Int, serial: UInt32) {
    rawValue = UInt64(UInt32(truncatingIfNeeded: slot)) << 32 | UInt64(serial)
  }

  /// The place of its connection in the table.
  var slot: Int { Int(rawValue >> 32) }
}

/// Finds serials by the hash of what they are known by: an open table of eight bytes for each.
///
/// The keys themselves stand with the records, where the caller compares them. Hashes must come from
/// ``hash(_:)-swift.type.method``, whose seed is drawn for each process, so that nobody can make them
/// collide.
struct SerialTable: Sendable {
  private struct Slot {
    /// Zero where the slot is free.
    var hash: UInt32
    /// The serial's low half; all serials in a table lie closer together than its range.
    var serial: UInt32
  }

  private var slots: [Slot] = []
  private var count = 0

  private static let seed = UInt64.random(in: .min ... .max)

  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var i = 0
    while i &+ 8 <= bytes.count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      i &+= 8
    }
    var rest: UInt64 = 0
    while i < bytes.count {
      rest = rest << 8 | UInt64(bytes[i])
      i &+= 1
    }
    return folded(mixed(hash ^ rest))
  }

  static func hash(_ number: UInt64) -> UInt32 { folded(mixed(seed ^ number)) }

  /// Both halves of a long product: a low bit of the input reaches all of the result.
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private static func folded(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash ^ hash >> 32) | 1
  }

  /// The serial with this hash of which `isWanted` says that it is the one.
  ///
  /// - Parameter base: a serial that is at most every one in the table.
  @inline(__always)
  func find(_ hash: UInt32, base: Int, _ isWanted: (Int) -> Bool) -> Int? {
    if slots.isEmpty { return nil }
    let mask = slots.count &- 1
    var at = Int(hash >> 1) & mask
    while slots[at].hash != 0 {
      if slots[at].hash == hash {
        let serial = base &+ Int(slots[at].serial &- UInt32(truncatingIfNeeded: base))
        if isWanted(serial) { return serial }
      }
      at = (at &+ 1) & mask
    }
    return nil
  }

  mutating func insert(_ serial: Int, hash: UInt32) {
    if count &* 2 >= slots.count { grow() }
    put(Slot(hash: hash, serial: UInt32(truncatingIfNeeded: serial)))
    count += 1
  }

  mutating func replace(_ old: Int, with new: Int, hash: UInt32) {
    let low = UInt32(truncatingIfNeeded: old)
    guard let at = position(hash, low) else { return }
    slots[at].serial = UInt32(truncatingIfNeeded: new)
  }

  mutating func remove(_ serial: Int, hash: UInt32) {
    guard var hole = position(hash, UInt32(truncatingIfNeeded: serial)) else { return }
    count -= 1
    let mask = slots.count - 1
    slots[hole].hash = 0
    // Those behind move up as far as they may, so that no search ends at the hole too early.
    var at = (hole + 1) & mask
    while slots[at].hash != 0 {
      let home = Int(slots[at].hash >> 1) & mask
      if (at - home) & mask >= (at - hole) & mask {
        slots.swapAt(hole, at)
        hole = at
      }
      at = (at + 1) & mask
    }
  }

  private func position(_ hash: UInt32, _ low: UInt32) -> Int? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var at = Int(hash >> 1) & mask
    while slots[at].hash != 0 {
      if slots[at].hash == hash, slots[at].serial == low { return at }
      at = (at + 1) & mask
    }
    return nil
  }

  private mutating func put(_ slot: Slot) {
    let mask = slots.count - 1
    var at = Int(slot.hash >> 1) & mask
    while slots[at].hash != 0 { at = (at + 1) & mask }
    slots[at] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(hash: 0, serial: 0), count: max(16, old.count * 2))
    for slot in old where slot.hash != 0 { put(slot) }
  }
}

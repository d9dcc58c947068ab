/// Finds slots by the hash of what their records are known by: an open table of eight bytes a place.
///
/// The keys themselves stand with the records, where the caller compares them. Hashes must come from
/// ``hash(_:)-swift.type.method``, whose seed is drawn for each process, so that nobody can make them
/// collide.
struct SlotTable: Sendable {
  private struct Place {
    /// Zero where the place is free.
    var hash: UInt32
    var slot: UInt32
  }

  private var places: [Place] = []
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

  /// The slot with this hash of which `isWanted` says that it is the one.
  @inline(__always)
  func find(_ hash: UInt32, _ isWanted: (UInt32) -> Bool) -> UInt32? {
    if places.isEmpty { return nil }
    let mask = places.count &- 1
    var at = Int(hash >> 1) & mask
    while places[at].hash != 0 {
      if places[at].hash == hash, isWanted(places[at].slot) { return places[at].slot }
      at = (at &+ 1) & mask
    }
    return nil
  }

  mutating func insert(_ slot: UInt32, hash: UInt32) {
    if count &* 3 >= places.count &* 2 { grow() }
    put(Place(hash: hash, slot: slot))
    count += 1
  }

  mutating func replace(_ old: UInt32, with new: UInt32, hash: UInt32) {
    guard let at = position(hash, old) else { return }
    places[at].slot = new
  }

  mutating func remove(_ slot: UInt32, hash: UInt32) {
    guard var hole = position(hash, slot) else { return }
    count -= 1
    let mask = places.count - 1
    places[hole].hash = 0
    // Those behind move up as far as they may, so that no search ends at the hole too early.
    var at = (hole + 1) & mask
    while places[at].hash != 0 {
      let home = Int(places[at].hash >> 1) & mask
      if (at - home) & mask >= (at - hole) & mask {
        places.swapAt(hole, at)
        hole = at
      }
      at = (at + 1) & mask
    }
  }

  private func position(_ hash: UInt32, _ slot: UInt32) -> Int? {
    guard !places.isEmpty else { return nil }
    let mask = places.count - 1
    var at = Int(hash >> 1) & mask
    while places[at].hash != 0 {
      if places[at].hash == hash, places[at].slot == slot { return at }
      at = (at + 1) & mask
    }
    return nil
  }

  private mutating func put(_ place: Place) {
    let mask = places.count - 1
    var at = Int(place.hash >> 1) & mask
    while places[at].hash != 0 { at = (at + 1) & mask }
    places[at] = place
  }

  private mutating func grow() {
    let old = places
    places = [Place](repeating: Place(hash: 0, slot: 0), count: max(16, old.count * 2))
    for place in old where place.hash != 0 { put(place) }
  }
}

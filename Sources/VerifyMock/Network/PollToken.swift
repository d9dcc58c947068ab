/// What a watched descriptor is to the loop: one number that the poll hands back.
struct PollToken {
  enum Kind: UInt64 { case wake, listener, connection, outgoing }

  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// `generation` tells apart those that had the same slot one after the other.
  init(_ kind: Kind, slot: Int = 0, generation: UInt32 = 0) {
    rawValue =
      kind.rawValue << 62 | UInt64(generation & 0x3FFF_FFFF) << 32
      | UInt64(UInt32(truncatingIfNeeded: slot))
  }

  var kind: Kind { Kind(rawValue: rawValue >> 62) ?? .wake }
  var slot: Int { Int(rawValue & 0xFFFF_FFFF) }
}

import VerifyMockJSON

/// A name with the first eight of its bytes as one word, so that most comparisons are one.
struct NameEntry {
  var word: UInt64
  var length: UInt32
  /// Where the bytes begin in the program's names.
  var offset: UInt32
  /// The schema of the property, or -1.
  var schema: Int32
  /// The same or, if that is nothing but a `$ref`, where it leads.
  var target: Int32
  /// The bit of a required name in its plan, or -1.
  var bit: Int32
}

/// A set of names as an open-addressed hash table in the program's slots.
struct NameTable {
  var slots: Int32
  var mask: UInt32
  /// The names of the table stand together in the program's entries.
  var entries: Int32
  var count: Int32

  static let empty = NameTable(slots: 0, mask: 0, entries: 0, count: 0)

  /// What ``hash(_:_:_:)`` gives for no bytes.
  static let emptyHash: UInt32 = 0

  /// The first eight bytes, the missing ones as zeros.
  @inline(__always)
  static func word(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(bytes)
    if count >= 8 { return raw.loadUnaligned(as: UInt64.self) }
    if count >= 4 {
      let low = UInt64(raw.loadUnaligned(as: UInt32.self))
      let high = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return low | high << UInt64((count - 4) * 8)
    }
    var word: UInt64 = 0
    var i = 0
    while i < count {
      word |= UInt64(bytes[i]) << UInt64(i * 8)
      i += 1
    }
    return word
  }

  @inline(__always)
  static func hash(_ word: UInt64, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    var mixed = word ^ UInt64(count) &* 0x9E37_79B9_7F4A_7C15
    if count > 8 {
      let tail = UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      mixed ^= tail << 23 | tail >> 41
    }
    return UInt32(truncatingIfNeeded: (mixed &* 0xD6E8_FEB8_6659_FD93) >> 32)
  }

  @inline(__always)
  static func areEqual(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    var i = 0
    while i &+ 8 <= count {
      if UnsafeRawPointer(left).loadUnaligned(fromByteOffset: i, as: UInt64.self)
        != UnsafeRawPointer(right).loadUnaligned(fromByteOffset: i, as: UInt64.self)
      {
        return false
      }
      i &+= 8
    }
    while i < count {
      if left[i] != right[i] { return false }
      i &+= 1
    }
    return true
  }
}

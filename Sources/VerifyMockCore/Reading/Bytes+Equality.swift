import VerifyMockHTTP

extension UnsafeBufferPointer<UInt8> {
  /// Whether both hold the same bytes: eight are compared at a time.
  @inline(__always)
  func isSame(as other: Bytes) -> Bool {
    guard count == other.count else { return false }
    guard let one = baseAddress, let two = other.baseAddress else { return true }
    return Self.areSame(one, two, count)
  }

  @inline(__always)
  func isSame(as other: [UInt8]) -> Bool {
    other.withUnsafeBufferPointer { isSame(as: $0) }
  }

  @inline(__always)
  static func areSame(
    _ one: UnsafePointer<UInt8>, _ two: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let one = UnsafeRawPointer(one)
    let two = UnsafeRawPointer(two)
    var i = 0
    if count >= 8 {
      while i &+ 8 <= count {
        if one.loadUnaligned(fromByteOffset: i, as: UInt64.self)
          != two.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        {
          return false
        }
        i &+= 8
      }
      // The last eight overlap those before.
      return one.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        == two.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    }
    while i < count {
      if one.load(fromByteOffset: i, as: UInt8.self) != two.load(fromByteOffset: i, as: UInt8.self)
      {
        return false
      }
      i &+= 1
    }
    return true
  }
}

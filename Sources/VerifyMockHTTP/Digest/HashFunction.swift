/// A hash built on a compression function over blocks (Merkle–Damgård), as all of ours are.
package protocol HashFunction: Sendable {
  /// Bytes of a block.
  static var blockByteCount: Int { get }
  /// Bytes of the length at the end of the padding.
  static var lengthByteCount: Int { get }
  /// Whether that length has its most significant byte first.
  static var isBigEndian: Bool { get }

  init()
  /// Takes one block of ``blockByteCount`` bytes.
  mutating func compress(_ block: UnsafePointer<UInt8>)
  /// The state as bytes, after the last block.
  var digest: [UInt8] { get }
}

extension HashFunction {
  /// The digest of all the bytes.
  package static func hash(_ bytes: Bytes) -> [UInt8] {
    hash(prefix: .none, bytes)
  }

  /// The digest of all the bytes.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { hash($0) }
  }

  /// The digest of a whole block, or none, and the bytes after it.
  static func hash(prefix: Bytes, _ bytes: Bytes) -> [UInt8] {
    var state = Self()
    let block = blockByteCount
    if let start = prefix.baseAddress, prefix.count == block { state.compress(start) }
    var position = 0
    if let start = bytes.baseAddress {
      while bytes.count - position >= block {
        state.compress(start + position)
        position += block
      }
    }
    var tail: [UInt8] = []
    tail.reserveCapacity(2 * block)
    tail.append(contentsOf: bytes.slice(position, bytes.count))
    tail.append(0x80)
    let total = tail.count + lengthByteCount <= block ? block : 2 * block
    while tail.count < total { tail.append(0) }
    let bits = UInt64(prefix.count + bytes.count) &* 8
    for i in 0..<8 {
      let byte = UInt8(truncatingIfNeeded: bits >> UInt64(8 * i))
      tail[isBigEndian ? total - 1 - i : total - 8 + i] = byte
    }
    tail.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      state.compress(start)
      if total > block { state.compress(start + block) }
    }
    return state.digest
  }
}

extension UnsafePointer<UInt8> {
  /// An integer that stands at a byte offset, as it is in memory.
  @inline(__always)
  func word<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: T.Type) -> T {
    UnsafeRawPointer(self + offset).loadUnaligned(as: type)
  }
}

extension FixedWidthInteger {
  @inline(__always)
  func rotatedRight(_ count: Self) -> Self {
    self &>> count | self &<< (Self(Self.bitWidth) &- count)
  }

  @inline(__always)
  func rotatedLeft(_ count: Self) -> Self {
    self &<< count | self &>> (Self(Self.bitWidth) &- count)
  }

  /// Appends the bytes, the most significant first.
  func appendBigEndian(to output: inout [UInt8]) {
    var shift = Self.bitWidth - 8
    while shift >= 0 {
      output.append(UInt8(truncatingIfNeeded: self >> Self(shift)))
      shift -= 8
    }
  }
}

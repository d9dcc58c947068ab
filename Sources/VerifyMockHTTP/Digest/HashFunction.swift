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
  mutating func compress(_ block: ArraySlice<UInt8>)
  /// The state as bytes, after the last block.
  var digest: [UInt8] { get }
}

extension HashFunction {
  /// The digest of all the bytes.
  package static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var padded = Array(bytes)
    let bits = UInt64(padded.count) &* 8
    padded.append(0x80)
    while (padded.count + lengthByteCount) % blockByteCount != 0 { padded.append(0) }
    let length = bits.bigEndianBytes
    let zeros = [UInt8](repeating: 0, count: lengthByteCount - length.count)
    padded += isBigEndian ? zeros + length : length.reversed() + zeros
    var state = Self()
    for start in stride(from: 0, to: padded.count, by: blockByteCount) {
      state.compress(padded[start..<start + blockByteCount])
    }
    return state.digest
  }
}

/// Keyed hashing over any hash, [RFC 2104](https://www.rfc-editor.org/rfc/rfc2104).
package enum HMAC<Hash: HashFunction> {
  /// The authentication code of a message.
  package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > Hash.blockByteCount ? Hash.hash(key) : key
    while block.count < Hash.blockByteCount { block.append(0) }
    let inner = Hash.hash(block.map { $0 ^ 0x36 } + message)
    return Hash.hash(block.map { $0 ^ 0x5C } + inner)
  }
}

extension ArraySlice<UInt8> {
  /// The words that the bytes are, the most significant byte of each first.
  func words<Word: FixedWidthInteger>() -> [Word] {
    let size = Word.bitWidth / 8
    return stride(from: startIndex, to: endIndex, by: size).map { start in
      self[start..<start + size].reduce(0) { $0 << 8 | Word($1) }
    }
  }
}

extension FixedWidthInteger {
  func rotatedRight(_ count: Self) -> Self {
    self &>> count | self &<< (Self(Self.bitWidth) &- count)
  }

  func rotatedLeft(_ count: Self) -> Self {
    self &<< count | self &>> (Self(Self.bitWidth) &- count)
  }

  /// The bytes, the most significant first.
  var bigEndianBytes: [UInt8] {
    stride(from: Self.bitWidth - 8, through: 0, by: -8).map { shift in
      UInt8(truncatingIfNeeded: self >> Self(shift))
    }
  }
}

/// Writes a head into memory of known size: pieces cost a copy each and no growth check.
struct HTTPHeadWriter: ~Copyable {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

  /// What has been written.
  var written: Bytes { Bytes(rebasing: memory[..<count]) }

  /// Appends the bytes, or nothing when they do not fit.
  mutating func write(_ bytes: Bytes) {
    guard let from = bytes.baseAddress, let to = memory.baseAddress,
      memory.count - count >= bytes.count
    else { return }
    (to + count).update(from: from, count: bytes.count)
    count &+= bytes.count
  }

  mutating func write(_ literal: StaticString) { write(Bytes(literal)) }

  mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { write($0) } }

  /// Appends a number that is not negative, in decimal.
  mutating func write(decimal number: Int) {
    // A status, and the length of most answers.
    if number < 1000, memory.count &- count >= 3, let base = memory.baseAddress {
      let number = UInt32(truncatingIfNeeded: number)
      if number >= 100 { put(number / 100, base) }
      if number >= 10 { put(number / 10 % 10, base) }
      return put(number % 10, base)
    }
    var rest = number
    var digits = 1
    while rest >= 10 {
      rest /= 10
      digits &+= 1
    }
    guard memory.count - count >= digits else { return }
    rest = number
    for place in 1...digits {
      memory[count &+ digits &- place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count &+= digits
  }

  @inline(__always)
  private mutating func put(_ digit: UInt32, _ base: UnsafeMutablePointer<UInt8>) {
    base[count] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
    count &+= 1
  }
}

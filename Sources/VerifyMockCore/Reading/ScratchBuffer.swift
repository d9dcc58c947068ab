/// Plain memory that is written from the begin for each request, without the checks and reference
/// counts of an array.
///
/// A copy shares the memory until one of the two is emptied: whoever empties it gets memory of its
/// own. So it is written only after ``removeAll()``, by the one who called it.
struct ScratchBuffer<Element>: @unchecked Sendable {
  private var memory: Memory
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  /// Elements are plain values: nothing is destroyed one by one.
  private final class Memory {
    let base: UnsafeMutablePointer<Element>

    init(capacity: Int) {
      base = .allocate(capacity: capacity)
    }

    deinit {
      base.deallocate()
    }
  }

  init(capacity: Int = 16) {
    self.capacity = capacity
    memory = Memory(capacity: capacity)
    base = memory.base
  }

  var isEmpty: Bool { count == 0 }
  var last: Element? { count > 0 ? base[count - 1] : nil }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  /// The elements; valid until the next change.
  @inline(__always)
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  func elements(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
    assert(range.upperBound <= count)
    return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// Sees to it that the memory lives until here.
  @inline(__always)
  func keepMemory() {
    withExtendedLifetime(memory) {}
  }

  mutating func removeAll() {
    count = 0
    if !isKnownUniquelyReferenced(&memory) {
      memory = Memory(capacity: capacity)
      base = memory.base
    }
  }

  @inline(__always)
  mutating func removeLast(_ number: Int = 1) {
    assert(number <= count)
    count &-= number
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    (base + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    if capacity &- count < elements.count { grow(by: elements.count) }
    (base + count).initialize(from: first, count: elements.count)
    count &+= elements.count
  }

  /// Appends so many elements that `body` writes, all of them.
  @inline(__always)
  mutating func append(room number: Int, _ body: (UnsafeMutablePointer<Element>) -> Void) {
    if capacity &- count < number { grow(by: number) }
    body(base + count)
    count &+= number
  }

  @inline(__always)
  mutating func append(repeating element: Element, count number: Int) {
    if capacity &- count < number { grow(by: number) }
    (base + count).initialize(repeating: element, count: number)
    count &+= number
  }

  @inline(never)
  private mutating func grow(by number: Int) {
    capacity = max(capacity * 2, count + number)
    let larger = Memory(capacity: capacity)
    larger.base.initialize(from: base, count: count)
    memory = larger
    base = larger.base
  }
}

extension ScratchBuffer: ByteSink where Element == UInt8 {
  @inline(__always)
  mutating func append(contentsOf bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    let number = bytes.count
    if capacity &- count < number { grow(by: number) }
    // Most are short: words that may overlap are copied quicker than a call does it.
    let from = UnsafeRawPointer(first)
    let to = UnsafeMutableRawPointer(base + count)
    func copyWord(_ at: Int) {
      let word = from.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      to.storeBytes(of: word, toByteOffset: at, as: UInt64.self)
    }
    switch number {
    case 8...16:
      copyWord(0)
      copyWord(number &- 8)
    case 17...32:
      copyWord(0)
      copyWord(8)
      copyWord(number &- 16)
      copyWord(number &- 8)
    default: to.copyMemory(from: from, byteCount: number)
    }
    count &+= number
  }

  /// Appends the bytes of a literal.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the digits of a number, with zeros in front where it has fewer than asked for.
  mutating func append(decimal number: UInt64, atLeast digits: Int = 1) {
    var count = 1
    var bound: UInt64 = 10
    // The largest power of ten that fits has twenty digits.
    while count < 20, number >= bound {
      count &+= 1
      bound = count < 20 ? bound &* 10 : .max
    }
    count = max(count, digits)
    append(room: count) { place in
      var rest = number
      var at = count
      while at > 0 {
        at &-= 1
        place[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
  }

  mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// Overwrites four bytes.
  mutating func store(_ value: UInt32, at index: Int) {
    assert(index >= 0 && index + 4 <= count)
    UnsafeMutableRawPointer(base).storeBytes(of: value, toByteOffset: index, as: UInt32.self)
  }
}

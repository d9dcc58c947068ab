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
  /// Appends the bytes of a literal.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
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

/// The nodes of a tape in plain memory that is used again, without the checks of an array.
///
/// A copy shares the memory until one of the two is emptied: whoever empties it gets memory of its
/// own. So it is written only after ``removeAll()``, by the one who called it.
struct NodeBuffer: @unchecked Sendable {
  private var memory: Memory
  private var base: UnsafeMutablePointer<JSONNode>
  private var capacity: Int
  private(set) var count = 0

  private final class Memory {
    let base: UnsafeMutablePointer<JSONNode>

    init(capacity: Int) {
      base = .allocate(capacity: capacity)
    }

    deinit {
      base.deallocate()
    }
  }

  init(capacity: Int = 32) {
    self.capacity = capacity
    memory = Memory(capacity: capacity)
    base = memory.base
  }

  /// Valid until the next change.
  var elements: UnsafeBufferPointer<JSONNode> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  func pointer(to index: Int) -> UnsafeMutablePointer<JSONNode> {
    assert(index >= 0 && index < count)
    return base + index
  }

  mutating func removeAll() {
    count = 0
    if !isKnownUniquelyReferenced(&memory) {
      memory = Memory(capacity: capacity)
      base = memory.base
    }
  }

  @inline(__always)
  mutating func append(_ node: JSONNode) {
    if count == capacity { grow() }
    (base + count).initialize(to: node)
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    capacity *= 2
    let larger = Memory(capacity: capacity)
    larger.base.initialize(from: base, count: count)
    memory = larger
    base = larger.base
  }
}

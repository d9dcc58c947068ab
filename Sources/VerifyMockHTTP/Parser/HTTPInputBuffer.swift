/// The bytes of a connection that were received and not yet passed over.
///
/// Offsets count from the first byte of the current message, so that moving the bytes changes
/// nothing else. Memory grows with what has really come, and is used again.
struct HTTPInputBuffer: ~Copyable {
  private var storage: UnsafeMutablePointer<UInt8>?
  private(set) var capacity = 0
  private var start = 0
  private var filled = 0

  deinit { storage?.deallocate() }

  /// How many bytes of this message and of what follows it are here.
  @inline(__always)
  var count: Int { filled &- start }

  /// The first byte of the message; nil before anything came.
  @inline(__always)
  var base: UnsafePointer<UInt8>? { storage.map { UnsafePointer($0 + start) } }

  @inline(__always)
  var mutableBase: UnsafeMutablePointer<UInt8>? { storage.map { $0 + start } }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    makeRoom(for: bytes.count)
    guard let storage else { return }
    UnsafeMutableRawPointer(storage + filled).copyMemory(from: source, byteCount: bytes.count)
    filled += bytes.count
  }

  /// Room for at least `count` bytes after those that are here; see ``commit(_:)``.
  mutating func room(for count: Int) -> UnsafeMutableRawBufferPointer {
    makeRoom(for: max(1, count))
    return UnsafeMutableRawBufferPointer(
      start: storage.map { $0 + filled }, count: capacity - filled)
  }

  /// Says that `count` bytes of the room were filled.
  mutating func commit(_ count: Int) {
    filled += min(max(0, count), capacity - filled)
  }

  /// Passes over the first `count` bytes.
  @inline(__always)
  mutating func drop(_ count: Int) {
    start &+= count
    if start >= filled {
      start = 0
      filled = 0
    }
  }

  /// Takes out the bytes between two offsets; what follows them moves down.
  mutating func remove(from lower: Int, to upper: Int) {
    guard let base = mutableBase, lower < upper, upper <= count else { return }
    (base + lower).update(from: base + upper, count: count - upper)
    filled -= upper - lower
  }

  /// Gives the memory back when nothing is in it.
  mutating func release() {
    guard count == 0 else { return }
    storage?.deallocate()
    storage = nil
    capacity = 0
    start = 0
    filled = 0
  }

  private mutating func makeRoom(for wanted: Int) {
    if capacity - filled >= wanted { return }
    let pending = count
    if let storage, capacity - pending >= wanted, start >= pending {
      // Moving no more bytes than were passed over keeps the total linear.
      storage.update(from: storage + start, count: pending)
    } else {
      var larger = max(4096, capacity)
      while larger - pending < wanted { larger *= 2 }
      let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
      if let storage {
        fresh.update(from: storage + start, count: pending)
        storage.deallocate()
      }
      storage = fresh
      capacity = larger
    }
    start = 0
    filled = pending
  }
}

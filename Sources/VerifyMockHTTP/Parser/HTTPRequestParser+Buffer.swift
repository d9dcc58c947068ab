extension HTTPRequestParser {
  /// The first byte of the message. Only called when there are bytes.
  @inline(__always)
  var base: UnsafePointer<UInt8>? { storage.map { UnsafePointer($0 + start) } }

  /// How many bytes of this message and what follows it have arrived.
  @inline(__always)
  var available: Int { filled &- start }

  /// Adds bytes that have arrived.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0, stage != .refused else { return }
    makeRoom(for: bytes.count)
    guard let storage else { return }
    UnsafeMutableRawPointer(storage + filled).copyMemory(from: source, byteCount: bytes.count)
    filled += bytes.count
  }

  /// Lets `read` put bytes into the buffer itself: no copy.
  ///
  /// `read` gets at least `count` bytes of room and returns how many it filled, or a number below
  /// one for none; that number is the result, as of `recv`.
  package mutating func receive(
    atLeast count: Int = 4096, _ read: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Int {
    makeRoom(for: max(1, count))
    let room = UnsafeMutableRawBufferPointer(
      start: storage.map { $0 + filled }, count: capacity - filled)
    let result = read(room)
    if result > 0, stage != .refused { filled += min(result, room.count) }
    return result
  }

  /// Gives the buffer back when nothing is in it, so that an idle connection holds no memory.
  package mutating func releaseStorage() {
    guard stage == .start, start == filled else { return }
    storage?.deallocate()
    storage = nil
    capacity = 0
    start = 0
    filled = 0
    fields.release()
  }

  private mutating func makeRoom(for count: Int) {
    if capacity - filled >= count { return }
    let pending = available
    // Moving is paid for by at least as many bytes that were passed over, or by growth.
    if let storage, capacity - pending >= count, start >= pending {
      storage.update(from: storage + start, count: pending)
    } else {
      var wanted = max(4096, capacity)
      while wanted - pending < count { wanted *= 2 }
      let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
      if let storage {
        fresh.update(from: storage + start, count: pending)
        storage.deallocate()
      }
      storage = fresh
      capacity = wanted
    }
    start = 0
    filled = pending
  }
}

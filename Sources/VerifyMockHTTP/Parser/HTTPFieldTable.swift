/// The field lines of one message; its storage serves the next message too.
struct HTTPFieldTable: ~Copyable {
  private(set) var storage: UnsafeMutablePointer<HTTPFieldRange>?
  private(set) var count = 0
  private var capacity = 0

  deinit { storage?.deallocate() }

  mutating func removeAll() { count = 0 }

  mutating func release() {
    storage?.deallocate()
    storage = nil
    capacity = 0
    count = 0
  }

  mutating func append(_ field: HTTPFieldRange) {
    if count == capacity { grow() }
    storage?[count] = field
    count &+= 1
  }

  private mutating func grow() {
    let larger = max(16, capacity * 2)
    let fresh = UnsafeMutablePointer<HTTPFieldRange>.allocate(capacity: larger)
    if let storage {
      fresh.update(from: storage, count: count)
      storage.deallocate()
    }
    storage = fresh
    capacity = larger
  }
}

/// Where one field line stands, as offsets from the first byte of its message.
@usableFromInline
struct HTTPFieldRange {
  @usableFromInline var name: UInt32
  @usableFromInline var nameEnd: UInt32
  @usableFromInline var value: UInt32
  @usableFromInline var valueEnd: UInt32

  func name(in base: UnsafePointer<UInt8>) -> Bytes {
    Bytes(start: base + Int(name), count: Int(nameEnd &- name))
  }

  func value(in base: UnsafePointer<UInt8>) -> Bytes {
    Bytes(start: base + Int(value), count: Int(valueEnd &- value))
  }
}

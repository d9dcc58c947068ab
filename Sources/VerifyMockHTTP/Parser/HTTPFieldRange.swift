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

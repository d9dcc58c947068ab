import VerifyMockHTTP

/// What a verification keeps of its request, by kept position: JSON texts in one run of bytes.
///
/// In front stand how many there are and the end of each text, counted from the first; a text
/// without bytes is absent. Where nothing is kept there are no bytes at all.
package struct KeptValues: Sendable {
  private let bytes: [UInt8]

  /// Nothing is kept.
  init() {
    bytes = []
  }

  init(_ values: [[UInt8]?]) {
    var room = ScratchBuffer<UInt8>(capacity: 64)
    var builder = Builder(count: values.count, in: &room)
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      room.append(value)
      builder.end(index, in: &room)
    }
    self = builder.values(in: &room)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// How many positions there are; zero where nothing is kept.
  private var count: Int {
    if bytes.isEmpty { return 0 }
    return bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
  }

  /// Marks where each text ends that its caller appends to a buffer, in the order of the positions.
  struct Builder {
    private let count: Int
    private var next = 0
    private var end: UInt32 = 0

    init(count: Int, in room: inout ScratchBuffer<UInt8>) {
      self.count = count
      room.removeAll()
      room.append(repeating: 0, count: (count + 1) * 4)
      room.store(UInt32(truncatingIfNeeded: count), at: 0)
    }

    /// The text that belongs to a position has been appended.
    mutating func end(_ index: Int, in room: inout ScratchBuffer<UInt8>) {
      guard index >= next, index < count else { return }
      skip(to: index, in: &room)
      end = UInt32(truncatingIfNeeded: room.count - (count + 1) * 4)
      skip(to: index + 1, in: &room)
    }

    mutating func values(in room: inout ScratchBuffer<UInt8>) -> KeptValues {
      skip(to: count, in: &room)
      return KeptValues(bytes: end == 0 ? [] : Array(room.elements))
    }

    private mutating func skip(to index: Int, in room: inout ScratchBuffer<UInt8>) {
      while next < index {
        next += 1
        room.store(end, at: next * 4)
      }
    }
  }

  /// Lends the text at a position.
  @inline(__always)
  func withText<R>(_ index: Int, _ body: (Bytes?) -> R) -> R {
    if bytes.isEmpty { return body(nil) }
    return bytes.withUnsafeBufferPointer { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      let count = Int(raw.loadUnaligned(as: UInt32.self))
      guard index >= 0, index < count else { return body(nil) }
      let start =
        index == 0 ? 0 : Int(raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      let end = Int(raw.loadUnaligned(fromByteOffset: index * 4 + 4, as: UInt32.self))
      if start == end { return body(nil) }
      let texts = (count + 1) * 4
      return body(Bytes(rebasing: bytes[texts + start..<texts + end]))
    }
  }

  func value(_ position: Int) -> [UInt8]? { self[position] }

  package subscript(index: Int) -> [UInt8]? {
    withText(index) { $0.map { Array($0) } }
  }

  /// All of them, nil for what is absent; none where nothing is kept.
  package var values: [[UInt8]?] { (0..<count).map { self[$0] } }

  func isEqual(at index: Int, to other: KeptValues) -> Bool {
    withText(index) { own in
      other.withText(index) { other in
        guard let own, let other else { return own == nil && other == nil }
        return own.isSame(as: other)
      }
    }
  }

  /// Whether they are the same, byte for byte.
  func isSame(as other: KeptValues) -> Bool {
    bytes.withUnsafeBufferPointer { $0.isSame(as: other.bytes) }
  }

  /// Whether both have the same storage.
  func isShared(with other: KeptValues) -> Bool {
    bytes.withUnsafeBufferPointer { one in
      other.bytes.withUnsafeBufferPointer { one.baseAddress == $0.baseAddress }
    }
  }

  /// These with what others have in their place.
  func overlaid(with others: KeptValues) -> KeptValues {
    if others.bytes.isEmpty { return self }
    if bytes.isEmpty { return others }
    return KeptValues((0..<count).map { others[$0] ?? self[$0] })
  }
}

import VerifyMockHTTP

/// What a verification keeps of its request, by kept position: JSON texts in one run of bytes.
///
/// In front stands the end of each text, counted from the first; a text without bytes is absent.
package struct KeptValues: Sendable {
  private let bytes: [UInt8]
  package let count: Int

  /// Nothing is kept.
  init(count: Int) {
    bytes = []
    self.count = count
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

  private init(_ bytes: [UInt8], count: Int) {
    self.bytes = bytes
    self.count = count
  }

  /// Marks where each text ends that its caller appends to a buffer, in the order of the positions.
  struct Builder {
    private let count: Int
    private var next = 0
    private var end: UInt32 = 0

    init(count: Int, in room: inout ScratchBuffer<UInt8>) {
      self.count = count
      room.removeAll()
      room.append(repeating: 0, count: count * 4)
    }

    /// The text that belongs to a position has been appended.
    mutating func end(_ index: Int, in room: inout ScratchBuffer<UInt8>) {
      guard index >= next, index < count else { return }
      skip(to: index, in: &room)
      end = UInt32(truncatingIfNeeded: room.count - count * 4)
      skip(to: index + 1, in: &room)
    }

    mutating func values(in room: inout ScratchBuffer<UInt8>) -> KeptValues {
      skip(to: count, in: &room)
      return KeptValues(end == 0 ? [] : Array(room.elements), count: count)
    }

    private mutating func skip(to index: Int, in room: inout ScratchBuffer<UInt8>) {
      while next < index {
        room.store(end, at: next * 4)
        next += 1
      }
    }
  }

  /// Lends the text at a position.
  @inline(__always)
  func withText<R>(_ index: Int, _ body: (Bytes?) -> R) -> R {
    guard index >= 0, index < count, !bytes.isEmpty else { return body(nil) }
    return bytes.withUnsafeBufferPointer { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      let start =
        index == 0 ? 0 : Int(raw.loadUnaligned(fromByteOffset: index * 4 - 4, as: UInt32.self))
      let end = Int(raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      if start == end { return body(nil) }
      return body(Bytes(rebasing: bytes[count * 4 + start..<count * 4 + end]))
    }
  }

  package subscript(index: Int) -> [UInt8]? {
    withText(index) { $0.map { Array($0) } }
  }

  /// All of them, nil for what is absent.
  package var values: [[UInt8]?] { (0..<count).map { self[$0] } }

  func isEqual(at index: Int, to other: KeptValues) -> Bool {
    withText(index) { own in
      other.withText(index) { other in
        guard let own, let other else { return own == nil && other == nil }
        return own.isSame(as: other)
      }
    }
  }

  /// These with what others have in their place.
  func overlaid(with others: KeptValues) -> KeptValues {
    if others.bytes.isEmpty { return self }
    if bytes.isEmpty { return others }
    return KeptValues((0..<count).map { others[$0] ?? self[$0] })
  }
}

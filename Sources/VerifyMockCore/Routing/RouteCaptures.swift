import VerifyMockHTTP

/// The parts of a path that stand for its parameters, in storage that every request uses again.
package struct RouteCaptures: Sendable {
  private var parts = ScratchBuffer<Bytes>(capacity: 8)
  /// Where the segments of the path begin and end.
  private(set) var segments = ScratchBuffer<Segment>(capacity: 16)

  struct Segment {
    let start: Int
    let end: Int
  }

  package init() {}

  /// Valid until the next request.
  var elements: UnsafeBufferPointer<Bytes> { parts.elements }

  /// Takes a path apart at its slashes; a final one makes no difference.
  mutating func split(_ path: Bytes) {
    parts.removeAll()
    segments.removeAll()
    var start = 1
    var at = 1
    let raw = UnsafeRawBufferPointer(path)
    let ones: UInt64 = 0x0101_0101_0101_0101
    while at < path.count {
      // Eight bytes without a slash are passed at once.
      if at &+ 8 <= path.count {
        let word =
          raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          ^ (ones &* UInt64(UInt8(ascii: "/")))
        let marks = (word &- ones) & ~word & (ones &* 0x80)
        if marks == 0 {
          at &+= 8
          continue
        }
        at &+= UInt64(littleEndian: marks).trailingZeroBitCount / 8
      }
      if path[at] == UInt8(ascii: "/") {
        segments.append(Segment(start: start, end: at))
        start = at &+ 1
      }
      at &+= 1
    }
    if start < path.count { segments.append(Segment(start: start, end: path.count)) }
  }

  mutating func append(_ part: Bytes) {
    parts.append(part)
  }
}

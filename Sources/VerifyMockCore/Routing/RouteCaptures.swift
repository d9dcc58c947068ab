import VerifyMockHTTP

/// The parts of a path that stand for its parameters, in storage that every request uses again.
package struct RouteCaptures: Sendable {
  private var parts = ScratchBuffer<Bytes>(capacity: 8)
  /// Where the segments of the path begin and end.
  private(set) var segments = ScratchBuffer<Range<Int32>>(capacity: 16)

  package init() {}

  /// Valid until the next request.
  var elements: UnsafeBufferPointer<Bytes> { parts.elements }

  /// Takes a path apart at its slashes; a final one makes no difference.
  mutating func split(_ path: Bytes) {
    parts.removeAll()
    segments.removeAll()
    var start: Int32 = 1
    var at: Int32 = 1
    let end = Int32(truncatingIfNeeded: path.count)
    while at < end {
      if path[Int(at)] == UInt8(ascii: "/") {
        segments.append(start..<at)
        start = at &+ 1
      }
      at &+= 1
    }
    if start < end { segments.append(start..<end) }
  }

  mutating func append(_ part: Bytes) {
    parts.append(part)
  }
}

import VerifyMockHTTP

/// Everything that comes of some bytes when they arrive in some pieces.
struct Reading: Equatable {
  var requests: [RequestSnapshot] = []
  var refusal: HTTPRefusal?
  var phase = HTTPRequestParser.Phase.idle

  /// Not part of the comparison: whether 100 is due depends on what has come when.
  var continues = 0
  var largestStorage = 0

  static func == (a: Reading, b: Reading) -> Bool {
    a.requests == b.requests && a.refusal == b.refusal && a.phase == b.phase
  }

  /// Feeds the pieces that end at `splits`, in order, and reads all there is after each.
  init(_ bytes: [UInt8], limits: HTTPLimits = HTTPLimits(), splits: some Sequence<Int>) {
    var parser = HTTPRequestParser(limits: limits)
    var start = 0
    bytes.withUnsafeBytes { buffer in
      for end in splits where end > start && end <= buffer.count {
        parser.append(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        start = end
        if !read(&parser) { break }
      }
      if refusal == nil, start < buffer.count {
        parser.append(UnsafeRawBufferPointer(rebasing: buffer[start...]))
      }
    }
    _ = read(&parser)
    phase = parser.phase
  }

  private mutating func read(_ parser: inout HTTPRequestParser) -> Bool {
    while true {
      largestStorage = max(largestStorage, parser.storageByteCount)
      switch parser.next() {
      case .head: continue
      case .needMore: return true
      case .continueExpected: continues += 1
      case .refused(let reason):
        refusal = reason
        return false
      case .request:
        var snapshot = RequestSnapshot(parser.request)
        snapshot.isHead = parser.isHead
        requests.append(snapshot)
      }
    }
  }
}

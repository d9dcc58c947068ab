/// Hands out the content of a message piece by piece, as it comes, with its framing taken off.
///
/// The buffer begins with what is not handed out yet; once the content has ended, with what follows
/// the message.
struct HTTPContentReader {
  private enum Form {
    case fixed(left: Int)
    case chunked(HTTPChunkScanner)
    /// It ends with the connection.
    case untilEnd
  }

  private var form: Form
  private var cursor = 0
  /// The bytes that have been handed out and those that are decoded end there.
  private var handedOut = 0
  private var decoded = 0

  /// - Parameter endsWithConnection: whether content without a length is what comes until the end.
  init(_ length: HTTPFraming.Length, endsWithConnection: Bool = false) {
    form =
      switch length {
      case .none: endsWithConnection ? .untilEnd : .fixed(left: 0)
      case .fixed(let count): .fixed(left: count)
      case .chunked: .chunked(HTTPChunkScanner(bodyLimit: .max))
      }
  }

  /// Whether the end of the connection is the end of the content.
  var endsWithConnection: Bool {
    if case .untilEnd = form { true } else { false }
  }

  /// Hands out what has come.
  mutating func take(
    from buffer: inout HTTPInputBuffer, limits: HTTPLimits, trailers: inout HTTPFieldTable,
    _ handOut: (Bytes) -> Void
  ) -> HTTPContentEvent {
    switch form {
    case .untilEnd:
      give(buffer.count, of: &buffer, handOut)
      return .needMore
    case .fixed(let left):
      let count = min(left, buffer.count)
      give(count, of: &buffer, handOut)
      form = .fixed(left: left - count)
      return count == left ? .ended : .needMore
    case .chunked(var chunks):
      guard let base = buffer.mutableBase else { return .needMore }
      let outcome = chunks.scan(
        base, from: &cursor, available: buffer.count, bodyEnd: &decoded, limits: limits,
        trailers: &trailers)
      form = .chunked(chunks)
      if case .refused(let reason) = outcome { return .refused(reason) }
      if decoded > handedOut {
        handOut(Bytes(start: base + handedOut, count: decoded - handedOut))
        handedOut = decoded
      }
      if case .ended = outcome {
        buffer.drop(cursor)
        return .ended
      }
      // The scanner of a trailer section remembers where the section began.
      if !chunks.isInTrailers {
        buffer.drop(cursor)
        cursor = 0
        handedOut = 0
        decoded = 0
      }
      return .needMore
    }
  }

  private func give(_ count: Int, of buffer: inout HTTPInputBuffer, _ handOut: (Bytes) -> Void) {
    guard count > 0, let base = buffer.base else { return }
    handOut(Bytes(start: base, count: count))
    buffer.drop(count)
  }
}

/// What has become of content that is handed out piece by piece.
package enum HTTPContentEvent: Equatable, Sendable {
  /// It goes on; ask again after more bytes.
  case needMore
  case ended
  /// The bytes are no acceptable content.
  case refused(HTTPRefusal)
}

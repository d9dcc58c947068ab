/// What became of one attempt to move bytes without waiting.
enum TransportOutcome: Equatable {
  /// That many bytes moved, at least one.
  case moved(Int)
  /// Nothing can move now.
  case blocked
  /// The other side has said that it sends no more.
  case ended
  /// The connection is broken.
  case failed
}

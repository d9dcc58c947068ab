/// What became of reading a request's arguments.
package enum ReadingOutcome: Equatable, Sendable {
  case read
  /// The arguments hold what could be read: path, query and head, when the body is the reason.
  case unreadable(UnreadableReason)
}

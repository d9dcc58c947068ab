/// Which way to wait is used.
package enum PollBackend: Sendable, CaseIterable {
  /// epoll on Linux; what `poll` is elsewhere.
  case best
  /// poll(2), which is everywhere.
  case poll
}

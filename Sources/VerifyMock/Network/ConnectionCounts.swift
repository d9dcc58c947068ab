/// What has become of a loop's connections since its start.
package struct ConnectionCounts: Sendable {
  /// Those that are there now, the refused ones included until they have closed.
  package internal(set) var open = 0
  package internal(set) var accepted = 0
  /// Those that were told that there are too many.
  package internal(set) var refused = 0
  /// Those whose message took too long to arrive, or whose client took too long to read.
  package internal(set) var timedOut = 0
  /// Those that ended before their TLS was agreed on.
  package internal(set) var handshakesFailed = 0
}

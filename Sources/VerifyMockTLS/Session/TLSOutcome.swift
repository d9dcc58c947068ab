/// What became of one attempt to move plaintext.
package enum TLSOutcome: Hashable, Sendable {
  /// That many bytes moved, at least one.
  case moved(Int)
  /// Nothing can move before more ciphertext comes, or goes.
  case blocked
  /// The other side has said that it sends no more (`close_notify`).
  case ended
  /// The session is broken: `failure` says why. What is still to be sent tells the peer.
  case failed
}

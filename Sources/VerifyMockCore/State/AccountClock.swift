/// An account's time: the server's, moved or stopped.
package struct AccountClock: Sendable, Equatable {
  /// How far it is ahead of the server's clock.
  package internal(set) var offset = Interval.zero
  /// The time at which it stands still, if it does.
  package internal(set) var frozen: Instant?

  package func now(_ server: Instant) -> Instant {
    frozen ?? (server + offset)
  }

  mutating func set(_ time: Instant, server: Instant) {
    if frozen != nil { frozen = time }
    offset = time - server
  }

  mutating func freeze(_ isFrozen: Bool, server: Instant) {
    let time = now(server)
    frozen = isFrozen ? time : nil
    offset = time - server
  }
}

/// How much a server keeps. What is too much is evicted and counted in ``Evictions``.
package struct StateBounds: Sendable, Equatable {
  /// Verifications of all accounts, and verified numbers of each account with each provider. Settled
  /// verifications are evicted first.
  package var verifications = 20_000
  /// Messages in the inbox, and callbacks that have ended.
  package var messages = 10_000
  /// Exchanges in the journal, which also keeps at most ``journalBytes``.
  package var exchanges = 4_096
  /// Accounts; the one that has been idle longest is evicted with all that is its own.
  package var accounts = 10_000
  /// About how many bytes the journal's exchanges may take.
  package var journalBytes = 4 << 20

  package init() {}
}

/// How much was given up because a server had too much of it.
package struct Evictions: Sendable, Equatable {
  package internal(set) var verifications = 0
  package internal(set) var numbers = 0
  package internal(set) var messages = 0
  package internal(set) var exchanges = 0
  package internal(set) var accounts = 0
  package internal(set) var callbacks = 0
  package internal(set) var stepCounts = 0

  /// What was evicted and by which name it is counted.
  package var all: [(kind: String, count: Int)] {
    [
      ("verification", verifications), ("number", numbers), ("message", messages),
      ("exchange", exchanges), ("account", accounts), ("callback", callbacks),
      ("step-count", stepCounts),
    ]
  }
}

import VerifyMockCore

extension MockServer.Configuration {
  /// How much a server keeps, over all accounts; what is too much is evicted, and counted in the
  /// metric `verify_mock_evictions_total`.
  ///
  /// Every bound is at least 1. With the defaults a full server takes about 40 MiB.
  public struct Bounds: Sendable, Equatable {
    /// Verifications; settled ones are evicted first, in the order in which they were settled. Also
    /// the verified numbers of each account with each provider.
    public var verifications = 20_000

    /// Messages in the inbox, and callbacks; the oldest are evicted first.
    public var messages = 10_000

    /// Exchanges in the journal, which also keeps at most ``journalBytes``.
    public var exchanges = 4_096

    /// About how many bytes the journal's exchanges may take.
    public var journalBytes = 4 << 20

    /// Accounts; the one that has been idle longest is evicted with all that is its own.
    public var accounts = 10_000

    /// The bounds by the names that the command line gives them.
    package static var names: [(name: String, bound: WritableKeyPath<Bounds, Int>)] {
      [
        ("verifications", \.verifications), ("messages", \.messages), ("exchanges", \.exchanges),
        ("journal-bytes", \.journalBytes), ("accounts", \.accounts),
      ]
    }

    /// The bounds of the engine.
    ///
    /// - Throws: ``MockServerError`` naming a bound below 1.
    func checked() throws(MockServerError) -> StateBounds {
      for (name, bound) in Self.names where self[keyPath: bound] < 1 {
        throw MockServerError("a server keeps at least 1 of '\(name)', not \(self[keyPath: bound])")
      }
      var bounds = StateBounds()
      bounds.verifications = verifications
      bounds.messages = messages
      bounds.exchanges = exchanges
      bounds.journalBytes = journalBytes
      bounds.accounts = accounts
      return bounds
    }
  }
}

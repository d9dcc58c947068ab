import VerifyMockCore

extension MockServer {
  /// The requests that only a mistake in the code under test explains, oldest first.
  ///
  /// Those that no operation fits, that break a contract, and whose credentials were refused though
  /// no scenario asked for that. Wrong codes, expiry and limits are part of life and not among
  /// them. The fixtures fail a test that made any.
  public func unexpectedRequests() async throws(MockServerError) -> [UnexpectedRequest] {
    try await askScoped { application, _, accounts in
      application.engine.journal.exchanges
        .filter { self.account.made($0, accounts) }
        .compactMap { UnexpectedRequest($0) }
    }
  }

  /// The unexpected requests that no test on a shared server can be held to by its credentials;
  /// each is told once, however many tests share the server.
  package func unexpectedRequestsOfNobody() async throws(MockServerError) -> [UnexpectedRequest] {
    try await ask { application, _ in
      let engine = application.engine
      let last = application.toldSequence
      let fresh = engine.journal.exchanges.filter { exchange in
        guard exchange.sequence > last else { return false }
        let caller =
          exchange.caller.map { String(decoding: $0.key, as: UTF8.self) }
          ?? MockAccount.caller(of: exchange)
        return caller.map { !application.ownedKeys.contains($0) } ?? true
      }
      application.toldSequence = engine.journal.total
      return fresh.compactMap { UnexpectedRequest($0) }
    }
  }
}

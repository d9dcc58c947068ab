import VerifyMockCore

/// What a server was asked since its start.
package struct RunRecord: Sendable {
  /// The requests that are kept, oldest first.
  package let requests: [RecordedRequest]
  /// Those of them that only a mistake of the program explains.
  package let mistakes: [UnexpectedRequest]
  /// How many there were in all.
  package let total: Int

  package var foreign: [UnexpectedRequest] { mistakes.filter { $0.fault == .foreignHost } }
  /// Those that break the contract: all mistakes but requests for other hosts, which went nowhere.
  package var breaches: [UnexpectedRequest] { mistakes.filter { $0.fault != .foreignHost } }
}

extension MockServer {
  /// What was asked of the server; waits on the calling thread, and nil once it has been stopped.
  package func record() -> RunRecord? {
    loop.performAndWait { application, _ in
      let engine = application.engine
      let exchanges = engine.journal.exchanges
      return RunRecord(
        requests: exchanges.map { RecordedRequest($0) },
        mistakes: exchanges.compactMap { UnexpectedRequest($0) },
        total: engine.journal.total)
    }
  }
}

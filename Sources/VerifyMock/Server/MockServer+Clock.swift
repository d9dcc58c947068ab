import VerifyMockCore
import VerifyMockNetwork

extension MockServer {
  /// The time that codes and sessions live by: real time until it is moved or stopped.
  public struct Clock: Sendable {
    let server: MockServer

    /// Moves the time of every account forward; what falls due on the way happens in its order.
    ///
    /// - Parameter duration: how far; not negative, and not beyond 2262-04-11.
    public func advance(by duration: Duration) async throws(MockServerError) {
      guard duration >= .zero else {
        throw MockServerError("a clock never goes back: advance by zero or more")
      }
      let interval = Interval(nanoseconds: duration.wholeNanoseconds)
      let accounts = try await server.askScoped { application, _, accounts in
        accounts ?? application.engine.accounts.numbers
      }
      let canAdvance = try await server.ask { application, context in
        let instant = Instant(nanoseconds: context.wallNow)
        return (accounts.isEmpty ? [nil] : accounts.map(Optional.some)).allSatisfy {
          application.engine.canAdvance(by: interval, account: $0, server: instant)
        }
      }
      guard canAdvance else {
        throw MockServerError(
          "advancing by \(duration) goes beyond the last time that there is, \(Instant.last.text)")
      }
      for account in accounts { try await advance(account, by: interval) }
      if accounts.isEmpty {
        try await server.ask { application, context in
          application.engine.beginAdvance(
            by: interval, account: nil, server: Instant(nanoseconds: context.wallNow))
        }
      }
    }

    private func advance(
      _ account: Int, by interval: Interval
    ) async throws(MockServerError) {
      let result: Result<Void, MockServerError> = await withCheckedContinuation { continuation in
        server.loop.perform { application, context in
          let instant = Instant(nanoseconds: context.wallNow)
          application.engine.beginAdvance(by: interval, account: account, server: instant)
          application.wait(
            Wait(
              what: .clock(account: account),
              who: .call({ application, _ in
                _ = application.engine.takeFired(account: account)
                continuation.resume(returning: .success(()))
              }), deadline: nil), &context, instant)
        } ifStopped: {
          continuation.resume(returning: .failure(MockServer.stopped))
        }
      }
      try result.get()
    }

    /// Stops the time where it is, or lets it run on.
    public func freeze(_ isFrozen: Bool = true) async throws(MockServerError) {
      try await server.askScoped { application, context, accounts in
        let instant = Instant(nanoseconds: context.wallNow)
        for account in accounts.map({ $0.map(Optional.some) }) ?? [nil] {
          application.engine.freezeClock(isFrozen, account: account, server: instant)
        }
      }
    }

    /// The time in UTC, as RFC 3339 with microseconds.
    public func now() async throws(MockServerError) -> String {
      try await server.askScoped { application, context, accounts in
        application.engine.now(
          accounts?.first, server: Instant(nanoseconds: context.wallNow)
        ).text
      }
    }
  }
}

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

    /// The time that it is for the code under test.
    public var now: MockTime {
      get async throws(MockServerError) {
        try await server.askScoped { application, context, accounts in
          let instant = application.engine.now(
            accounts?.first, server: Instant(nanoseconds: context.wallNow))
          return MockTime(nanosecondsSince1970: instant.nanoseconds)
        }
      }
    }
  }
}

/// A moment on a mock server's clock, exact to the nanosecond, from 1677-09-21 to 2262-04-11.
///
/// ```swift
/// let start = try await mock.clock.now
/// try await mock.clock.advance(by: .seconds(600))
/// #expect(start.duration(to: try await mock.clock.now) >= .seconds(600))
/// ```
public struct MockTime: Sendable, Hashable, InstantProtocol, CustomStringConvertible {
  /// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let nanosecondsSince1970: Int64

  /// The moment so many nanoseconds after 1970-01-01T00:00:00Z.
  public init(nanosecondsSince1970: Int64) { self.nanosecondsSince1970 = nanosecondsSince1970 }

  /// The moment so much later, or the nearest that there is.
  public func advanced(by duration: Duration) -> MockTime {
    let later = MonotonicTime(nanoseconds: nanosecondsSince1970).advanced(by: duration)
    return MockTime(nanosecondsSince1970: later.nanoseconds)
  }

  /// How much later another moment is; negative for an earlier one.
  public func duration(to other: MockTime) -> Duration {
    .nanoseconds(other.nanosecondsSince1970) - .nanoseconds(nanosecondsSince1970)
  }

  /// Whether a moment is earlier than another.
  public static func < (left: MockTime, right: MockTime) -> Bool {
    left.nanosecondsSince1970 < right.nanosecondsSince1970
  }

  /// The moment in UTC, as RFC 3339 with microseconds.
  public var description: String { Instant(nanoseconds: nanosecondsSince1970).text }
}

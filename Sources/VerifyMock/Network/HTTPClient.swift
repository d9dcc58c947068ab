/// Sends requests for callers in tasks, on a thread of its own; each has its own connection.
package final class HTTPClient: Sendable {
  private let loop: EventLoop<HTTPClientApplication>

  /// Starts the thread.
  package init() throws(ListenError) {
    loop = try EventLoop.start(
      HTTPClientApplication(), configuration: LoopConfiguration(hosts: []))
  }

  /// Sends a request and returns how it ended, at the latest when its time is over.
  package func send(_ request: OutgoingRequest) async -> OutgoingResult {
    await withCheckedContinuation { continuation in
      loop.perform { app, context in
        app.waiting[context.send(request)] = continuation
      } ifStopped: {
        continuation.resume(returning: .stopped)
      }
    }
  }

  /// Ends what is under way and the thread.
  package func stop() async { await loop.stop() }
}

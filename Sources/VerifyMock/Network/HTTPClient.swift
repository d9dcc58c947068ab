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
        app.waiting[context.send(request)] = { continuation.resume(returning: $0) }
      } ifStopped: {
        continuation.resume(returning: .stopped)
      }
    }
  }

  /// Sends a last request and waits on the calling thread until it has ended, and this with it.
  package func sendAndEnd(_ request: OutgoingRequest) -> OutgoingResult {
    let ended = Mutex<OutgoingResult>(.stopped)
    loop.perform { [loop] app, context in
      app.waiting[context.send(request)] = { result in
        ended.withLock { $0 = result }
        loop.requestStop()
      }
    }
    loop.join()
    return ended.withLock { $0 }
  }

  /// Ends what is under way and the thread.
  package func stop() async { await loop.stop() }
}

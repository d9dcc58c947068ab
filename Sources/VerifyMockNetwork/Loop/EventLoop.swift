/// One thread that serves an application: it owns the application and every connection.
///
/// Everything may be called from any thread. A loop stops by itself with its last reference.
package final class EventLoop<App: Application & Sendable>: Sendable {
  /// Where it listens, in the order of the hosts asked for; all have the same port.
  package let addresses: [SocketAddress]

  private let host: HostedApplication<App>
  private let mailbox: LoopMailbox
  private let thread: LoopThread

  private init(
    addresses: [SocketAddress], host: HostedApplication<App>, mailbox: LoopMailbox,
    thread: LoopThread
  ) {
    self.addresses = addresses
    self.host = host
    self.mailbox = mailbox
    self.thread = thread
  }

  deinit {
    guard mailbox.claimJoin() else { return }
    _ = mailbox.post(.stop)
    thread.letGo()
  }

  /// Listens and starts the thread; connections are accepted when this returns.
  package static func start(
    _ app: App, configuration: LoopConfiguration = LoopConfiguration()
  ) throws(ListenError) -> EventLoop {
    DescriptorLimit.raise()
    var listeners = try Listeners(configuration)
    let addresses = listeners.addresses
    guard let mailbox = LoopMailbox() else {
      let error = SystemError.current
      listeners.close()
      throw .system(what: "make a pipe", error)
    }
    let host = HostedApplication(app)
    guard
      let core = LoopCore(
        app: host, configuration: configuration, listeners: listeners, mailbox: mailbox)
    else {
      let error = SystemError.current
      _ = mailbox.close()
      listeners.close()
      throw .system(what: "wait for connections", error)
    }
    do {
      let thread = try LoopThread(stackSize: configuration.stackSize) { isStarted in
        var core = core
        if isStarted { core.run() } else { core.abandon() }
      }
      return EventLoop(addresses: addresses, host: host, mailbox: mailbox, thread: thread)
    } catch {
      throw .system(what: "start a thread", error)
    }
  }

  /// The port of all addresses; 0 when it does not listen.
  package var port: UInt16 { addresses.first?.port ?? 0 }

  /// Runs `body` on the loop's thread, after what was asked for before.
  ///
  /// Exactly one of the two closures runs, once: `ifStopped` when the loop stops first or has
  /// stopped, on the loop's thread or the caller's.
  package func perform(
    _ body: @escaping @Sendable (inout App, inout LoopContext) -> Void,
    ifStopped: @escaping @Sendable () -> Void = {}
  ) {
    let isPosted = mailbox.post(
      .perform({ [host] context in host.lend { body(&$0, &context) } }, ifStopped: ifStopped))
    if !isPosted { ifStopped() }
  }

  /// Runs `body` on the loop's thread and returns what it returns.
  package func run<R: Sendable>(
    _ body: @escaping @Sendable (inout App, inout LoopContext) -> R
  ) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      perform { app, context in
        continuation.resume(returning: body(&app, &context))
      } ifStopped: {
        continuation.resume(throwing: LoopStopped())
      }
    }
  }

  /// Runs `body` on the loop's thread and waits on the calling thread, which must not be the loop's,
  /// for what it returns; nil when the loop has stopped.
  package func performAndWait<R: Sendable>(
    _ body: @escaping @Sendable (inout App, inout LoopContext) -> R
  ) -> R? {
    guard let wake = WakeDescriptor() else { return nil }
    defer { wake.close() }
    let result = Mutex<R?>(nil)
    perform { app, context in
      let value = body(&app, &context)
      result.withLock { $0 = value }
      wake.wake()
    } ifStopped: {
      wake.wake()
    }
    Socket(descriptor: wake.reading).waitToRead(until: .never)
    return result.withLock { $0 }
  }

  /// Asks the loop to stop and returns at once.
  package func requestStop() { _ = mailbox.post(.stop) }

  /// Stops accepting, lets answers that are under way go out within the grace period, and returns
  /// when nothing is left: no connection, no descriptor, no thread.
  package func stop() async {
    requestStop()
    await waitUntilStopped()
  }

  /// Stops and waits on the calling thread, which must not be the loop's.
  package func stopAndWait() {
    requestStop()
    join()
  }

  /// Waits on the calling thread, which must not be the loop's, until it has stopped.
  func join() {
    if mailbox.claimJoin() { thread.join() }
  }

  /// Returns when the loop has stopped, whoever stopped it.
  package func waitUntilStopped() async {
    await mailbox.waitForEnd()
    // The thread is at its last instruction, so this does not wait noticeably.
    if mailbox.claimJoin() { thread.join() }
  }
}

/// A loop was asked for something after it had stopped.
package struct LoopStopped: Error, Hashable, Sendable, CustomStringConvertible {
  package init() {}
  package var description: String { "the server has stopped" }
}

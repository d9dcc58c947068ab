/// The way into a loop from other threads.
final class LoopMailbox: Sendable {
  private struct State {
    var commands: [LoopCommand] = []
    var isClosed = false
    /// The wake descriptor has been written to since the loop last looked.
    var isAwake = false
    var hasEnded = false
    var isJoined = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  let wake: WakeDescriptor

  init?() {
    guard let wake = WakeDescriptor() else { return nil }
    self.wake = wake
  }

  /// Leaves a command; false, and it is not kept, when the loop has stopped.
  func post(_ command: LoopCommand) -> Bool {
    state.withLock { state in
      if state.isClosed { return false }
      state.commands.append(command)
      if !state.isAwake {
        state.isAwake = true
        // Under the lock, for the descriptor is closed under it.
        wake.wake()
      }
      return true
    }
  }

  /// Takes what was left, in order. Only the loop's thread calls this.
  func take() -> [LoopCommand] {
    state.withLock { state in
      if state.isAwake {
        state.isAwake = false
        wake.drain()
      }
      let commands = state.commands
      state.commands = []
      return commands
    }
  }

  /// Accepts nothing more and returns the commands that will not run.
  func close() -> [LoopCommand] {
    state.withLock { state in
      state.isClosed = true
      wake.close()
      let commands = state.commands
      state.commands = []
      return commands
    }
  }

  /// Lets those go on that wait for the end. The thread has nothing more to do after this.
  func announceEnd() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      state.hasEnded = true
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when the loop has ended.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.waiters.append(continuation) }
        return state.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// True for the first caller, who is the one to join the thread.
  func claimJoin() -> Bool {
    state.withLock { state in
      defer { state.isJoined = true }
      return !state.isJoined
    }
  }
}

/// What other threads want of a loop.
enum LoopCommand: Sendable {
  case perform(@Sendable (inout LoopContext) -> Void, ifStopped: @Sendable () -> Void)
  /// A name has been looked up.
  case resolved(OutgoingID, [SocketAddress])
  case stop
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Waiting on a thread that has nothing else to do.
package enum WaitingThread {
  /// Sleeps for so long, through interruptions.
  package static func sleep(_ duration: Duration) {
    let deadline = MonotonicTime.now().advanced(by: duration)
    while true {
      let left = deadline.since(MonotonicTime.now()).wholeNanoseconds
      guard left > 0 else { return }
      var time = timespec(
        tv_sec: Int(left / 1_000_000_000), tv_nsec: Int(left % 1_000_000_000))
      _ = nanosleep(&time, nil)
    }
  }

  /// Runs `body`, which may wait, on a thread of its own, while the task is suspended.
  ///
  /// - Throws: ``SystemError`` when the system has no room for a thread.
  package static func run<R: Sendable>(_ body: @escaping @Sendable () -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      do {
        try LoopThread(stackSize: stackSize) { isStarted in
          if isStarted { continuation.resume(returning: body()) }
        }.letGo()
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  /// As large as a loop's: the same schemas are applied on it.
  private static let stackSize = 4 << 20
}

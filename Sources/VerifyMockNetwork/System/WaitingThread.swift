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
}

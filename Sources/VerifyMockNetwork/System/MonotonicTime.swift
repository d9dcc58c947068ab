import VerifyMockJSON

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A moment on the clock that never goes back; meaningful only within one run of the process.
package struct MonotonicTime: Comparable, Hashable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A moment that never comes.
  package static let never = MonotonicTime(nanoseconds: .max)

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The moment that is `duration` later; the far end of the clock when it would overflow.
  package func advanced(by duration: Duration) -> MonotonicTime {
    advanced(byNanoseconds: duration.wholeNanoseconds)
  }

  func advanced(byNanoseconds duration: Int64) -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds.saturatingAdd(duration))
  }

  /// How long after `earlier` this moment is.
  package func since(_ earlier: MonotonicTime) -> Duration {
    .nanoseconds(nanoseconds.saturatingSubtract(earlier.nanoseconds))
  }
}

extension Duration {
  /// The duration in nanoseconds, kept within what 64 bits hold.
  package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds.saturatingMultiply(1_000_000_000).saturatingAdd(attoseconds / 1_000_000_000)
  }
}

extension MonotonicTime {
  /// The moment of the call.
  package static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds(of: CLOCK_MONOTONIC))
  }

  /// Nanoseconds since 1970, UTC, as the machine's clock has them.
  package static func wallNow() -> Int64 { nanoseconds(of: CLOCK_REALTIME) }

  private static func nanoseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

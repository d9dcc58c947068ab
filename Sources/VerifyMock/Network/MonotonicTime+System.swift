#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension MonotonicTime {
  /// The moment of the call.
  package static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds(of: CLOCK_MONOTONIC))
  }

  /// Nanoseconds since 1970, UTC, as the machine's clock has them.
  package static func wallNow() -> Int64 { nanoseconds(of: CLOCK_REALTIME) }

  @inline(__always)
  private static func nanoseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

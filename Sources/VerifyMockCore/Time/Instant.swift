package import VerifyMockJSON

/// A point in time, in nanoseconds since 1970-01-01T00:00:00Z; the range is 1677 to 2262.
package struct Instant: Sendable, Hashable, Comparable {
  package var nanoseconds: Int64

  @inlinable package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  @inlinable package static func < (a: Instant, b: Instant) -> Bool {
    a.nanoseconds < b.nanoseconds
  }

  /// Saturates at the ends of the range.
  @inlinable package static func + (instant: Instant, span: Interval) -> Instant {
    Instant(nanoseconds: instant.nanoseconds.saturatingAdd(span.nanoseconds))
  }

  /// Saturates at the ends of the range.
  @inlinable package static func - (a: Instant, b: Instant) -> Interval {
    Interval(nanoseconds: a.nanoseconds.saturatingSubtract(b.nanoseconds))
  }

  /// Saturates at the ends of the range.
  @inlinable package static func - (instant: Instant, span: Interval) -> Instant {
    Instant(nanoseconds: instant.nanoseconds.saturatingSubtract(span.nanoseconds))
  }
}

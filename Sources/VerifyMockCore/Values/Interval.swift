import VerifyMockJSON

/// A length of time in nanoseconds, at most about 292 years. Its arithmetic stops at the ends of
/// that range.
package struct Interval: Sendable, Hashable, Comparable {
  package var nanoseconds: Int64

  @inlinable package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  @inlinable package static func seconds(_ seconds: Int) -> Interval {
    Interval(nanoseconds: Int64(seconds).saturatingMultiply(1_000_000_000))
  }

  @inlinable package static func milliseconds(_ milliseconds: Int) -> Interval {
    Interval(nanoseconds: Int64(milliseconds).saturatingMultiply(1_000_000))
  }

  @inlinable package static func + (a: Interval, b: Interval) -> Interval {
    Interval(nanoseconds: a.nanoseconds.saturatingAdd(b.nanoseconds))
  }

  @inlinable package static func - (a: Interval, b: Interval) -> Interval {
    Interval(nanoseconds: a.nanoseconds.saturatingSubtract(b.nanoseconds))
  }

  package static let zero = Interval(nanoseconds: 0)

  @inlinable package static func < (a: Interval, b: Interval) -> Bool {
    a.nanoseconds < b.nanoseconds
  }

  /// Whole seconds, rounded down.
  package var seconds: Int { Int(nanoseconds / 1_000_000_000) }

  /// Whole seconds, rounded up: what a client has to wait.
  package var secondsToWait: Int {
    Int(max(0, nanoseconds) / 1_000_000_000) + (nanoseconds % 1_000_000_000 > 0 ? 1 : 0)
  }

  /// Reads a whole number and a unit: `200ms`, `90s`, `11m`, `2h`, `1d`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits) else { return nil }
    let unit: Int64
    switch text.dropFirst(digits.count) {
    case "ms": unit = 1_000_000
    case "s": unit = 1_000_000_000
    case "m": unit = 60_000_000_000
    case "h": unit = 3_600_000_000_000
    case "d": unit = 86_400_000_000_000
    default: return nil
    }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    self.init(nanoseconds: product)
  }

  /// The shortest text that ``init(_:)`` reads back, rounded down to milliseconds.
  package var text: String {
    let milliseconds = nanoseconds / 1_000_000
    for (unit, name) in [
      (Int64(86_400_000), "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s"),
    ]
    where milliseconds != 0 && milliseconds % unit == 0 {
      return "\(milliseconds / unit)\(name)"
    }
    return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
  }
}

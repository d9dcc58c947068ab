import VerifyMockJSON

/// A point in time, in nanoseconds since 1970-01-01T00:00:00Z; the range is 1677 to 2262.
package struct Instant: Sendable, Hashable, Comparable {
  package var nanoseconds: Int64

  @inlinable package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The end of the range: 2262-04-11T23:47:16.854775Z.
  package static let last = Instant(nanoseconds: .max)

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

extension Instant {
  /// How much of an instant is written.
  package enum Style: Sendable {
    /// `2026-01-31T08:52:39.363253Z`
    case micro
    /// `2026-01-31T08:52:39.363253000Z`
    case nano
    /// `2026-01-31T08:52:39Z`
    case whole
    /// `2026-01-31 08:52:39`
    case plain
  }

  /// The instant in UTC; all styles but `plain` follow
  /// [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
  func text(_ style: Style) -> [UInt8] {
    let time = CivilTime(self)
    var out: [UInt8] = []
    out.reserveCapacity(30)
    func append(_ number: Int, digits: Int, behind separator: Unicode.Scalar? = nil) {
      if let separator { out.append(UInt8(ascii: separator)) }
      var place = 1
      for _ in 1..<digits { place *= 10 }
      while place > 0 {
        out.append(UInt8(ascii: "0") + UInt8(number / place % 10))
        place /= 10
      }
    }
    append(time.year, digits: 4)
    append(time.month, digits: 2, behind: "-")
    append(time.day, digits: 2, behind: "-")
    append(time.hour, digits: 2, behind: style == .plain ? " " : "T")
    append(time.minute, digits: 2, behind: ":")
    append(time.second, digits: 2, behind: ":")
    switch style {
    case .plain: return out
    case .whole: break
    case .micro: append(time.nanosecond / 1_000, digits: 6, behind: ".")
    case .nano: append(time.nanosecond, digits: 9, behind: ".")
    }
    out.append(UInt8(ascii: "Z"))
    return out
  }

  /// The instant in UTC as in e-mail: `Sat, 31 Jan 2026 08:52:39 +0000`
  /// ([RFC 5322](https://www.rfc-editor.org/rfc/rfc5322#section-3.3)).
  var mailText: [UInt8] {
    let time = CivilTime(self)
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    // 1970-01-01 was a Thursday; whole days are counted down before it.
    let length: Int64 = 86_400_000_000_000
    let day = nanoseconds / length - (nanoseconds % length < 0 ? 1 : 0)
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let date =
      "\(days[Int((day % 7 + 7) % 7)]), \(two(time.day)) \(months[time.month - 1]) \(time.year)"
    return Array(
      "\(date) \(two(time.hour)):\(two(time.minute)):\(two(time.second)) +0000".utf8)
  }

  /// The instant in UTC with microseconds (RFC 3339).
  package var text: String { String(decoding: text(.micro), as: UTF8.self) }
}

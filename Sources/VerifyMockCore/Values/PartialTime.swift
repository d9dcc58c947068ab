/// A time as a filter gives it: to the day, the minute, the second or a fraction of it.
///
/// For equality it means the whole span that it names: a time given to the minute is that
/// minute.
package struct PartialTime: Sendable, Equatable {
  package let start: Instant
  /// How long the named span is.
  package let width: Interval

  /// Reads `YYYY-MM-DD`, then optionally `T` or a space and `HH:MM[:ss[.fraction]]`, then
  /// optionally `Z` or an offset such as `+05:30`; without one the time is in UTC.
  package init?(_ bytes: some RandomAccessCollection<UInt8>) {
    var scanner = Scanner(rest: Array(bytes)[...])
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2),
      scanner.skip("-"), let day = scanner.number(2)
    else { return nil }
    var time = CivilTime(
      year: year, month: month, day: day, hour: 0, minute: 0, second: 0, nanosecond: 0)
    var width = Interval(nanoseconds: 86_400_000_000_000)
    var offset: Int64 = 0
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2)
      else { return nil }
      time.hour = hour
      time.minute = minute
      width = .seconds(60)
      if scanner.skip(":") {
        guard let second = scanner.number(2) else { return nil }
        time.second = second
        width = .seconds(1)
        // One page of a provider writes the fraction behind a colon.
        if scanner.skip(".") || scanner.skip(":") {
          guard let (value, digits) = scanner.fraction() else { return nil }
          time.nanosecond = value
          width = Interval(nanoseconds: digits)
        }
      }
      guard let seconds = scanner.offset() else { return nil }
      offset = seconds
    }
    guard scanner.rest.isEmpty, let instant = time.instant else { return nil }
    start = instant - .seconds(Int(offset))
    self.width = width
  }

  /// The first instant after the span.
  package var end: Instant { start + width }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func number(_ count: Int) -> Int? {
      guard rest.count >= count else { return nil }
      var value = 0
      for byte in rest.prefix(count) {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      rest = rest.dropFirst(count)
      return value
    }

    /// Up to nine digits, as nanoseconds, and what one step of the last digit is worth.
    mutating func fraction() -> (value: Int, step: Int64)? {
      var value = 0
      var step: Int64 = 1_000_000_000
      var digits = 0
      while let digit = number(1) {
        digits += 1
        guard digits <= 9 else { continue }
        value = value * 10 + digit
        step /= 10
      }
      return digits == 0 ? nil : (value * Int(step), step)
    }

    /// Seconds east of UTC; zero when nothing is given.
    mutating func offset() -> Int64? {
      if rest.isEmpty || skip("Z") || skip("z") { return 0 }
      // A space is a plus that a client did not encode in a query.
      let sign: Int64
      if skip("+") || skip(" ") {
        sign = 1
      } else if skip("-") {
        sign = -1
      } else {
        return nil
      }
      guard let hours = number(2) else { return nil }
      _ = skip(":")
      guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
      return sign * Int64(hours * 3_600 + minutes * 60)
    }
  }
}

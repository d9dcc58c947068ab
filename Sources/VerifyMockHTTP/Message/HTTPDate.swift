/// The Date field line of one second, in IMF-fixdate (RFC 9110 section 5.6.7).
///
/// Whoever writes responses keeps one and calls ``update(to:)``: within a second that costs a
/// comparison.
package struct HTTPDate: Sendable {
  /// Seconds since 1970, UTC.
  package private(set) var seconds: Int64
  /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` and CRLF.
  package private(set) var line: [UInt8]

  package init(seconds: Int64 = 0) {
    self.seconds = seconds
    line = []
    write()
  }

  /// Moves to another second; years are kept within 1970 and 9999.
  package mutating func update(to seconds: Int64) {
    if seconds == self.seconds { return }
    self.seconds = seconds
    write()
  }

  private mutating func write() {
    let moment = Int(min(max(seconds, 0), 253_402_300_799))
    let days = moment / 86_400
    let rest = moment % 86_400
    let date = Self.civil(days: days)
    line.removeAll(keepingCapacity: true)
    line.append(contentsOf: Bytes("Date: "))
    // 1 January 1970 was a Thursday.
    let weekday = Bytes("ThuFriSatSunMonTueWed").slice(days % 7 * 3, days % 7 * 3 + 3)
    line.append(contentsOf: weekday)
    line.append(contentsOf: Bytes(", "))
    append(date.day, digits: 2)
    line.append(0x20)
    let month = Bytes("JanFebMarAprMayJunJulAugSepOctNovDec")
      .slice(date.month * 3 - 3, date.month * 3)
    line.append(contentsOf: month)
    line.append(0x20)
    append(date.year, digits: 4)
    line.append(0x20)
    append(rest / 3600, digits: 2)
    line.append(0x3A)
    append(rest / 60 % 60, digits: 2)
    line.append(0x3A)
    append(rest % 60, digits: 2)
    line.append(contentsOf: Bytes(" GMT\r\n"))
  }

  private mutating func append(_ number: Int, digits: Int) {
    var divisor = digits == 4 ? 1000 : 10
    while divisor > 0 {
      line.append(0x30 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  /// The Gregorian date of a day, counted in eras of 400 years that begin on 1 March.
  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}

import VerifyMockJSON

/// Dates, times ([RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6)) and durations
/// (its appendix A).
enum TimeFormats {
  static func isDate(_ scanner: inout ByteScanner) -> Bool {
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2),
      scanner.take("-"), let day = scanner.number(2), (1...12).contains(month), day >= 1
    else { return false }
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1]
  }

  static func isTime(_ scanner: inout ByteScanner) -> Bool {
    guard let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2),
      scanner.take(":"), let second = scanner.number(2), hour < 24, minute < 60, second <= 60
    else { return false }
    if scanner.take(".") {
      guard scanner.digit() != nil else { return false }
      while scanner.digit() != nil {}
    }
    var offset = 0
    if !scanner.takeLetter("z") {
      let isEast = scanner.take("+")
      guard isEast || scanner.take("-") else { return false }
      guard let hours = scanner.number(2), scanner.take(":"), let minutes = scanner.number(2),
        hours < 24, minutes < 60
      else { return false }
      offset = (isEast ? 1 : -1) * (hours * 60 + minutes)
    }
    guard second == 60 else { return true }
    // A leap second is the last of a day in UTC.
    let minutes = (hour * 60 + minute - offset) % 1_440
    return (minutes + 1_440) % 1_440 == 1_439
  }

  static func isDateTime(_ scanner: inout ByteScanner) -> Bool {
    isDate(&scanner) && scanner.takeLetter("t") && isTime(&scanner) && scanner.isAtEnd
  }

  static func isDuration(_ scanner: inout ByteScanner) -> Bool {
    guard scanner.take("P"), !scanner.isAtEnd else { return false }
    func part(_ units: [Unicode.Scalar], _ scanner: inout ByteScanner) -> Int? {
      // The place of the unit behind digits; nil when there is no such part.
      guard scanner.digit() != nil else { return nil }
      while scanner.digit() != nil {}
      for (i, unit) in units.enumerated() where scanner.take(unit) { return i }
      return nil
    }
    // A unit may be left out at the ends, not between two others.
    func parts(_ units: [Unicode.Scalar], _ scanner: inout ByteScanner) -> Bool {
      var last = -1
      while let byte = scanner.current, ASCII.isDigit(byte) {
        guard let place = part(units, &scanner), place > last, last < 0 || place == last + 1 else {
          return false
        }
        last = place
      }
      return last >= 0
    }
    if let byte = scanner.current, ASCII.isDigit(byte) {
      let back = scanner.at
      if part(["W"], &scanner) == 0 { return scanner.isAtEnd }
      scanner.at = back
      guard parts(["Y", "M", "D"], &scanner) else { return false }
      if scanner.isAtEnd { return true }
    }
    guard scanner.take("T") else { return false }
    return parts(["H", "M", "S"], &scanner) && scanner.isAtEnd
  }
}

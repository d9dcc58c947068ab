extension Instant {
  /// How much of an instant is written.
  package enum Style: Sendable {
    /// `2026-01-31T08:52:39.363253Z`
    case micro
    /// `2026-01-31T08:52:39.363253000Z`
    case nano
    /// `2026-01-31 08:52:39`
    case plain
  }

  /// Appends the instant in UTC; all but `plain` follow
  /// [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
  func append(_ style: Style, to out: inout ScratchBuffer<UInt8>) {
    let time = CivilTime(self)
    out.append(room: 19) { place in
      Self.write(time.year / 100, to: place)
      Self.write(time.year % 100, to: place + 2)
      place[4] = UInt8(ascii: "-")
      Self.write(time.month, to: place + 5)
      place[7] = UInt8(ascii: "-")
      Self.write(time.day, to: place + 8)
      place[10] = style == .plain ? UInt8(ascii: " ") : UInt8(ascii: "T")
      Self.write(time.hour, to: place + 11)
      place[13] = UInt8(ascii: ":")
      Self.write(time.minute, to: place + 14)
      place[16] = UInt8(ascii: ":")
      Self.write(time.second, to: place + 17)
    }
    if style == .plain { return }
    out.append(UInt8(ascii: "."))
    let nanosecond = UInt64(time.nanosecond)
    if style == .micro {
      out.append(decimal: nanosecond / 1_000, atLeast: 6)
    } else {
      out.append(decimal: nanosecond, atLeast: 9)
    }
    out.append(UInt8(ascii: "Z"))
  }

  /// Writes two digits.
  @inline(__always)
  private static func write(_ number: Int, to place: UnsafeMutablePointer<UInt8>) {
    let number = UInt32(truncatingIfNeeded: number)
    place[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10)
    place[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10)
  }

  /// The instant in UTC with microseconds (RFC 3339).
  package var text: String {
    var out = ScratchBuffer<UInt8>(capacity: 40)
    append(.micro, to: &out)
    return String(decoding: out.elements, as: UTF8.self)
  }
}

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
    func digits(_ value: Int, _ count: Int) {
      out.append(room: count) { place in
        var rest = UInt32(truncatingIfNeeded: value)
        for i in stride(from: count - 1, through: 0, by: -1) {
          place[i] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
      }
    }
    digits(time.year, 4)
    out.append(UInt8(ascii: "-"))
    digits(time.month, 2)
    out.append(UInt8(ascii: "-"))
    digits(time.day, 2)
    out.append(style == .plain ? UInt8(ascii: " ") : UInt8(ascii: "T"))
    digits(time.hour, 2)
    out.append(UInt8(ascii: ":"))
    digits(time.minute, 2)
    out.append(UInt8(ascii: ":"))
    digits(time.second, 2)
    switch style {
    case .plain: return
    case .micro:
      out.append(UInt8(ascii: "."))
      digits(time.nanosecond / 1_000, 6)
    case .nano:
      out.append(UInt8(ascii: "."))
      digits(time.nanosecond, 9)
    }
    out.append(UInt8(ascii: "Z"))
  }

  /// The instant in UTC with microseconds (RFC 3339).
  package var text: String {
    var out = ScratchBuffer<UInt8>(capacity: 40)
    append(.micro, to: &out)
    return String(decoding: out.elements, as: UTF8.self)
  }
}

/// Reads the field lines of a head or of a trailer section, resuming where the bytes ended.
///
/// All offsets count from the first byte of the message. Nothing is looked at twice, except the
/// white space at the end of a value.
struct HTTPFieldScanner {
  enum Outcome {
    case needMore
    /// The section has ended; the offset is the one after its empty line.
    case ended(at: Int)
    case refused(HTTPRefusal)
  }

  private enum Stage: UInt8 { case line, name, blank, value }

  private var stage = Stage.line
  private var cursor = 0
  private var sectionStart = 0
  private var lines = 0
  private var field = HTTPFieldRange(name: 0, nameEnd: 0, value: 0, valueEnd: 0)

  init() {}

  init(at start: Int) {
    cursor = start
    sectionStart = start
  }

  /// Reads on, up to `available` bytes from `base`; `record` false only checks (trailers).
  mutating func scan(
    _ base: UnsafePointer<UInt8>, available: Int, limits: HTTPLimits,
    into table: inout HTTPFieldTable,
    record: Bool
  ) -> Outcome {
    let bound = sectionStart + limits.fieldSection
    let end = min(available, bound)
    var i = cursor
    // In locals, and the cases in the order of a line: a whole line is read without a jump back.
    var stage = self.stage
    var field = self.field
    var lines = self.lines
    defer {
      cursor = i
      self.stage = stage
      self.field = field
      self.lines = lines
    }
    while i < end {
      switch stage {
      case .line:
        let byte = base[i]
        if byte == 0x0D {
          guard i &+ 1 < end else { return pause(end: end, bound: bound) }
          guard base[i &+ 1] == 0x0A else { return .refused(.bareCarriageReturn) }
          return .ended(at: i &+ 2)
        }
        guard ByteClass.isToken(byte), lines < limits.fieldCount else {
          return .refused(Self.refusal(ofFirst: byte, lines: lines))
        }
        lines &+= 1
        field.name = UInt32(truncatingIfNeeded: i)
        i &+= 1
        stage = .name
        fallthrough
      case .name:
        i = Self.skipName(base, i, end)
        guard i < end else { break }
        guard base[i] == 0x3A else { return .refused(Self.refusal(inName: base[i])) }
        field.nameEnd = UInt32(truncatingIfNeeded: i)
        i &+= 1
        stage = .blank
        fallthrough
      case .blank:
        while i < end, ByteClass.isBlank(base[i]) { i &+= 1 }
        guard i < end else { break }
        field.value = UInt32(truncatingIfNeeded: i)
        stage = .value
        fallthrough
      case .value:
        i = Self.skipValue(base, i, end)
        guard i < end else { break }
        guard base[i] == 0x0D else {
          return .refused(base[i] == 0x0A ? .bareLineFeed : .controlInFieldValue)
        }
        guard i &+ 1 < end else { return pause(end: end, bound: bound) }
        guard base[i &+ 1] == 0x0A else { return .refused(.bareCarriageReturn) }
        if record {
          var valueEnd = i
          while valueEnd > Int(field.value), ByteClass.isBlank(base[valueEnd &- 1]) {
            valueEnd &-= 1
          }
          field.valueEnd = UInt32(truncatingIfNeeded: valueEnd)
          table.append(field)
        }
        i &+= 2
        stage = .line
      }
    }
    return pause(end: end, bound: bound)
  }

  private func pause(end: Int, bound: Int) -> Outcome {
    end == bound ? .refused(.fieldSectionTooLarge) : .needMore
  }

  private static func refusal(ofFirst byte: UInt8, lines: Int) -> HTTPRefusal {
    if ByteClass.isToken(byte) { return .tooManyFields }
    switch byte {
    case 0x20, 0x09: return lines == 0 ? .whitespaceBeforeFirstField : .foldedField
    case 0x3A: return .emptyFieldName
    case 0x0A: return .bareLineFeed
    default: return .invalidFieldName
    }
  }

  private static func refusal(inName byte: UInt8) -> HTTPRefusal {
    switch byte {
    case 0x20, 0x09: .whitespaceBeforeColon
    case 0x0D, 0x0A: .missingColon
    default: .invalidFieldName
    }
  }

  /// The offset of the first byte that a field name can't hold, or `end`.
  @inline(__always)
  private static func skipName(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var i = from
    while i &+ 8 <= end {
      let unusual = ByteClass.unusualInName(ByteClass.word(base + i))
      if unusual == 0 {
        i &+= 8
      } else {
        i &+= unusual.trailingZeroBitCount / 8
        guard ByteClass.isToken(base[i]) else { return i }
        i &+= 1
      }
    }
    while i < end, ByteClass.isToken(base[i]) { i &+= 1 }
    return i
  }

  /// The offset of the first byte that a field value can't hold, or `end`.
  @inline(__always)
  private static func skipValue(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var i = from
    while i &+ 8 <= end {
      let controls = ByteClass.controls(ByteClass.word(base + i))
      if controls == 0 {
        i &+= 8
      } else {
        i &+= controls.trailingZeroBitCount / 8
        guard base[i] == 0x09 else { return i }
        i &+= 1
      }
    }
    while i < end, ByteClass.isFieldValue(base[i]) { i &+= 1 }
    return i
  }
}

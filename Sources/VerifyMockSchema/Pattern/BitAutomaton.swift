/// A pattern of at most 63 characters as one word of states: a step costs a few instructions and
/// nothing is allocated.
struct BitAutomaton: Sendable {
  /// The states that a character of ASCII leads on from.
  private var ascii: [UInt64]
  private var sets: [ScalarSet]
  /// The states behind each state, by whether the place is the end.
  private var next: [UInt64]
  private var nextAtEnd: [UInt64]
  /// The states before the first character: anywhere, at the start, at the end, at both.
  private var first: [UInt64]
  private let accept: UInt64

  /// - Returns: nil when the program is too large or looks around.
  init?(_ program: PatternProgram) {
    guard !program.hasLooks, !program.hasBackreferences else { return nil }
    var states: [Int] = []
    var numbers = [Int](repeating: -1, count: program.instructions.count)
    for (i, instruction) in program.instructions.enumerated() {
      switch instruction {
      case .set, .match:
        numbers[i] = states.count
        states.append(i)
      case .wordBoundary: return nil
      default: break
      }
    }
    guard states.count <= 64, program.instructions.count <= 1_000 else { return nil }
    accept = 1 << UInt64(states.count - 1)
    ascii = [UInt64](repeating: 0, count: 128)
    sets = []
    next = []
    nextAtEnd = []
    func closure(_ start: Int, isStart: Bool, isEnd: Bool) -> UInt64 {
      var mask: UInt64 = 0
      var seen = [Bool](repeating: false, count: program.instructions.count)
      var open = [start]
      while let at = open.popLast() {
        guard !seen[at] else { continue }
        seen[at] = true
        switch program.instructions[at] {
        case .set, .match: mask |= 1 << UInt64(numbers[at])
        case .split(let a, let b): open += [a, b]
        case .jump(let target): open.append(target)
        case .start: if isStart { open.append(at + 1) }
        case .end: if isEnd { open.append(at + 1) }
        default: open.append(at + 1)
        }
      }
      return mask
    }
    for (number, at) in states.enumerated() {
      guard case .set(let index) = program.instructions[at] else {
        next.append(0)
        nextAtEnd.append(0)
        sets.append(ScalarSet())
        continue
      }
      let set = program.sets[index]
      sets.append(set)
      for value in 0..<128 where set.contains(UInt32(value)) { ascii[value] |= 1 << UInt64(number) }
      next.append(closure(at + 1, isStart: false, isEnd: false))
      nextAtEnd.append(closure(at + 1, isStart: false, isEnd: true))
    }
    first = [
      closure(0, isStart: false, isEnd: false), closure(0, isStart: true, isEnd: false),
      closure(0, isStart: false, isEnd: true), closure(0, isStart: true, isEnd: true),
    ]
  }

  /// Whether the pattern matches anywhere in a UTF-8 text.
  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var active = first[bytes.isEmpty ? 3 : 1]
    if active & accept != 0 { return true }
    var at = 0
    let count = bytes.count
    let anywhere = first[0]
    let atEnd = first[2]
    return ascii.withUnsafeBufferPointer { ascii in
      next.withUnsafeBufferPointer { next in
        nextAtEnd.withUnsafeBufferPointer { nextAtEnd in
          while at < count {
            let byte = bytes[at]
            var hits: UInt64
            if byte < 0x80 {
              hits = active & ascii[Int(byte)]
              at += 1
            } else {
              let (scalar, length) = PatternText.scalar(bytes, at)
              at += length
              hits = 0
              var rest = active
              while rest != 0 {
                let state = rest.trailingZeroBitCount
                rest &= rest - 1
                if sets[state].contains(scalar) { hits |= 1 << UInt64(state) }
              }
            }
            let isEnd = at >= count
            var following = isEnd ? atEnd : anywhere
            while hits != 0 {
              let state = hits.trailingZeroBitCount
              hits &= hits - 1
              following |= isEnd ? nextAtEnd[state] : next[state]
            }
            if following & accept != 0 { return true }
            active = following
            // An anchored pattern that has lost its way finds no other.
            if active == 0, anywhere | atEnd == 0 { return false }
          }
          return false
        }
      }
    }
  }
}

/// Decoding of UTF-8 texts for patterns.
enum PatternText {
  /// The scalar that begins at an offset and its length; bytes that are none stand for themselves.
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[at])
    func follow(_ offset: Int) -> UInt32? {
      guard at + offset < bytes.count, bytes[at + offset] & 0xC0 == 0x80 else { return nil }
      return UInt32(bytes[at + offset] & 0x3F)
    }
    switch first {
    case 0xC2...0xDF:
      if let a = follow(1) { return ((first & 0x1F) << 6 | a, 2) }
    case 0xE0...0xEF:
      if let a = follow(1), let b = follow(2) { return ((first & 0xF) << 12 | a << 6 | b, 3) }
    case 0xF0...0xF4:
      if let a = follow(1), let b = follow(2), let c = follow(3) {
        return ((first & 0x7) << 18 | a << 12 | b << 6 | c, 4)
      }
    default: break
    }
    return (first, 1)
  }

  /// All scalars of a text.
  static func scalars(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let (scalar, length) = scalar(bytes, at)
      result.append(scalar)
      at += length
    }
    return result
  }
}

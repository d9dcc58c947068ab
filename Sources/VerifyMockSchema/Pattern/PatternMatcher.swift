/// Runs a program over a text in bounded time: each pair of instruction and place is tried once.
///
/// References to groups can't be bounded that way; they get a budget of steps instead, and a text
/// that needs more does not match.
struct PatternMatcher {
  private let program: PatternProgram
  private let text: [UInt32]
  private var tried: [UInt64]
  private var looks: [Int: Bool] = [:]
  private(set) var steps = 0

  static let budget = 2_000_000

  init(_ program: PatternProgram, _ text: [UInt32]) {
    self.program = program
    self.text = text
    let cells = program.hasBackreferences ? 0 : program.instructions.count * (text.count + 1)
    tried = [UInt64](repeating: 0, count: (cells + 63) / 64)
  }

  /// Whether the program matches anywhere.
  mutating func matches() -> Bool {
    for start in 0...text.count {
      if run(from: 0, at: start, target: nil) { return true }
      if program.hasBackreferences, steps > Self.budget { return false }
    }
    return false
  }

  private struct Thread {
    var pc: Int
    var at: Int
    var groups: [Range<Int>?]
    var opened: [Int]
  }

  /// Whether the instructions from `pc` on match from a place on.
  ///
  /// - Parameter target: for a look behind, where the match has to end.
  private mutating func run(from pc: Int, at start: Int, target: Int?) -> Bool {
    let count = program.hasBackreferences ? program.captures + 1 : 0
    var stack = [
      Thread(
        pc: pc, at: start, groups: [Range<Int>?](repeating: nil, count: count),
        opened: [Int](repeating: 0, count: count))
    ]
    // What a look behind has tried is about its own target.
    var own: Set<Int> = []
    while var thread = stack.popLast() {
      while true {
        steps += 1
        if program.hasBackreferences {
          if steps > Self.budget { return false }
        } else {
          let cell = thread.pc * (text.count + 1) + thread.at
          if target != nil {
            guard own.insert(cell).inserted else { break }
          } else {
            guard tried[cell >> 6] & (1 << UInt64(cell & 63)) == 0 else { break }
            tried[cell >> 6] |= 1 << UInt64(cell & 63)
          }
        }
        guard let next = step(&thread, target: target, &stack) else { break }
        if next { return true }
      }
    }
    return false
  }

  /// Carries out one instruction: nil when the thread fails, true when it has matched.
  private mutating func step(
    _ thread: inout Thread, target: Int?, _ stack: inout [Thread]
  ) -> Bool? {
    switch program.instructions[thread.pc] {
    case .match:
      return target == nil || target == thread.at ? true : nil
    case .set(let index):
      guard thread.at < text.count, program.sets[index].contains(text[thread.at]) else {
        return nil
      }
      thread.at += 1
      thread.pc += 1
    case .split(let a, let b):
      var other = thread
      other.pc = b
      stack.append(other)
      thread.pc = a
    case .jump(let target): thread.pc = target
    case .start:
      guard thread.at == 0 else { return nil }
      thread.pc += 1
    case .end:
      guard thread.at == text.count else { return nil }
      thread.pc += 1
    case .wordBoundary(let isNegated):
      guard isBoundary(thread.at) != isNegated else { return nil }
      thread.pc += 1
    case .open(let group):
      thread.opened[group] = thread.at
      thread.pc += 1
    case .close(let group):
      thread.groups[group] = min(thread.opened[group], thread.at)..<thread.at
      thread.pc += 1
    case .backreference(let group):
      // A group that took no part matches nothing.
      if let range = thread.groups[group] {
        guard thread.at + range.count <= text.count else { return nil }
        for i in 0..<range.count where text[range.lowerBound + i] != text[thread.at + i] {
          return nil
        }
        thread.at += range.count
      }
      thread.pc += 1
    case .look(let isBehind, let isNegated, let next):
      guard look(thread.pc, at: thread.at, isBehind: isBehind) != isNegated else { return nil }
      thread.pc = next
    }
    return false
  }

  /// What a look sees depends on the place alone, so each is taken once.
  private mutating func look(_ pc: Int, at place: Int, isBehind: Bool) -> Bool {
    let key = pc * (text.count + 1) + place
    if let known = looks[key] { return known }
    var holds = false
    if isBehind {
      for start in stride(from: place, through: 0, by: -1) {
        if run(from: pc + 1, at: start, target: place) {
          holds = true
          break
        }
      }
    } else {
      // Its instructions are tried for themselves: another look may come by the same cells.
      var matcher = PatternMatcher(program, text)
      holds = matcher.run(from: pc + 1, at: place, target: nil)
      steps += matcher.steps
    }
    looks[key] = holds
    return holds
  }

  private func isBoundary(_ at: Int) -> Bool {
    let before = at > 0 && ScalarSet.wordCharacters.contains(text[at - 1])
    let after = at < text.count && ScalarSet.wordCharacters.contains(text[at])
    return before != after
  }
}

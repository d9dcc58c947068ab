/// Runs a program over a text with a budget of steps.
///
/// Each pair of instruction and place is tried once, except in programs with references to groups.
struct PatternMatcher {
  private let program: PatternProgram
  private let text: [UInt32]
  private var tried: [UInt64]
  /// By the look: whether it holds at each place.
  private var looks: [Int: [Bool]] = [:]
  private(set) var steps = 0

  static let budget = 2_000_000
  /// How many pairs of instruction and place may be marked: 32 MiB of bits.
  private static let cellLimit = 1 << 28
  private let cells: Int

  init(_ program: PatternProgram, _ text: [UInt32]) {
    self.program = program
    self.text = text
    cells = program.hasBackreferences ? 0 : program.instructions.count * (text.count + 1)
    tried = [UInt64](repeating: 0, count: cells <= Self.cellLimit ? (cells + 63) / 64 : 0)
  }

  private var isExhausted: Bool { steps > Self.budget }

  /// Whether the program matches anywhere.
  mutating func verdict() -> PatternVerdict {
    guard cells <= Self.cellLimit else { return .undecided }
    for start in 0...text.count {
      let isFound = run(from: 0, at: start, target: nil)
      // After that the result means nothing.
      if isExhausted { return .undecided }
      if isFound { return .found }
    }
    return .notFound
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
        if isExhausted { return false }
        if !program.hasBackreferences {
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

  /// What a look sees depends on the place alone, so it is found out for all places at once.
  private mutating func look(_ pc: Int, at place: Int, isBehind: Bool) -> Bool {
    guard program.hasBackreferences else {
      if let known = looks[pc] { return known[place] }
      let table = isBehind ? placesBehind(pc) : placesAhead(pc)
      looks[pc] = table
      return table[place]
    }
    if isBehind {
      return stride(from: place, through: 0, by: -1).contains {
        run(from: pc + 1, at: $0, target: place)
      }
    }
    return run(from: pc + 1, at: place, target: nil)
  }

  /// Whether a step that reads nothing may be taken at a place.
  private mutating func mayPass(_ pc: Int, at place: Int) -> Bool {
    switch program.instructions[pc] {
    case .start: return place == 0
    case .end: return place == text.count
    case .wordBoundary(let isNegated): return isBoundary(place) != isNegated
    case .look(let isBehind, let isNegated, _):
      return look(pc, at: place, isBehind: isBehind) != isNegated
    default: return true
    }
  }

  /// Where the steps that read nothing lead from an instruction.
  private func successors(of pc: Int) -> [Int] {
    switch program.instructions[pc] {
    case .set, .match: []
    case .split(let a, let b): [a, b]
    case .jump(let target): [target]
    case .look(_, _, let next): [next]
    default: [pc + 1]
    }
  }

  /// The places from which a look's instructions reach their end, found from the last one back.
  private mutating func placesAhead(_ pc: Int) -> [Bool] {
    guard case .look(_, _, let end) = program.instructions[pc] else { return [] }
    var predecessors: [Int: [Int]] = [:]
    for one in pc + 1..<end {
      for successor in successors(of: one) { predecessors[successor, default: []].append(one) }
    }
    var result = [Bool](repeating: false, count: text.count + 1)
    var later: Set<Int> = []
    for place in stride(from: text.count, through: 0, by: -1) where !isExhausted {
      var reached: Set<Int> = []
      var open: [Int] = []
      for one in pc + 1..<end {
        steps += 1
        switch program.instructions[one] {
        case .match where one == end - 1: open.append(one)
        case .set(let index)
        where place < text.count && later.contains(one + 1)
          && program.sets[index].contains(text[place]):
          open.append(one)
        default: break
        }
      }
      while let one = open.popLast() {
        guard reached.insert(one).inserted else { continue }
        for other in predecessors[one] ?? [] where mayPass(other, at: place) { open.append(other) }
      }
      result[place] = reached.contains(pc + 1)
      later = reached
    }
    return result
  }

  /// The places at which a look's instructions reach their end, whatever place they began at.
  private mutating func placesBehind(_ pc: Int) -> [Bool] {
    guard case .look(_, _, let end) = program.instructions[pc] else { return [] }
    var result = [Bool](repeating: false, count: text.count + 1)
    var entering: [Int] = []
    for place in 0...text.count where !isExhausted {
      var reached: Set<Int> = []
      var open = entering + [pc + 1]
      while let one = open.popLast() {
        steps += 1
        guard reached.insert(one).inserted, mayPass(one, at: place) else { continue }
        open += successors(of: one)
      }
      result[place] = reached.contains(end - 1)
      entering = []
      guard place < text.count else { break }
      for one in reached {
        if case .set(let index) = program.instructions[one],
          program.sets[index].contains(text[place])
        {
          entering.append(one + 1)
        }
      }
    }
    return result
  }

  private func isBoundary(_ at: Int) -> Bool {
    let before = at > 0 && ScalarSet.wordCharacters.contains(text[at - 1])
    let after = at < text.count && ScalarSet.wordCharacters.contains(text[at])
    return before != after
  }
}

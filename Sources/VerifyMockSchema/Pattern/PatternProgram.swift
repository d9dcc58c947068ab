/// A regular expression as instructions.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case set(Int)
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case open(Int)
    case close(Int)
    case backreference(Int)
    /// A look from here: its own instructions begin behind this one and end in `match`.
    case look(isBehind: Bool, isNegated: Bool, next: Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var captures = 0
  private(set) var hasBackreferences = false
  private(set) var hasLooks = false

  /// Larger programs are refused: `a{1000}{1000}` would fill the memory.
  static let limit = 200_000

  init(_ node: PatternNode, captures: Int) throws(PatternError) {
    self.captures = captures
    hasBackreferences = Self.refersBack(node)
    try add(node)
    try emit(.match)
  }

  private static func refersBack(_ node: PatternNode) -> Bool {
    switch node {
    case .backreference: true
    case .sequence(let nodes), .alternatives(let nodes): nodes.contains(where: refersBack)
    case .repeated(let inner, _, _), .group(let inner, _), .look(let inner, _, _):
      refersBack(inner)
    default: false
    }
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.limit else {
      throw PatternError(message: "the pattern is too large once its counts are written out")
    }
    instructions.append(instruction)
  }

  private mutating func add(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .empty: break
    case .set(let set):
      sets.append(set)
      try emit(.set(sets.count - 1))
    case .sequence(let nodes):
      for node in nodes { try add(node) }
    case .alternatives(let nodes): try add(alternatives: nodes)
    case .repeated(let inner, let least, let most):
      try add(inner, least: least, most: most)
    case .group(let inner, let capture):
      // Places of groups matter only to references.
      if hasBackreferences { try emit(.open(capture)) }
      try add(inner)
      if hasBackreferences { try emit(.close(capture)) }
    case .backreference(let index): try emit(.backreference(index))
    case .start: try emit(.start)
    case .end: try emit(.end)
    case .wordBoundary(let isNegated): try emit(.wordBoundary(isNegated: isNegated))
    case .look(let inner, let isBehind, let isNegated):
      hasLooks = true
      let at = instructions.count
      try emit(.look(isBehind: isBehind, isNegated: isNegated, next: 0))
      try add(inner)
      try emit(.match)
      instructions[at] = .look(
        isBehind: isBehind, isNegated: isNegated, next: instructions.count)
    }
  }

  private mutating func add(alternatives nodes: [PatternNode]) throws(PatternError) {
    var exits: [Int] = []
    for (i, node) in nodes.enumerated() {
      guard i < nodes.count - 1 else {
        try add(node)
        break
      }
      let split = instructions.count
      try emit(.jump(0))
      try add(node)
      exits.append(instructions.count)
      try emit(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func add(
    _ node: PatternNode, least: Int, most: Int?
  ) throws(PatternError) {
    guard least <= Self.limit else {
      throw PatternError(message: "a count of \(least) is too large")
    }
    let empties = if case .empty = node { true } else { false }
    if empties { return }
    for _ in 0..<least { try add(node) }
    guard let most else {
      let split = instructions.count
      try emit(.jump(0))
      try add(node)
      try emit(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    guard most - least <= Self.limit else {
      throw PatternError(message: "a count of \(most) is too large")
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(instructions.count)
      try emit(.jump(0))
      try add(node)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }
}

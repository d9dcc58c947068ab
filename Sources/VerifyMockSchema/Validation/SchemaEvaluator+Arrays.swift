import VerifyMockJSON

extension SchemaEvaluator {
  mutating func checkPrefix(
    _ instruction: SchemaInstruction, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var child = node + 1
    for ordinal in 0..<min(Int(instruction.b), Int(nodes[node].count)) {
      if !accepts(program.lists[Int(instruction.a) + ordinal], child) { return false }
      if let marks { marks[ordinal] = 1 }
      child = Int(nodes[child].next)
    }
    return true
  }

  mutating func checkItems(
    _ instruction: SchemaInstruction, _ node: Int, _ marks: Marks?
  ) -> Bool {
    let prefix = Int(instruction.b)
    var child = node &+ 1
    let count = Int(nodes[node].count)
    var ordinal = 0
    while ordinal < count {
      if ordinal >= prefix {
        if !accepts(instruction.a, child) { return false }
        if let marks { marks[ordinal] = 1 }
      }
      child = Int(nodes[child].next)
      ordinal &+= 1
    }
    return true
  }

  /// `contains` with `minContains` (b) and `maxContains` (c, or -1).
  mutating func checkContains(
    _ instruction: SchemaInstruction, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var matched = 0
    var child = node + 1
    for ordinal in 0..<Int(nodes[node].count) {
      if accepts(instruction.a, child) {
        matched += 1
        if let marks {
          marks[ordinal] = 1
        } else if instruction.c < 0, matched >= Int(instruction.b) {
          return true
        }
        if instruction.c >= 0, matched > Int(instruction.c) { return false }
      }
      child = Int(nodes[child].next)
    }
    return matched >= Int(instruction.b)
  }

  /// Whether no two elements are equal.
  func hasUniqueItems(_ node: Int) -> Bool { JSONEquality.firstDuplicate(in: view(node)) == nil }
}

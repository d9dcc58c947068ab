import VerifyMockJSON

extension SchemaEvaluator {
  mutating func checkPrefix(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var child = node + 1
    for ordinal in 0..<min(Int(pointer.pointee.b), Int(nodes[node].count)) {
      if !accepts(program.lists[Int(pointer.pointee.a) + ordinal], child) { return false }
      if let marks { marks[ordinal] = 1 }
      child = Int(nodes[child].next)
    }
    return true
  }

  mutating func checkItems(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    let prefix = Int(pointer.pointee.b)
    var child = node &+ 1
    let count = Int(nodes[node].count)
    var ordinal = 0
    while ordinal < count {
      if ordinal >= prefix {
        if !accepts(pointer.pointee.a, child) { return false }
        if let marks { marks[ordinal] = 1 }
      }
      child = Int(nodes[child].next)
      ordinal &+= 1
    }
    return true
  }

  /// `contains` with `minContains` (b) and `maxContains` (c, or -1).
  mutating func checkContains(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var matched = 0
    var child = node + 1
    for ordinal in 0..<Int(nodes[node].count) {
      if accepts(pointer.pointee.a, child) {
        matched += 1
        if let marks {
          marks[ordinal] = 1
        } else if pointer.pointee.c < 0, matched >= Int(pointer.pointee.b) {
          return true
        }
        if pointer.pointee.c >= 0, matched > Int(pointer.pointee.c) { return false }
      }
      child = Int(nodes[child].next)
    }
    return matched >= Int(pointer.pointee.b)
  }
}

import VerifyMockJSON

extension SchemaEvaluator {
  /// One pass over the members of an object.
  mutating func checkMembers(_ index: Int, _ node: Int, _ marks: Marks?) -> Bool {
    let plan = program.plans + index
    let hasPatterns = plan.pointee.patternStart < plan.pointee.patternEnd
    let additional = plan.pointee.additional
    let names = plan.pointee.names
    var missing = plan.pointee.required
    var key = node &+ 1
    let count = Int(nodes[node].count)
    var ordinal = 0
    while ordinal < count {
      let value = key &+ 1
      let found = find(plan.pointee.table, key)
      var isEvaluated = false
      if found >= 0 {
        let entry = program.names + Int(found)
        if entry.pointee.bit >= 0 { missing &= ~(1 << UInt64(entry.pointee.bit)) }
        if entry.pointee.target >= 0 {
          isEvaluated = true
          if !acceptsMember(entry.pointee.target, value) { return false }
        }
      }
      if hasPatterns {
        for rule in Int(plan.pointee.patternStart)..<Int(plan.pointee.patternEnd)
        where matches(Int(program.rules[rule].pattern), key) {
          isEvaluated = true
          if !accepts(program.rules[rule].schema, value) { return false }
        }
      }
      if !isEvaluated, additional >= 0 {
        isEvaluated = true
        if !accepts(additional, value) { return false }
      }
      if names >= 0, !accepts(names, key) { return false }
      if isEvaluated, let marks { marks[ordinal] = 1 }
      key = Int(nodes[value].next)
      ordinal &+= 1
    }
    return missing == 0
  }

  /// The index of a key's name in a table, or -1.
  @inline(__always)
  func find(_ table: NameTable, _ key: Int) -> Int32 {
    let node = nodes + key
    if node.pointee.isEscaped { return findDecoded(table, key) }
    return program.find(
      table, bytes + Int(node.pointee.start), Int(node.pointee.end &- node.pointee.start))
  }

  @inline(never)
  private func findDecoded(_ table: NameTable, _ key: Int) -> Int32 {
    view(key).withDecodedString { bytes in
      bytes.baseAddress.map { program.find(table, $0, bytes.count) } ?? -1
    }
  }

  /// Checks the children that have no mark, and marks them.
  mutating func checkUnevaluated(_ schema: Int32, _ node: Int, _ marks: Marks?) -> Bool {
    guard let marks else { return true }
    let step = nodes[node].kind == .object ? 1 : 0
    var child = node + 1 + step
    for ordinal in 0..<Int(nodes[node].count) {
      if marks[ordinal] == 0 {
        if !accepts(schema, child) { return false }
        marks[ordinal] = 1
      }
      child = Int(nodes[child].next) + step
    }
    return true
  }
}

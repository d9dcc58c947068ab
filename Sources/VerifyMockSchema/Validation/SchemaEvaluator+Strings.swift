import VerifyMockJSON

extension SchemaEvaluator {
  func hasAtLeast(_ limit: Int, scalarsIn node: Int) -> Bool {
    let raw = view(node).raw
    // A scalar takes at most twelve bytes as escapes and four as it is.
    if raw.count >= limit &* (view(node).node.isEscaped ? 12 : 4) { return true }
    if raw.count < limit { return false }
    return view(node).scalarCount >= limit
  }

  func hasAtMost(_ limit: Int, scalarsIn node: Int) -> Bool {
    view(node).raw.count <= limit || view(node).scalarCount <= limit
  }

  /// Whether the pattern is found in a string or key.
  @inline(never)
  func matches(_ pattern: Int, _ node: Int) -> Bool {
    view(node).withDecodedString { program.patterns[pattern].matches($0) }
  }

  func isFormatted(_ instruction: SchemaInstruction, _ node: Int) -> Bool {
    guard assertsFormats || instruction.b != 0 else { return true }
    return view(node).withDecodedString {
      FormatChecker.isValid(program.formats[Int(instruction.a)], $0)
    }
  }

  func equals(constant: Int32, _ node: Int) -> Bool {
    JSONEquality.areEqual(
      view(node),
      JSONView(
        bytes: program.constantBytes, nodes: program.constantNodes, index: Int(constant)))
  }

  /// Whether a value is in an `enum`: strings by the table of names, others one by one.
  func isOneOf(_ instruction: SchemaInstruction, _ node: Int) -> Bool {
    if nodes[node].kind == .string {
      return find(program.plans[Int(instruction.c)].table, node) >= 0
    }
    for i in 0..<Int(instruction.b) {
      let constant = program.lists[Int(instruction.a) + i]
      if program.constantNodes[Int(constant)].kind == nodes[node].kind,
        equals(constant: constant, node)
      {
        return true
      }
    }
    return false
  }
}

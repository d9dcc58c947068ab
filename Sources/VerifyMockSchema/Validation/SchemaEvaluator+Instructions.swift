import VerifyMockJSON

extension SchemaEvaluator {
  /// Whether a value satisfies one instruction of the fast list, or one of the full list that is
  /// not about single members.
  ///
  /// Schemas are nested through here: what needs room on the stack is called, not written out.
  mutating func run(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    switch pointer.pointee.operation {
    case .members: return checkMembers(Int(pointer.pointee.a), node, marks)
    case .ref: return accepts(pointer.pointee.a, node, marks)
    case .dynamicRef: return accepts(dynamicTarget(pointer.pointee), node, marks)
    case .allOf: return satisfiesAll(pointer, node, marks)
    case .anyOf: return satisfiesAny(pointer, node, marks)
    case .oneOf: return satisfiesOne(pointer, node, marks)
    case .not: return !accepts(pointer.pointee.a, node)
    case .ifThenElse: return satisfiesBranch(pointer, node, marks)
    case .prefixItems: return checkPrefix(pointer, node, marks)
    case .items: return checkItems(pointer, node, marks)
    case .contains: return checkContains(pointer, node, marks)
    case .unevaluatedItems, .unevaluatedProperties:
      return checkUnevaluated(pointer.pointee.a, node, marks)
    case .dependentSchemas:
      return member(pointer.pointee.a, of: node) == nil
        || accepts(pointer.pointee.b, node, marks)
    default: return runAssertion(pointer.pointee, node)
    }
  }

  /// Whether a value satisfies an instruction that applies no schema.
  @inline(never)
  private func runAssertion(_ instruction: SchemaInstruction, _ node: Int) -> Bool {
    switch instruction.operation {
    case .const: return equals(constant: instruction.a, node)
    case .enum: return isOneOf(instruction, node)
    case .minimum:
      return compares(node, instruction.a) {
        $0 >= $1
      } exact: {
        $0 >= $1
      }
    case .maximum:
      return compares(node, instruction.a) {
        $0 <= $1
      } exact: {
        $0 <= $1
      }
    case .exclusiveMinimum:
      return compares(node, instruction.a) {
        $0 > $1
      } exact: {
        $0 > $1
      }
    case .exclusiveMaximum:
      return compares(node, instruction.a) {
        $0 < $1
      } exact: {
        $0 < $1
      }
    case .multipleOf: return isMultiple(node, of: instruction.a)
    case .minLength: return hasAtLeast(Int(instruction.a), scalarsIn: node)
    case .maxLength: return hasAtMost(Int(instruction.a), scalarsIn: node)
    case .pattern: return matches(Int(instruction.a), node)
    case .format: return isFormatted(instruction, node)
    case .minItems, .minProperties: return nodes[node].count >= UInt32(instruction.a)
    case .maxItems, .maxProperties: return nodes[node].count <= UInt32(instruction.a)
    case .uniqueItems: return JSONEquality.firstDuplicate(in: view(node)) == nil
    case .required: return hasMembers(instruction.a, instruction.b, node)
    case .dependentRequired:
      return member(instruction.a, of: node) == nil
        || hasMembers(instruction.b, instruction.c, node)
    default:
      // What concerns single members is fused in the fast list; verdicts walk it themselves.
      return true
    }
  }

  /// Whether an object has all names of a list.
  private func hasMembers(_ start: Int32, _ count: Int32, _ node: Int) -> Bool {
    for i in 0..<Int(count) where member(program.lists[Int(start) + i], of: node) == nil {
      return false
    }
    return true
  }

  private mutating func satisfiesAll(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    for i in 0..<Int(pointer.pointee.b)
    where !accepts(program.lists[Int(pointer.pointee.a) + i], node, marks) {
      return false
    }
    return true
  }

  private mutating func satisfiesBranch(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    let (then, other) = (pointer.pointee.b, pointer.pointee.c)
    // Without branches the condition only tells which children it has evaluated.
    if then < 0, other < 0, marks == nil { return true }
    let branch = acceptsBranch(pointer.pointee.a, node, marks) ? then : other
    return branch < 0 || accepts(branch, node, marks)
  }

  private mutating func satisfiesAny(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var isSatisfied = false
    for i in 0..<Int(pointer.pointee.b)
    where acceptsBranch(program.lists[Int(pointer.pointee.a) + i], node, marks) {
      // Further branches may evaluate further children.
      if marks == nil { return true }
      isSatisfied = true
    }
    return isSatisfied
  }

  private mutating func satisfiesOne(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var satisfied = 0
    for i in 0..<Int(pointer.pointee.b)
    where acceptsBranch(program.lists[Int(pointer.pointee.a) + i], node, marks) {
      satisfied += 1
      if satisfied > 1 { return false }
    }
    return satisfied == 1
  }

  /// The value of the first member with a name of the program; nil when there is none.
  func member(_ name: Int32, of node: Int) -> Int? {
    let bytes = program.name(name)
    var at = node + 1
    for _ in 0..<nodes[node].count {
      if view(at).isString(equalTo: bytes) { return at + 1 }
      at = Int(nodes[at + 1].next)
    }
    return nil
  }
}

import VerifyMockJSON

extension SchemaEvaluator {
  /// Whether a value satisfies one instruction of the fast list, or one of the full list that is
  /// not about single members.
  mutating func run(
    _ pointer: UnsafePointer<SchemaInstruction>, _ node: Int, _ marks: Marks?
  ) -> Bool {
    let instruction = pointer.pointee
    switch instruction.operation {
    case .members: return checkMembers(Int(instruction.a), node, marks)
    case .ref: return accepts(instruction.a, node, marks)
    case .dynamicRef: return accepts(dynamicTarget(instruction), node, marks)
    case .const: return equals(constant: instruction.a, node)
    case .enum: return isOneOf(instruction, node)
    case .allOf:
      for i in 0..<Int(instruction.b)
      where !accepts(program.lists[Int(instruction.a) + i], node, marks) {
        return false
      }
      return true
    case .anyOf: return satisfiesAny(instruction, node, marks)
    case .oneOf: return satisfiesOne(instruction, node, marks)
    case .not: return !accepts(instruction.a, node)
    case .ifThenElse:
      // Without branches the condition only tells which children it has evaluated.
      if instruction.b < 0, instruction.c < 0, marks == nil { return true }
      let branch = acceptsBranch(instruction.a, node, marks) ? instruction.b : instruction.c
      return branch < 0 || accepts(branch, node, marks)
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
    case .uniqueItems: return hasUniqueItems(node)
    case .prefixItems: return checkPrefix(instruction, node, marks)
    case .items: return checkItems(instruction, node, marks)
    case .contains: return checkContains(instruction, node, marks)
    case .unevaluatedItems: return checkUnevaluated(instruction.a, node, marks)
    case .unevaluatedProperties: return checkUnevaluated(instruction.a, node, marks)
    case .required:
      for i in 0..<Int(instruction.b)
      where member(program.lists[Int(instruction.a) + i], of: node) == nil {
        return false
      }
      return true
    case .dependentRequired:
      guard member(instruction.a, of: node) != nil else { return true }
      for i in 0..<Int(instruction.c)
      where member(program.lists[Int(instruction.b) + i], of: node) == nil {
        return false
      }
      return true
    case .dependentSchemas:
      return member(instruction.a, of: node) == nil || accepts(instruction.b, node, marks)
    case .properties, .patternProperties, .additionalProperties, .propertyNames:
      // Only in the full list, which verdicts walk member by member.
      return true
    }
  }

  private mutating func satisfiesAny(
    _ instruction: SchemaInstruction, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var isSatisfied = false
    for i in 0..<Int(instruction.b)
    where acceptsBranch(program.lists[Int(instruction.a) + i], node, marks) {
      // Further branches may evaluate further children.
      if marks == nil { return true }
      isSatisfied = true
    }
    return isSatisfied
  }

  private mutating func satisfiesOne(
    _ instruction: SchemaInstruction, _ node: Int, _ marks: Marks?
  ) -> Bool {
    var satisfied = 0
    for i in 0..<Int(instruction.b)
    where acceptsBranch(program.lists[Int(instruction.a) + i], node, marks) {
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

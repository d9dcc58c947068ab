extension SchemaFactsDraft {
  /// Adds what at least one of the alternatives allows.
  mutating func gatherAlternatives(_ schemas: [Int], _ text: ContractText, path: inout [Int]) {
    guard !schemas.isEmpty else { return }
    var branches: [SchemaFactsDraft] = []
    for schema in schemas {
      var branch = SchemaFactsDraft()
      branch.gather(schema, from: text, path: &path)
      branches.append(branch)
    }
    var types: SchemaTypes = []
    for branch in branches { types.formUnion(branch.facts.types) }
    facts.types.formIntersection(types)
    let valued = branches.filter { $0.facts.types != .null }
    let enums = valued.compactMap(\.facts.enumValues)
    if enums.count == valued.count, !enums.isEmpty, facts.enumValues == nil {
      var values: [SchemaFacts.EnumValue] = []
      for value in enums.joined() where !values.contains(where: { $0.json == value.json }) {
        values.append(value)
      }
      facts.enumValues = values
    }
    // With one branch beside null its limits are the value's.
    if valued.count == 1, let only = valued.first {
      takeLimits(of: only.facts)
      required.formUnion(types.contains(.null) ? [] : only.required)
    }
    for branch in branches { takeMembers(of: branch) }
  }

  /// Adds the members of a schema that holds only under a condition.
  mutating func gatherOptional(_ schema: Int, _ text: ContractText, path: inout [Int]) {
    var branch = SchemaFactsDraft()
    branch.gather(schema, from: text, path: &path)
    takeMembers(of: branch)
  }

  private mutating func takeMembers(of branch: SchemaFactsDraft) {
    for property in branch.properties { add(property: property.name, schemas: property.schemas) }
    for item in branch.items where !items.contains(item) { items.append(item) }
    if facts.additional == .unsaid, branch.facts.additional == .allowed {
      facts.additional = .allowed
    }
    for schema in branch.additional where !additional.contains(schema) { additional.append(schema) }
    if facts.defaultValue == nil { facts.defaultValue = branch.facts.defaultValue }
    facts.examples += branch.facts.examples
  }

  private mutating func takeLimits(of other: SchemaFacts) {
    facts.format = facts.format ?? other.format
    facts.minimum = facts.minimum ?? other.minimum
    facts.maximum = facts.maximum ?? other.maximum
    facts.exclusiveMinimum = facts.exclusiveMinimum ?? other.exclusiveMinimum
    facts.exclusiveMaximum = facts.exclusiveMaximum ?? other.exclusiveMaximum
    facts.minLength = facts.minLength ?? other.minLength
    facts.maxLength = facts.maxLength ?? other.maxLength
    facts.minItems = facts.minItems ?? other.minItems
    facts.pattern = facts.pattern ?? other.pattern
  }
}

import VerifyMockJSON

/// The facts of a schema while they are gathered: members and items are still schemas.
struct SchemaFactsDraft {
  var facts = SchemaFacts()
  var properties: [(name: String, schemas: [Int])] = []
  var required: Set<String> = []
  var items: [Int] = []
  var additional: [Int] = []

  /// Adds what the schema at an index says.
  ///
  /// `path` holds the schemas that are being gathered, against references in a circle.
  mutating func gather(_ index: Int, from text: ContractText, path: inout [Int]) {
    guard !path.contains(index) else { return }
    guard text.kind(index) == .object else {
      if text.kind(index) == .false { facts.types = [] }
      return
    }
    path.append(index)
    defer { path.removeLast() }
    if let reference = text.string(text.member(index, "$ref")),
      let target = text.target(of: reference)
    {
      gather(target, from: text, path: &path)
    }
    gatherTypes(index, text)
    gatherLimits(index, text)
    gatherNotes(index, text)
    for (key, value) in text.members(text.member(index, "properties")) {
      add(property: text.string(key) ?? "", schemas: [value])
    }
    required.formUnion(text.strings(text.member(index, "required")))
    if let schema = text.member(index, "items") { items.append(schema) }
    if let schema = text.member(index, "additionalProperties") {
      switch text.kind(schema) {
      case .false: facts.additional = .forbidden
      case .true: facts.additional = .allowed
      default: additional.append(schema)
      }
    }
    if text.member(index, "patternProperties") != nil { facts.additional = .allowed }
    for schema in text.elements(text.member(index, "allOf")) {
      gather(schema, from: text, path: &path)
    }
    for alternatives in [text.member(index, "anyOf"), text.member(index, "oneOf")] {
      gatherAlternatives(text.elements(alternatives), text, path: &path)
    }
    // What a condition adds may be given, whether or not the condition holds.
    for schema in [text.member(index, "then"), text.member(index, "else")] {
      if let schema { gatherOptional(schema, text, path: &path) }
    }
    for (_, schema) in text.members(text.member(index, "dependentSchemas")) {
      gatherOptional(schema, text, path: &path)
    }
  }

  private mutating func gatherTypes(_ index: Int, _ text: ContractText) {
    if let type = text.member(index, "type") {
      var types: SchemaTypes = []
      for name in text.strings(type) { types.formUnion(SchemaTypes(name: name) ?? []) }
      facts.types.formIntersection(types)
    }
    var values = text.elements(text.member(index, "enum"))
    if let constant = text.member(index, "const") { values = [constant] }
    guard !values.isEmpty else { return }
    var also: [[UInt8]: [[UInt8]]] = [:]
    if let other = text.member(index, "x-also"), text.kind(other) == .object {
      for (key, value) in text.members(other) {
        also[Array((text.string(key) ?? "").utf8)] = text.strings(value).map { Array($0.utf8) }
      }
    }
    // A constant's own spellings are those of the value: nothing else could be meant.
    let constantAlso =
      text.member(index, "const") == nil
      ? [] : text.strings(text.member(index, "x-also")).map { Array($0.utf8) }
    let spellings = Set(also.values.joined())
    let read = values.map { value in
      let string = text.string(value).map { Array($0.utf8) }
      return SchemaFacts.EnumValue(
        json: Array(text.json(value)), text: string,
        also: (string.flatMap { also[$0] } ?? []) + constantAlso)
    }.filter { value in
      // The composed schema admits the other spellings; canonical are those that have some.
      value.text.map { !spellings.contains($0) || also[$0] != nil } ?? true
    }
    if let present = facts.enumValues {
      facts.enumValues = present.filter { old in read.contains { $0.json == old.json } }
    } else {
      facts.enumValues = read
    }
  }

  private mutating func gatherLimits(_ index: Int, _ text: ContractText) {
    func tightest(_ old: Double?, _ key: StaticString, _ pick: (Double, Double) -> Double)
      -> Double?
    {
      guard let new = text.double(text.member(index, key)) else { return old }
      return old.map { pick($0, new) } ?? new
    }
    facts.minimum = tightest(facts.minimum, "minimum", max)
    facts.maximum = tightest(facts.maximum, "maximum", min)
    facts.exclusiveMinimum = tightest(facts.exclusiveMinimum, "exclusiveMinimum", max)
    facts.exclusiveMaximum = tightest(facts.exclusiveMaximum, "exclusiveMaximum", min)
    facts.minLength = text.int(text.member(index, "minLength")) ?? facts.minLength
    facts.maxLength = text.int(text.member(index, "maxLength")) ?? facts.maxLength
    facts.minItems = text.int(text.member(index, "minItems")) ?? facts.minItems
    facts.pattern = text.string(text.member(index, "pattern")) ?? facts.pattern
    facts.format = text.string(text.member(index, "format")) ?? facts.format
  }

  private mutating func gatherNotes(_ index: Int, _ text: ContractText) {
    if let value = text.member(index, "default") { facts.defaultValue = Array(text.json(value)) }
    for example in text.elements(text.member(index, "examples")) {
      facts.examples.append(Array(text.json(example)))
    }
    if let example = text.member(index, "example") {
      facts.examples.append(Array(text.json(example)))
    }
    facts.provenance = text.ownProvenance(index).or(facts.provenance)
    facts.description = text.string(text.member(index, "description")) ?? facts.description
    if text.bool(text.member(index, "writeOnly")) == true || facts.format == "password" {
      facts.isSecret = true
    }
    if text.bool(text.member(index, "readOnly")) == true { facts.isReadOnly = true }
    if text.bool(text.member(index, "deprecated")) == true { facts.isDeprecated = true }
  }

  mutating func add(property name: String, schemas: [Int]) {
    if let at = properties.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
      for schema in schemas where !properties[at].schemas.contains(schema) {
        properties[at].schemas.append(schema)
      }
    } else {
      properties.append((name, schemas))
    }
  }

  /// The other spellings of the key under which schemas stand, those of referred schemas included.
  func spellings(of schemas: [Int], in text: ContractText) -> [String] {
    var result: [String] = []
    for schema in schemas {
      var at: Int? = schema
      var steps = 0
      while let index = at, steps < 32 {
        if let also = text.member(index, "x-also"), text.kind(also) != .object,
          text.member(index, "const") == nil
        {
          for name in text.strings(also) where !result.contains(name) { result.append(name) }
        }
        at = text.string(text.member(index, "$ref")).flatMap { text.target(of: $0) }
        steps += 1
      }
    }
    return result
  }
}

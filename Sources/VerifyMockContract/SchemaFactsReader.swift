import VerifyMockJSON

/// Lays the facts of schemas together, each combination of schemas once.
struct SchemaFactsReader {
  let text: ContractText
  private(set) var table: [SchemaFacts] = []
  private var known: [[Int]: SchemaFactsID] = [:]
  /// The combinations that have an id and are not read yet, the outer ones first.
  private var pending: [(id: SchemaFactsID, schemas: [Int], depth: Int)] = []
  private var walk = SchemaFactsWalk()

  /// How deep schemas may lie in each other: as members of members, and as branches of branches.
  static let depthLimit = 200

  init(text: ContractText) {
    self.text = text
  }

  /// The first schema that is not read because of a limit, and why.
  var leftOut: (schema: Int, reason: String)? { walk.leftOut }

  /// How many combinations of schemas are read: a contract can ask for a number of them that is
  /// exponential in its size.
  private var tableLimit: Int { 1_000 + 4 * text.document.nodes.count }

  /// The facts of a value to which all of these schemas apply, and those of its members.
  mutating func facts(of schemas: [Int]) -> SchemaFactsID {
    let id = id(of: schemas, depth: 0)
    var next = 0
    while next < pending.count {
      let (id, schemas, depth) = pending[next]
      table[id.index] = read(schemas, depth: depth)
      next += 1
    }
    pending.removeAll()
    return id
  }

  /// The id of schemas that are read now or later: a schema may contain itself.
  private mutating func id(of schemas: [Int], depth: Int) -> SchemaFactsID {
    if let id = known[schemas] { return id }
    let id = SchemaFactsID(index: table.count)
    known[schemas] = id
    table.append(SchemaFacts())
    if depth >= Self.depthLimit, let schema = schemas.first {
      walk.leaveOut(schema, SchemaFactsWalk.tooDeep)
    } else if table.count > tableLimit, let schema = schemas.first {
      walk.leaveOut(schema, "the schemas here combine in too many ways")
    } else {
      pending.append((id, schemas, depth))
    }
    return id
  }

  private mutating func read(_ schemas: [Int], depth: Int) -> SchemaFacts {
    var draft = SchemaFactsDraft(text: text)
    for schema in schemas { draft.gather(schema, &walk) }
    var facts = draft.facts
    facts.pointer = schemas.first.map { text.pointer(of: $0) } ?? ""
    facts.properties = draft.properties.map { property in
      SchemaFacts.Property(
        name: property.name, also: spellings(of: property.schemas),
        facts: id(of: property.schemas, depth: depth + 1),
        isRequired: draft.required.contains(property.name))
    }
    if !draft.items.isEmpty { facts.items = id(of: draft.items, depth: depth + 1) }
    if !draft.additional.isEmpty {
      facts.additional = .described(id(of: draft.additional, depth: depth + 1))
    }
    return facts
  }

  /// The other spellings of the key under which schemas stand, those of referred schemas included.
  private func spellings(of schemas: [Int]) -> [String] {
    var result: [String] = []
    for schema in schemas {
      var at = schema
      for _ in 0..<32 {
        if let also = text.member(at, "x-also"), text.kind(also) != .object,
          text.member(at, "const") == nil
        {
          for name in text.strings(also) where !result.contains(name) { result.append(name) }
        }
        guard let next = text.string(at, "$ref").flatMap({ text.target(of: $0) }) else { break }
        at = next
      }
    }
    return result
  }
}

/// What is remembered while schemas are gathered, from one value to the next.
private struct SchemaFactsWalk {
  /// What schemas say on their own, which many others may share.
  var branches: [Int: SchemaFactsDraft] = [:]
  /// The first schema that is left out because of a limit, and why.
  private(set) var leftOut: (schema: Int, reason: String)?
  /// The schemas that are being gathered.
  private var open: Set<Int> = []

  static let tooDeep =
    "more than \(SchemaFactsReader.depthLimit) schemas lie inside each other here"

  mutating func leaveOut(_ schema: Int, _ reason: String) {
    leftOut = leftOut ?? (schema, reason)
  }

  /// Opens a schema; false when it is open already or lies too deep.
  mutating func enter(_ schema: Int) -> Bool {
    guard open.count < SchemaFactsReader.depthLimit else {
      leaveOut(schema, Self.tooDeep)
      return false
    }
    // The compiler refuses circles, except in a 'then' or 'else' that never applies.
    return open.insert(schema).inserted
  }

  mutating func leave(_ schema: Int) {
    open.remove(schema)
  }
}

/// The facts of a schema while they are gathered: members and items are still schemas.
private struct SchemaFactsDraft {
  let text: ContractText
  var facts = SchemaFacts()
  var properties: [(name: String, schemas: [Int])] = []
  var required: Set<String> = []
  var items: [Int] = []
  var additional: [Int] = []
  /// The indices in ``properties`` by the bytes of the name: `String` compares canonically.
  private var places: [[UInt8]: Int] = [:]
  /// The schemas that are gathered: one that several ways lead to says the same again.
  private var gathered: Set<Int> = []

  init(text: ContractText) {
    self.text = text
  }

  /// Adds what the schema at an index says.
  mutating func gather(_ index: Int, _ walk: inout SchemaFactsWalk) {
    guard text.kind(index) == .object else {
      if text.kind(index) == .false { facts.types = [] }
      return
    }
    guard !gathered.contains(index), walk.enter(index) else { return }
    defer { walk.leave(index) }
    gathered.insert(index)
    if let reference = text.string(index, "$ref") {
      if let target = text.target(of: reference) { gather(target, &walk) }
      if text.version == .v30 {
        // What stands beside a reference does not count in OpenAPI 3.0.
        gatherNotes(index)
        return
      }
    }
    let isNullable = text.version == .v30 && text.bool(index, "nullable") == true
    let hasType = text.member(index, "type") != nil
    let isComposed = ["allOf", "anyOf", "oneOf"].contains { text.member(index, $0) != nil }
    // Null is an addition to the type, or an alternative to what the schema is composed of.
    let allowsNull = isNullable && !hasType && isComposed && facts.types.contains(.null)
    gatherTypes(index, isNullable: isNullable && hasType)
    gatherLimits(index)
    gatherExamples(index)
    gatherNotes(index)
    gatherMembers(index)
    for schema in text.elements(text.member(index, "allOf")) {
      gather(schema, &walk)
    }
    for keyword in ["anyOf", "oneOf"] {
      gatherAlternatives(text.elements(text.member(index, keyword)), &walk)
    }
    // What a condition adds may be given, whether or not the condition is met.
    let conditions = ["then", "else"].compactMap { text.member(index, $0) }
    for schema in conditions + text.members(text.member(index, "dependentSchemas")).map(\.value) {
      takeMembers(of: branch(schema, &walk))
    }
    if allowsNull { facts.types.insert(.null) }
  }

  private mutating func gatherTypes(_ index: Int, isNullable: Bool) {
    if let type = text.member(index, "type") {
      var types: SchemaTypes = isNullable ? .null : []
      for name in text.strings(type) { types.formUnion(SchemaTypes(name: name) ?? []) }
      facts.types.formIntersection(types)
    }
    let also = text.member(index, "x-also")
    let constant = text.member(index, "const")
    let values = constant.map { [$0] } ?? text.elements(text.member(index, "enum"))
    guard !values.isEmpty else { return }
    var spellings: [[UInt8]: [[UInt8]]] = [:]
    for (name, _, value) in text.named(also) {
      spellings[Array(name.utf8)] = text.strings(value).map { Array($0.utf8) }
    }
    // A constant's own spellings are those of the value: nothing else could be meant.
    let ofConstant = constant == nil ? [] : text.strings(also).map { Array($0.utf8) }
    let others = Set(spellings.values.joined())
    var read: [SchemaFacts.EnumValue] = []
    for value in values {
      let string = text.string(value).map { Array($0.utf8) }
      // Where a document lists other spellings too, those are canonical that have some.
      if let string, others.contains(string), spellings[string] == nil { continue }
      read.append(
        SchemaFacts.EnumValue(
          json: text.json(value), text: string,
          also: (string.flatMap { spellings[$0] } ?? []) + ofConstant))
    }
    let null = SchemaFacts.EnumValue(json: Array("null".utf8), text: nil)
    if isNullable, !read.contains(null) { read.append(null) }
    facts.enumValues =
      facts.enumValues?.filter { old in read.contains { $0.json == old.json } } ?? read
  }

  private mutating func gatherLimits(_ index: Int) {
    func tightest(_ old: Double?, _ new: Double?, _ pick: (Double, Double) -> Double) -> Double? {
      guard let old, let new else { return old ?? new }
      return pick(old, new)
    }
    // In OpenAPI 3.0 a flag makes a bound exclusive.
    let leastIsFlagged = text.version == .v30 && text.bool(index, "exclusiveMinimum") == true
    let mostIsFlagged = text.version == .v30 && text.bool(index, "exclusiveMaximum") == true
    let least = text.double(index, "minimum")
    let most = text.double(index, "maximum")
    facts.minimum = tightest(facts.minimum, leastIsFlagged ? nil : least, max)
    facts.maximum = tightest(facts.maximum, mostIsFlagged ? nil : most, min)
    facts.exclusiveMinimum = tightest(
      facts.exclusiveMinimum, leastIsFlagged ? least : text.double(index, "exclusiveMinimum"), max)
    facts.exclusiveMaximum = tightest(
      facts.exclusiveMaximum, mostIsFlagged ? most : text.double(index, "exclusiveMaximum"), min)
    facts.minLength = text.int(index, "minLength") ?? facts.minLength
    facts.maxLength = text.int(index, "maxLength") ?? facts.maxLength
    facts.minItems = text.int(index, "minItems") ?? facts.minItems
    facts.pattern = text.string(index, "pattern") ?? facts.pattern
    facts.format = text.string(index, "format") ?? facts.format
  }

  private mutating func gatherExamples(_ index: Int) {
    if let value = text.member(index, "default") { facts.defaultValue = text.json(value) }
    let examples = text.elements(text.member(index, "examples"))
    facts.examples += examples.map { text.json($0) }
    if let example = text.member(index, "example") { facts.examples.append(text.json(example)) }
    if text.bool(index, "writeOnly") == true || facts.format == "password" { facts.isSecret = true }
    if text.bool(index, "readOnly") == true { facts.isReadOnly = true }
    if text.bool(index, "x-reference") == true { facts.isReference = true }
    if text.bool(index, "deprecated") == true { facts.isDeprecated = true }
  }

  private mutating func gatherNotes(_ index: Int) {
    facts.provenance = text.ownProvenance(index).or(facts.provenance)
    facts.description = text.string(index, "description") ?? facts.description
  }

  private mutating func gatherMembers(_ index: Int) {
    for (name, _, value) in text.named(text.member(index, "properties")) {
      add(property: name, schemas: [value])
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
  }

  /// What a schema says on its own.
  private func branch(_ schema: Int, _ walk: inout SchemaFactsWalk) -> SchemaFactsDraft {
    if let known = walk.branches[schema] { return known }
    var branch = SchemaFactsDraft(text: text)
    branch.gather(schema, &walk)
    walk.branches[schema] = branch
    return branch
  }

  /// Adds what at least one of the alternatives allows.
  private mutating func gatherAlternatives(_ schemas: [Int], _ walk: inout SchemaFactsWalk) {
    guard !schemas.isEmpty else { return }
    let branches = schemas.map { branch($0, &walk) }
    let types = branches.reduce(into: SchemaTypes()) { $0.formUnion($1.facts.types) }
    facts.types.formIntersection(types)
    let valued = branches.filter { $0.facts.types != .null }
    let enums = valued.compactMap(\.facts.enumValues)
    if enums.count == valued.count, !enums.isEmpty, facts.enumValues == nil {
      facts.enumValues = enums.joined().reduce(into: []) { values, value in
        if !values.contains(where: { $0.json == value.json }) { values.append(value) }
      }
    }
    // With one branch beside null its limits are the value's.
    if valued.count == 1, let only = valued.first {
      takeLimits(of: only.facts)
      required.formUnion(types.contains(.null) ? [] : only.required)
    }
    for branch in branches { takeMembers(of: branch) }
  }

  /// Adds the members of a schema that may apply or not.
  private mutating func takeMembers(of branch: SchemaFactsDraft) {
    for property in branch.properties { add(property: property.name, schemas: property.schemas) }
    items += branch.items.filter { !items.contains($0) }
    additional += branch.additional.filter { !additional.contains($0) }
    if facts.additional == .unsaid, branch.facts.additional == .allowed {
      facts.additional = .allowed
    }
    facts.defaultValue = facts.defaultValue ?? branch.facts.defaultValue
    facts.examples += branch.facts.examples.filter { !facts.examples.contains($0) }
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

  private mutating func add(property name: String, schemas: [Int]) {
    let key = Array(name.utf8)
    if let at = places[key] {
      properties[at].schemas += schemas.filter { !properties[at].schemas.contains($0) }
    } else {
      places[key] = properties.count
      properties.append((name, schemas))
    }
  }
}

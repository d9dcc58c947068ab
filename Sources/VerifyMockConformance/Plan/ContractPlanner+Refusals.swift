import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension ContractPlanner {
  /// How many values of one kind are tried with each operation.
  private var breadth: Int { options.isThorough ? 8 : 3 }

  /// Requests that the contract forbids, each wrong in one place.
  mutating func addRefusals(_ operation: ContractOperation) {
    for parameter in operation.parameters where parameter.isRequired && parameter.location == .query
    {
      add("missing \(operation.id) \(parameter.name)", operation, .missingRequired, .refusal([])) {
        $0.changes = [.without("query/" + parameter.name)]
      }
    }
    for parameter in operation.parameters where parameter.location == .path {
      addIdentifiers(operation, parameter)
    }
    for parameter in operation.parameters where parameter.location == .query {
      let facts = contract.facts(parameter.facts)
      let place = "query/" + parameter.name
      if isNumber(facts) {
        addValue(operation, place, .string("not-a-number"), .wrongType)
      }
      addBadValues(operation, place, facts)
      addOddValues(operation, place, facts)
    }
    addBodies(operation)
  }

  private mutating func addIdentifiers(
    _ operation: ContractOperation, _ parameter: ContractParameter
  ) {
    let facts = contract.facts(parameter.facts)
    let place = "path/" + parameter.name
    if facts.format == "uuid" || isNumber(facts) {
      addValue(operation, place, .string("not-an-id"), .malformedID)
    }
    guard operation.path?.parameterNames.last == parameter.name, facts.enumValues == nil else {
      return
    }
    let unknown: JSONValue =
      isNumber(facts)
      ? .number("2147483646")
      : .string(facts.format == "uuid" ? "00000000-0000-4000-8000-000000000010" : "no-such-id-10")
    add("unknown \(operation.id) \(place)", operation, .unknownID, .unknown) {
      $0.values.removeAll { $0.location == place }
      $0.values.append((place, .literal(unknown)))
    }
  }

  private mutating func addBodies(_ operation: ContractOperation) {
    guard let body = operation.requestBody, let content = body.json else { return }
    // Nothing rests on what the document itself says is known from elsewhere.
    let properties = contract.facts(content.facts).properties.filter { property in
      let facts = contract.facts(property.facts)
      let certainty = contract.provenance(at: facts.pointer).certainty
      return !facts.isReadOnly && certainty ?? .documented == .documented
    }
    for property in properties.filter(\.isRequired).prefix(breadth) {
      add("missing \(operation.id) \(property.name)", operation, .missingRequired, .refusal([])) {
        $0.changes = [.without("body/" + property.name)]
      }
    }
    for property in properties.prefix(breadth) {
      let facts = contract.facts(property.facts)
      let place = "body/" + property.name
      if !facts.types.contains(.object) {
        addValue(operation, place, .object([JSONMember("x", .number("1"))]), .wrongType)
      }
      addBadValues(operation, place, facts)
      addOddValues(operation, place, facts)
    }
    add("malformed JSON \(operation.id)", operation, .malformedJSON, .refusal([])) {
      $0.changes = [.body(Array(#"{"a": 1,"#.utf8))]
    }
    add("media type \(operation.id)", operation, .wrongMediaType, .noServerError) {
      $0.changes = [.mediaType("text/plain")]
    }
    guard body.isRequired else { return }
    add("empty body \(operation.id)", operation, .emptyBody, .refusal([])) {
      $0.changes = [.body([])]
    }
  }

  /// Values out of range, one outside the enum.
  private mutating func addBadValues(
    _ operation: ContractOperation, _ place: String, _ facts: SchemaFacts
  ) {
    if let values = facts.enumValues, values.allSatisfy({ $0.text != nil }) {
      addValue(operation, place, .string("no-such-word"), .badEnumeration)
      return
    }
    if isNumber(facts) {
      for (index, bad) in Planner.outOfRange(facts).enumerated() {
        addValue(operation, place, .number(bad), .outOfRange, number: index)
      }
      return
    }
    guard facts.types.subtracting(.null) == .string else { return }
    if let length = facts.maxLength, (0..<4_096).contains(length) {
      let text = String(repeating: "a", count: length + 1)
      addValue(operation, place, .string(text), .outOfRange)
    }
    if let length = facts.minLength, length > 0, place.hasPrefix("body/") {
      addValue(operation, place, .string(""), .outOfRange, number: 1)
    }
  }

  /// Values that nothing forbids and many forget, which must not end in a server error.
  private mutating func addOddValues(
    _ operation: ContractOperation, _ place: String, _ facts: SchemaFacts
  ) {
    guard options.isThorough, facts.enumValues == nil else { return }
    var values: [(word: String, value: JSONValue)] = []
    if isNumber(facts) {
      values = [("zero", .number("0")), ("negative", .number("-1"))].filter {
        !facts.excludes(Double($0.1 == .number("0") ? 0 : -1))
      }
      if facts.maximum == nil, facts.exclusiveMaximum == nil {
        values.append(("huge", .number("9223372036854775808")))
      }
    } else if facts.types.subtracting(.null) == .string, facts.format == nil, facts.pattern == nil {
      if facts.minLength ?? 0 == 0 { values.append(("empty", .string(""))) }
      values.append(("odd", .string("'\"%00\u{1F600}\\")))
    }
    for (word, value) in values {
      add("odd \(operation.id) \(place) \(word)", operation, .wrongType, .noServerError) {
        $0.values.removeAll { $0.location == place }
        $0.values.append((place, .literal(value)))
      }
    }
  }

  private mutating func addValue(
    _ operation: ContractOperation, _ place: String, _ value: JSONValue, _ check: Check,
    number: Int = 0
  ) {
    let words: [Check: String] = [
      .malformedID: "malformed", .wrongType: "type", .outOfRange: "range", .badEnumeration: "enum",
    ]
    let name =
      "\(words[check] ?? check.rawValue) \(operation.id) \(place)"
      + (number > 0 ? " \(number + 1)" : "")
    add(name, operation, check, .refusal([])) {
      $0.values.removeAll { $0.location == place }
      $0.values.append((place, .literal(value)))
    }
  }

  private func isNumber(_ facts: SchemaFacts) -> Bool {
    facts.types.contains(.integer) && !facts.types.contains(.string)
  }

  /// Requests that a server may accept or refuse, but must not fail at.
  mutating func addHarmless() {
    guard
      let operation = contract.operations.first(where: { $0.path != nil && $0.method == "GET" })
    else { return }
    let rows: [(String, Check, PlanStep.Change)] = [
      ("HEAD", .headAndOptions, .method("HEAD")), ("OPTIONS", .headAndOptions, .method("OPTIONS")),
      ("slash", .trailingSlash, .slash), ("extra", .unknownExtra, .query("x_unknown=1")),
    ]
    for (name, check, change) in rows {
      add("\(name) \(operation.id)", operation, check, .noServerError) { $0.changes = [change] }
    }
  }
}

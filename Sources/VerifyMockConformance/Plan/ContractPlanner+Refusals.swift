import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension ContractPlanner {
  /// How many values of one kind are tried with each operation.
  private static var breadth: Int { 5 }

  /// Requests that the contract forbids, each wrong in one place.
  mutating func addRefusals(_ operation: ContractOperation) {
    for parameter in operation.parameters where parameter.isRequired && parameter.location == .query
    {
      add("missing \(operation.id) \(parameter.name)", operation, .missingRequired, .refusal([])) {
        $0.changes = [.without("query/" + parameter.name)]
      }
    }
    for parameter in operation.parameters where parameter.location == .path {
      let facts = contract.facts(parameter.facts)
      guard facts.format == "uuid" || isNumber(facts) else { continue }
      addValue(operation, "path/" + parameter.name, .string("not-an-id"), .malformedID)
    }
    for parameter in operation.parameters where parameter.location == .query {
      let facts = contract.facts(parameter.facts)
      let place = "query/" + parameter.name
      if isNumber(facts) {
        addValue(operation, place, .string("not-a-number"), .wrongType)
      }
      addBadValues(operation, place, facts)
    }
    addBodies(operation)
  }

  private mutating func addBodies(_ operation: ContractOperation) {
    guard let body = operation.requestBody, let content = body.json else { return }
    let properties = contract.facts(content.facts).properties.filter {
      !contract.facts($0.facts).isReadOnly
    }
    for property in properties.filter(\.isRequired).prefix(Self.breadth) {
      add("missing \(operation.id) \(property.name)", operation, .missingRequired, .refusal([])) {
        $0.changes = [.without("body/" + property.name)]
      }
    }
    for property in properties.prefix(Self.breadth) {
      let facts = contract.facts(property.facts)
      let place = "body/" + property.name
      if !facts.types.contains(.object) {
        addValue(operation, place, .object([JSONMember("x", .number("1"))]), .wrongType)
      }
      addBadValues(operation, place, facts)
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

  /// A value out of range, one outside the enum.
  private mutating func addBadValues(
    _ operation: ContractOperation, _ place: String, _ facts: SchemaFacts
  ) {
    if let values = facts.enumValues, values.allSatisfy({ $0.text != nil }) {
      addValue(operation, place, .string("no-such-word"), .badEnumeration)
    } else if isNumber(facts), let bad = Planner.outOfRange(facts).first {
      addValue(operation, place, .number(bad), .outOfRange)
    } else if facts.types == .string, let length = facts.maxLength, (0..<4_096).contains(length) {
      let text = String(repeating: "a", count: length + 1)
      addValue(operation, place, .string(text), .outOfRange)
    }
  }

  private mutating func addValue(
    _ operation: ContractOperation, _ place: String, _ value: JSONValue, _ check: Check
  ) {
    let words: [Check: String] = [
      .malformedID: "malformed", .wrongType: "type", .outOfRange: "range", .badEnumeration: "enum",
    ]
    let name = "\(words[check] ?? check.rawValue) \(operation.id) \(place)"
    add(name, operation, check, .refusal([])) { $0.values = [(place, .literal(value))] }
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

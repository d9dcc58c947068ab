import VerifyMockJSON
import VerifyMockContract

/// The entries of an `outcomes` object by outcome.
struct OutcomeTable {
  private(set) var entries: [Outcome: JSONElement] = [:]

  init(
    _ entries: [(name: String, key: JSONElement, value: JSONElement)], _ reader: DocumentReader
  ) {
    for (name, key, value) in entries {
      if let outcome = Outcome(name: name) {
        self.entries[outcome] = value
      } else {
        reader.note(key, .unknownName(UnknownName("outcome", name, known: Outcome.names)))
      }
    }
  }

  /// This table with another's entries for outcomes that it does not have.
  func over(_ other: OutcomeTable) -> OutcomeTable {
    var result = self
    result.entries.merge(other.entries) { mine, _ in mine }
    return result
  }

  /// The entry of an outcome, or of the one it is a reason of.
  subscript(outcome: Outcome) -> JSONElement? {
    entries[outcome] ?? entries[outcome.base]
  }
}

/// The answers to outcomes.
extension ProviderLoader {
  /// The answers of an operation; what requests can reach must have one.
  mutating func answers(
    _ name: String, at key: JSONElement, effects: [Effect], table: OutcomeTable,
    contract: ContractOperation
  ) -> [Outcome: Answer] {
    let reachable = effects.reduce(into: Set<Outcome>()) { result, effect in
      result.formUnion(
        effect.reachableOutcomes(in: contract, rules, needsCredentials: !credentials.isEmpty))
    }
    let possible = effects.map { (effect: $0, outcomes: $0.possibleOutcomes) }
    var result: [Outcome: Answer] = [:]
    for outcome in Outcome.allCases {
      guard let effect = possible.first(where: { $0.outcomes.contains(outcome) })?.effect else {
        continue
      }
      result[outcome] = answer(
        to: outcome, in: table,
        subjects: effect.subjects(of: outcome, leavesNumber: rules.leavesNumber),
        contract: contract,
        isReachable: reachable.contains(outcome) || reachable.contains(outcome.base))
    }
    for outcome in Outcome.allCases where reachable.contains(outcome) && table[outcome] == nil {
      reader.note(
        key, "'\(name)' has no answer to '\(outcome.name)'",
        remedy: "add \"\(outcome.name)\": "
          + "{ \"status\": 400, \"text\": \"…\", \"certainty\": \"assumed\" }")
    }
    return result
  }

  /// The answers to requests that fit no operation.
  mutating func requestAnswers(_ common: OutcomeTable) -> [Outcome: Answer] {
    let outcomes: [Outcome] = [
      .notFoundRoute, .methodNotAllowed, .unauthorized, .serverError, .invalidRequestUnreadable,
      .invalidRequest,
    ]
    var result: [Outcome: Answer] = [:]
    for outcome in outcomes {
      result[outcome] = answer(to: outcome, in: common, subjects: outcome.subjects, contract: nil)
    }
    return result
  }

  /// The answer to an outcome; nil when the table has none or something was noted.
  ///
  /// - Parameter isReachable: whether requests can reach it without a scenario. A common answer that
  ///   an operation can't reach, and whose status its contract lacks, is not one of the operation's.
  private mutating func answer(
    to outcome: Outcome, in table: OutcomeTable, subjects: Set<Term.Subject>,
    contract: ContractOperation?, isReachable: Bool = true
  ) -> Answer? {
    guard let (fields, certainty) = entry(of: outcome, in: table),
      let statusElement = fields.required("status"),
      let status = reader.value(statusElement, "'status'", .integer(200...599))
    else { return nil }
    if let contract, certainty == nil, contract.response(status: status) == nil {
      guard isReachable else { return nil }
      reader.note(
        statusElement, "the contract of '\(contract.id)' has no status \(status)",
        remedy: "add how certain it is, as 'certainty'")
    }
    templates.giveValues(fields.entries("values").map { ($0.name, $0.value) })
    defer { templates.giveValues([]) }
    var text: Template?
    if let element = fields["text"] {
      guard let made = templates.text(element, naming: subjects) else { return nil }
      text = made
    }
    var body: Template?
    if let element = fields["body"] ?? (text == nil ? nil : templates.shapes["error"]) {
      guard let made = templates.body(element, naming: subjects) else { return nil }
      body = made
    } else if text != nil {
      reader.note(
        fields.element, "an outcome with only a text needs a shape named 'error'",
        remedy: "for example \"shapes\": { \"error\": { \"message\": \"{{outcome.text}}\" } }")
      return nil
    }
    let headers = fields.entries("headers").compactMap { name, _, value in
      templates.text(value, naming: subjects).map { (name: name, value: $0) }
    }
    let hasType = headers.contains { $0.name.lowercased() == "content-type" }
    return Answer(
      status: status, fields: headers, body: body, text: text,
      mediaType: hasType ? nil : contract?.jsonMediaType(status: status) ?? "application/json",
      certainty: certainty ?? .assumed, offset: fields.element.offset)
  }

  /// The entry of an outcome after every `as`, and the first certainty on the way.
  private mutating func entry(
    of outcome: Outcome, in table: OutcomeTable
  ) -> (fields: DocumentObject, certainty: Certainty?)? {
    let keys = ["status", "text", "body", "values", "headers", "certainty", "as"]
    var certainty: Certainty?
    var seen: Set<Outcome> = [outcome]
    var element = table[outcome]
    while let entry = element {
      let known = outcomeEntries[entry.index] ?? reader.object(entry, "an outcome", keys: keys)
      guard let fields = known else { return nil }
      outcomeEntries[entry.index] = fields
      certainty = certainty ?? fields.value("certainty", .word)
      guard let alias = fields["as"] else { return (fields, certainty) }
      guard let name = fields.value("as", .string) else { return nil }
      guard let other = Outcome(name: name), table[other] != nil else {
        let known = table.entries.keys.map(\.name).sorted()
        reader.note(alias, .unknownName(UnknownName("answer to", name, known: known)))
        return nil
      }
      guard seen.insert(other).inserted else {
        reader.note(alias, .circle("as"))
        return nil
      }
      element = table[other]
    }
    return nil
  }
}

import VerifyMockJSON
import VerifyMockContract

/// The entries of an `outcomes` object by outcome.
struct OutcomeTable {
  var entries: [Outcome: JSONElement] = [:]

  /// This table's entries over another's.
  func over(_ other: OutcomeTable) -> OutcomeTable {
    OutcomeTable(entries: other.entries.merging(entries) { _, mine in mine })
  }

  /// The entry of an outcome, or of the one it is a reason of.
  subscript(outcome: Outcome) -> JSONElement? {
    entries[outcome] ?? entries[outcome.base]
  }
}

extension ProviderLoader {
  mutating func outcomes(_ element: JSONElement) -> OutcomeTable {
    var table = OutcomeTable()
    for (name, key, value) in reader.entries(of: element, "the outcomes") {
      guard let outcome = Outcome(name: name) else {
        reader.note(
          key, "there is no outcome '\(name)'",
          hint: NearestName.of(name, in: Outcome.names).map { "did you mean '\($0)'?" }
            ?? "it is one of: " + Outcome.names.joined(separator: ", "))
        continue
      }
      table.entries[outcome] = value
    }
    return table
  }

  /// The answers to requests that fit no operation.
  mutating func requestAnswers(_ common: OutcomeTable) -> [Answer?] {
    let own: Set<Outcome> = [
      .notFoundRoute, .methodNotAllowed, .unauthorized, .serverError, .invalidRequestUnreadable,
      .invalidRequest,
    ]
    return Outcome.allCases.map { outcome in
      guard own.contains(outcome) else { return nil }
      return answer(to: outcome, in: common, effect: nil, contract: nil)
    }
  }

  /// The answer to an outcome; nil when the table has none or something was noted.
  ///
  /// - Parameter isReachable: whether it can come without a scenario's doing. A common answer that
  ///   an operation can't reach, and whose status its contract lacks, is not one of the operation's.
  mutating func answer(
    to outcome: Outcome, in table: OutcomeTable, effect: Effect?, contract: ContractOperation?,
    isReachable: Bool = true
  ) -> Answer? {
    guard var element = table[outcome] else { return nil }
    var certainty: Certainty?
    var seen: Set<Outcome> = [outcome]
    let keys = ["status", "text", "body", "headers", "certainty", "as"]
    var fields: DocumentReader.Fields
    while true {
      guard let next = reader.fields(of: element, "an outcome", keys: keys) else { return nil }
      fields = next
      if certainty == nil { certainty = fields["certainty"].flatMap { self.certainty($0) } }
      guard let alias = fields["as"] else { break }
      guard let name = reader.string(alias, "'as'") else { return nil }
      guard let other = Outcome(name: name), let target = table[other] else {
        reader.note(
          alias, "there is no answer to '\(name)' to give instead",
          hint: NearestName.of(name, in: table.entries.keys.map(\.name)).map {
            "did you mean '\($0)'?"
          })
        return nil
      }
      guard seen.insert(other).inserted else {
        reader.note(alias, "'as' goes round in a circle")
        return nil
      }
      element = target
    }
    guard let statusElement = reader.required("status", of: fields),
      let status = reader.integer(statusElement, "a status", in: 200...599)
    else { return nil }
    if let contract, certainty == nil, contract.response(status: status) == nil {
      guard isReachable else { return nil }
      reader.note(
        statusElement, "the contract of '\(contract.id)' has no status \(status)",
        hint: "say how sure it is with 'certainty'")
    }
    let subjects = Self.subjects(of: effect, outcome: outcome, leavesNumber: rules.leavesNumber)
    var text: Template?
    if let element = fields["text"] {
      guard let made = template(element, isText: true, subjects) else { return nil }
      text = made
    }
    var body: Template?
    if let element = fields["body"] {
      guard let made = template(element, isText: false, subjects) else { return nil }
      body = made
    } else if text != nil {
      guard let shape = compiler.shapes["error"] else {
        reader.note(
          fields.element, "an outcome with only a text needs a shape named 'error'",
          hint: "for example \"shapes\": { \"error\": { \"message\": \"{{outcome.text}}\" } }")
        return nil
      }
      guard let made = template(shape, isText: false, subjects) else { return nil }
      body = made
    }
    var headers: [(String, Template)] = []
    if let element = fields["headers"] {
      for (name, _, value) in reader.entries(of: element, "the headers") {
        if let segments = compiler.text(value, subjects: subjects, reader: &reader) {
          headers.append((name, Template(text: segments)))
        }
      }
    }
    let hasType = headers.contains { $0.0.lowercased() == "content-type" }
    return Answer(
      status: status, fields: headers, body: body, text: text,
      mediaType: hasType ? nil : contract?.jsonMediaType(status: status) ?? "application/json",
      certainty: certainty ?? .assumed, offset: fields.element.offset)
  }

  /// A template of the document; what several operations answer alike is compiled once.
  private mutating func template(
    _ element: JSONElement, isText: Bool, _ subjects: Set<Term.Subject>
  ) -> Template? {
    var key = UInt64(element.index) << 16
    for subject in subjects { key |= 1 << UInt64(subject.bit) }
    if let known = templates[key] { return known }
    let made: Template?
    if isText {
      made = compiler.text(element, subjects: subjects, reader: &reader).map { Template(text: $0) }
    } else {
      made = compiler.body(element, subjects: subjects, reader: &reader).map { Template($0) }
    }
    if let made { templates[key] = made }
    return made
  }

  /// What exists when an outcome is told.
  static func subjects(
    of effect: Effect?, outcome: Outcome, leavesNumber: Bool
  ) -> Set<Term.Subject> {
    var subjects: Set<Term.Subject> = [.request, .account, .outcome]
    switch outcome.base {
    case .invalidRequest: subjects.insert(.violation)
    case .rateLimited, .sendsExhausted, .checksExhausted: subjects.insert(.limit)
    default: break
    }
    guard let effect else { return subjects }
    let isEarly: Bool
    switch outcome.base {
    case .unauthorized, .invalidRequest, .methodNotAllowed, .notFound, .forbidden, .noCredit,
      .undeliverable, .serverError:
      isEarly = true
    default: isEarly = false
    }
    switch effect {
    case .send:
      // A refusal of a send may stand before the first verification.
      if outcome == .sent || outcome == .alreadyPending || outcome == .sendsExhausted {
        subjects.formUnion([.verification, .attempt])
      }
    case .resend:
      if !isEarly { subjects.formUnion([.verification, .attempt]) }
    case .check, .approve:
      if !isEarly {
        subjects.formUnion([.verification, .attempt, .check])
        if outcome == .approved, leavesNumber { subjects.insert(.number) }
      }
    case .get, .cancel:
      if !isEarly { subjects.formUnion([.verification, .attempt]) }
    case .list, .numberList:
      if outcome == .listed { subjects.insert(.page) }
    case .numberGet, .numberUpdate, .numberDelete:
      if !isEarly { subjects.insert(.number) }
    }
    return subjects
  }
}

import VerifyMockJSON
import VerifyMockContract

extension ProviderLoader {
  private static let operationKeys = [
    "effect", "cases", "bind", "find", "where", "order", "paging", "oldest", "recent", "rate",
    "outcomes", "like",
  ]

  mutating func operations(
    _ element: JSONElement, common: OutcomeTable
  ) -> [ProviderOperation] {
    var result: [ProviderOperation] = []
    for (name, key, value) in reader.entries(of: element, "'operations'") {
      guard let operation = contract.operation(name) else {
        let known = contract.operations.map(\.id)
        reader.note(
          key, "the contract has no operation '\(name)'", remedy: NearestName.remedy(name, known))
        continue
      }
      guard let entry = entry(value, named: name, others: element) else { continue }
      let scope = Scope(
        operation: name, inputs: RequestReader(operation: operation, contract: contract),
        own: entry.chain.count > 1 ? value : nil)
      let made = self.operation(
        entry, at: key, scope, contract: operation, index: result.count, common: common)
      if let made { result.append(made) }
    }
    return result
  }

  /// An operation's entry and those that it is like, nearest first.
  private struct Entry {
    var chain: [DocumentObject]

    /// A key of the first entry that has it.
    subscript(key: String) -> JSONElement? { owner(of: key)?[key] }

    func value<Value>(_ key: String, _ form: ValueForm<Value>) -> Value? {
      owner(of: key)?.value(key, form)
    }

    private func owner(of key: String) -> DocumentObject? {
      chain.first { $0[key] != nil }
    }
  }

  private func entry(
    _ element: JSONElement, named name: String, others: JSONElement
  ) -> Entry? {
    var entry = Entry(chain: [])
    var seen: Set<String> = [name]
    var element = element
    while true {
      guard
        let fields = reader.object(
          element, "the operation '\(name)'", keys: Self.operationKeys)
      else { return nil }
      entry.chain.append(fields)
      guard let like = fields["like"] else { return entry }
      guard let other = fields.value("like", .string) else { return nil }
      guard let next = others[other] else {
        let known = others.members.compactMap { $0.key.string }
        reader.note(like, .unknownName(UnknownName("operation", other, known: known)))
        return nil
      }
      guard seen.insert(other).inserted else {
        reader.note(like, .circle("like"))
        return nil
      }
      element = next
    }
  }

  private mutating func operation(
    _ entry: Entry, at key: JSONElement, _ scope: Scope, contract: ContractOperation, index: Int,
    common: OutcomeTable
  ) -> ProviderOperation? {
    guard let cases = cases(entry, at: key, in: scope) else { return nil }
    let effects = cases.map(\.effect)
    let table = entry.chain.reversed().reduce(common) { table, fields in
      OutcomeTable(fields.entries("outcomes"), reader).over(table)
    }
    let credentials = credentials.map { rule in
      var places: (account: [String], secret: [String]) = ([], [])
      if case .arguments(let account, let secret) = rule.form { places = (account, secret) }
      return ProviderOperation.BoundCredential(
        rule: rule, account: place(places.account, at: key, in: scope),
        secret: place(places.secret, at: key, in: scope),
        equals: place(rule.equals, at: key, in: scope))
    }
    let keeps = keptValues(effects, in: scope)
    let bind = entry["bind"].map { bindings($0, in: scope) } ?? Bindings()
    let find = entry["find"].map { finders($0, in: scope) } ?? []
    if find.isEmpty, effects.contains(where: { $0.needsVerification || $0.needsNumber }) {
      reader.note(
        key, "'\(scope.operation)' needs 'find' to look up what it is about",
        remedy: "for example \"find\": [ { \"id\": \"path/id\" } ]")
    }
    if effects.contains(.send), bind.recipient == nil {
      reader.note(
        key, "'\(scope.operation)' sends, so 'bind' must name the place of the 'recipient'")
    }
    let order = ValueForm.word(among: [("newest-first", true), ("oldest-first", false)])
    let paging = ValueForm.word(among: [("items", false), ("pages", true)])
    return ProviderOperation(
      id: scope.operation, index: index, contract: contract, reader: scope.inputs, cases: cases,
      bind: bind, find: find, filters: entry["where"].map { filters($0, in: scope) } ?? [],
      isNewestFirst: entry.value("order", order) ?? true,
      countsPages: entry.value("paging", paging) ?? false,
      oldest: entry.value("oldest", .duration), recent: entry.value("recent", .duration),
      rate: entry.value("rate", .rate), keeps: keeps,
      scope: find.isEmpty ? [] : scopeLocations(in: scope), credentials: credentials,
      answers: answers(scope.operation, at: key, effects: effects, table: table, contract: contract)
    )
  }

  /// The place of a credential's part; nil for an operation without one.
  private mutating func place(
    _ texts: [String], at key: JSONElement, in scope: Scope
  ) -> Location? {
    let known = texts.filter { text in
      scope.inputs.slot(text) != nil || text.hasPrefix("argument/") || text.hasPrefix("header/")
    }
    return known.isEmpty ? nil : location(known.map { ($0, key) }, in: scope)
  }

  /// The places of kept values that an operation's requests have. What the account gives is kept by
  /// every send, what a request gives also by a resend and by an update of a number.
  private mutating func keptValues(
    _ effects: [Effect], in scope: Scope
  ) -> [(kept: Int, location: Location)] {
    let sends = effects.contains(.send)
    guard sends || effects.contains(.resend) || effects.contains(.numberUpdate) else { return [] }
    var result: [(Int, Location)] = []
    for (kept, texts) in keepLocations.enumerated() {
      let known = texts.filter { text, _ in
        text.hasPrefix("account/") || scope.inputs.slot(text) != nil
      }
      guard sends || known.contains(where: { !$0.value.hasPrefix("account/") }),
        let location = location(known, in: scope)
      else { continue }
      result.append((kept, location))
    }
    return result
  }

  /// Where an operation's requests name the scope of the verification that they look up.
  private mutating func scopeLocations(in scope: Scope) -> [(kept: Int, location: Location)] {
    var result: [(Int, Location)] = []
    for case .kept(let kept) in rules.scope where keepLocations.indices.contains(kept) {
      let known = keepLocations[kept].filter { scope.inputs.slot($0.value) != nil }
      if !known.isEmpty, let location = location(known, in: scope) {
        result.append((kept, location))
      }
    }
    return result
  }

  private mutating func cases(
    _ entry: Entry, at key: JSONElement, in scope: Scope
  ) -> [ProviderOperation.EffectCase]? {
    switch (entry["effect"], entry["cases"]) {
    case (_?, nil):
      return entry.value("effect", .word).map { [.init(when: [], effect: $0)] }
    case (nil, let cases?):
      var result: [ProviderOperation.EffectCase] = []
      for element in reader.list(cases, "'cases'", atLeast: 1) {
        guard let fields = reader.object(element, "a case", keys: ["when", "effect"]),
          let effect = fields.required("effect", ValueForm<Effect>.word)
        else { continue }
        result.append(.init(when: conditions(fields.entries("when"), in: scope), effect: effect))
      }
      return result.isEmpty ? nil : result
    default:
      reader.note(key, "'\(scope.operation)' needs an 'effect' or 'cases'")
      return nil
    }
  }

  private mutating func conditions(
    _ entries: [(name: String, key: JSONElement, value: JSONElement)], in scope: Scope
  ) -> [ProviderOperation.Condition] {
    var result: [ProviderOperation.Condition] = []
    for (name, key, value) in entries {
      let subject =
        ProviderOperation.Condition.Subject(named: name)
        ?? location([(name, key)], in: scope).map { .location($0) }
      if let subject { result.append(ProviderOperation.Condition(subject, value)) }
    }
    return result
  }

  private mutating func bindings(_ element: JSONElement, in scope: Scope) -> Bindings {
    var result = Bindings()
    for (name, key, value) in reader.entries(of: element, "'bind'") {
      guard let target = Bindings.targets.first(where: { $0.name == name }) else {
        reader.note(key, .unknownKey(name, of: "'bind'", known: Bindings.targets.map(\.name)))
        continue
      }
      result[keyPath: target.path] = location(value, in: scope)
    }
    return result
  }

  private mutating func finders(
    _ element: JSONElement, in scope: Scope
  ) -> [ProviderOperation.Finder] {
    typealias Kind = ProviderOperation.Finder.Kind
    var result: [ProviderOperation.Finder] = []
    for element in reader.list(element, "'find'") {
      for (name, key, value) in reader.entries(of: element, "a look-up") {
        guard let kind = Kind(rawValue: name) else {
          reader.note(
            key, .unknownKey(name, of: "a look-up", known: Kind.allCases.map(\.rawValue)))
          continue
        }
        if let location = location(value, in: scope) {
          result.append(.init(kind: kind, location: location))
        }
      }
    }
    return result
  }

  private mutating func filters(
    _ element: JSONElement, in scope: Scope
  ) -> [ProviderOperation.Filter] {
    typealias Filter = ProviderOperation.Filter
    let plain: [(String, Filter.Subject)] = [
      ("status", .status), ("channel", .channel), ("recipient", .recipient),
      ("recipient.country", .country), ("phone", .recipient), ("phone.country", .country),
      ("account", .account),
    ]
    let times: [(String, Filter.Subject)] = [
      ("created", .created), ("updated", .updated), ("modified", .updated),
    ]
    var known: [(name: String, subject: Filter.Subject, relation: Filter.Relation)] =
      plain.map { ($0, $1, .equal) }
    for (name, subject) in times {
      known.append((name, subject, .equal))
      for relation in Filter.Relation.allCases where relation != .equal {
        known.append((name + "." + relation.rawValue, subject, relation))
      }
    }
    known += rules.keptNames.enumerated().map { ("kept." + $1, .kept($0), .equal) }
    known += rules.keptNames.enumerated().map { ("attempts.kept." + $1, .attemptKept($0), .equal) }
    var result: [Filter] = []
    for (name, key, value) in reader.entries(of: element, "'where'") {
      guard let filter = known.first(where: { $0.name == name }) else {
        reader.note(key, .unknownKey(name, of: "'where'", known: known.map(\.name)))
        continue
      }
      if let location = location(value, in: scope) {
        result.append(
          Filter(subject: filter.subject, relation: filter.relation, location: location))
      }
    }
    return result
  }
}

extension ProviderOperation.Condition {
  /// A value is what the request must have, a list its choices, `true` or `false` whether there must
  /// be any.
  init(_ subject: Subject, _ value: JSONElement) {
    self.init(
      subject: subject,
      values: (value.kind == .array ? value.elements : [value]).map { $0.string ?? $0.rawText },
      isGiven: value.bool)
  }
}

extension ProviderOperation.Condition.Subject {
  /// What has its own word; other names are places in the request.
  init?(named name: String) {
    switch name {
    case "recipient": self = .recipient
    case "channel": self = .channel
    case "code": self = .code
    default: return nil
    }
  }
}

import VerifyMockJSON
import VerifyMockContract

extension ProviderLoader {
  static let operationKeys = [
    "effect", "cases", "bind", "find", "where", "order", "oldest", "recent", "rate", "outcomes",
    "like",
  ]

  mutating func operations(
    _ element: JSONElement, common: OutcomeTable
  ) -> [ProviderOperation] {
    let entries = reader.entries(of: element, "the operations")
    for (name, key, _) in entries {
      guard let operation = contract.operation(name) else {
        reader.note(
          key, "the contract has no operation '\(name)'",
          hint: NearestName.of(name, in: contract.operations.map(\.id)).map {
            "did you mean '\($0)'?"
          })
        continue
      }
      readers[name] = RequestReader(operation: operation, contract: contract)
    }
    var result: [ProviderOperation] = []
    for (name, key, value) in entries {
      guard let operation = contract.operation(name), let inputs = readers[name] else { continue }
      if let made = self.operation(
        name, at: key, value, contract: operation, inputs: inputs, index: result.count,
        others: element, common: common)
      {
        result.append(made)
      }
    }
    return result
  }

  /// The keys of an operation; those it does not name come from the one it is `like`.
  private mutating func fields(
    of element: JSONElement, named name: String, others: JSONElement
  ) -> [DocumentReader.Fields]? {
    var chain: [DocumentReader.Fields] = []
    var seen: Set<String> = [name]
    var element = element
    while true {
      guard
        let fields = reader.fields(
          of: element, "the operation '\(name)'", keys: Self.operationKeys)
      else { return nil }
      chain.append(fields)
      guard let like = fields["like"] else { return chain }
      guard let other = reader.string(like, "'like'"), let next = others[other] else {
        reader.note(
          like, "there is no operation '\(like.string ?? "")' to be like",
          hint: NearestName.of(
            like.string ?? "", in: others.members.compactMap { $0.key.string }
          ).map { "did you mean '\($0)'?" })
        return nil
      }
      guard seen.insert(other).inserted else {
        reader.note(like, "'like' goes round in a circle")
        return nil
      }
      element = next
    }
  }

  private mutating func operation(
    _ name: String, at key: JSONElement, _ element: JSONElement, contract: ContractOperation,
    inputs: RequestReader, index: Int, others: JSONElement, common: OutcomeTable
  ) -> ProviderOperation? {
    guard let chain = fields(of: element, named: name, others: others) else { return nil }
    func first(_ key: String) -> JSONElement? { chain.lazy.compactMap { $0[key] }.first }
    // What an operation takes over from the one it is like may not all exist in its contract.
    inheritedFrom = chain.count > 1 ? chain[0].element : nil
    defer { inheritedFrom = nil }
    guard let cases = cases(first("effect"), first("cases"), at: key, in: name) else { return nil }
    var table = common
    for fields in chain.reversed() {
      if let own = fields["outcomes"] { table = outcomes(own).over(table) }
    }
    var credentials: [ProviderOperation.BoundCredential] = []
    for rule in self.credentials {
      func place(_ texts: [String]) -> Location? {
        let known = texts.filter { text in
          inputs.slot(text) != nil || text.hasPrefix("argument/")
            || text.hasPrefix("header/")
        }
        return known.isEmpty ? nil : location(known.map { ($0, key) }, in: name)
      }
      credentials.append(
        .init(
          scheme: rule.scheme, account: place(rule.account), secret: place(rule.secret),
          equals: place(rule.equals)))
    }
    var keeps: [(kept: Int, location: Location)] = []
    for (kept, texts) in keepLocations.enumerated() {
      let known = texts.filter { text, _ in
        text.hasPrefix("account/") || inputs.slot(text) != nil
      }
      let hasInput = known.contains { !$0.text.hasPrefix("account/") }
      let creates = cases.contains { $0.effect == .send }
      let updates = cases.contains { $0.effect == .numberUpdate }
      if hasInput, creates || updates || cases.contains(where: { $0.effect == .resend }),
        let location = location(known, in: name)
      {
        keeps.append((kept, location))
      } else if creates, !known.isEmpty, let location = location(known, in: name) {
        keeps.append((kept, location))
      }
    }
    let bind = first("bind").map { bindings($0, in: name) } ?? Bindings()
    let find = first("find").map { finders($0, in: name, cases: cases) } ?? []
    if find.isEmpty, cases.contains(where: { $0.effect.needsVerification || $0.effect.needsNumber })
    {
      reader.note(
        key, "'\(name)' needs 'find' to look up what it is about",
        hint: "for example \"find\": [ { \"id\": \"path/id\" } ]")
    }
    if cases.contains(where: { $0.effect == .send }), bind.recipient == nil {
      reader.note(key, "'\(name)' sends, so 'bind' must say where the 'recipient' is")
    }
    let filters = first("where").map { self.filters($0, in: name) } ?? []
    return ProviderOperation(
      id: name, index: index, contract: contract, reader: inputs, cases: cases, bind: bind,
      find: find, filters: filters,
      isNewestFirst: first("order").flatMap {
        reader.word($0, "'order'", among: [("newest-first", true), ("oldest-first", false)])
      } ?? true,
      oldest: first("oldest").flatMap { reader.interval($0, "'oldest'") },
      recent: first("recent").flatMap { reader.interval($0, "'recent'") },
      rate: first("rate").flatMap { rate($0) }, keeps: keeps, credentials: credentials,
      answers: answers(name, at: key, cases: cases, table: table, contract: contract))
  }

  private mutating func cases(
    _ effect: JSONElement?, _ cases: JSONElement?, at key: JSONElement, in name: String
  ) -> [ProviderOperation.EffectCase]? {
    let effects = Effect.allCases.map { ($0.rawValue, $0) }
    switch (effect, cases) {
    case (let effect?, nil):
      return reader.word(effect, "the effect", among: effects).map { [.init(when: [], effect: $0)] }
    case (nil, let cases?):
      guard cases.kind == .array, !cases.elements.isEmpty else {
        reader.note(cases, "'cases' must be a list of conditions and effects")
        return nil
      }
      var result: [ProviderOperation.EffectCase] = []
      for element in cases.elements {
        guard let fields = reader.fields(of: element, "a case", keys: ["when", "effect"]),
          let effectElement = reader.required("effect", of: fields),
          let effect = reader.word(effectElement, "the effect", among: effects)
        else { continue }
        result.append(
          .init(when: fields["when"].map { conditions($0, in: name) } ?? [], effect: effect))
      }
      return result.isEmpty ? nil : result
    default:
      reader.note(key, "'\(name)' needs an 'effect' or 'cases'")
      return nil
    }
  }
}

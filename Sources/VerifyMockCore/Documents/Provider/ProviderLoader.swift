import VerifyMockJSON
package import VerifyMockContract

/// Turns a provider's document into a ``Provider``.
///
/// The parts are read in the order in which they need each other: prices, rules of verifications,
/// shapes, channels, credentials, outcomes, operations.
package struct ProviderLoader {
  let reader: DocumentReader
  let contract: Contract
  var prices = Prices()
  var rules = VerificationRules()
  /// The places of each kept value, in the order of their names.
  var keepLocations: [[(value: String, element: JSONElement)]] = []
  var templates: TemplateReader
  var channels: [Channel] = []
  var credentials: [CredentialRule] = []
  /// The inputs of the contract that something uses, by operation.
  var usedInputs: [String: Set<String>] = [:]
  /// The entries of outcomes that were read, by their index: operations share most of them.
  var outcomeEntries: [Int: DocumentObject] = [:]

  package static let keys = [
    "$schema", "provider", "title", "contract", "credentials", "mediaTypes", "ignored",
    "verification", "prices", "channels", "operations", "shapes", "outcomes", "callbacks", "quirks",
    "magic",
    "environment", "hosts", "given",
  ]

  /// Reads the document against its contract.
  ///
  /// - Throws: everything that is wrong with it, with places.
  package static func load(
    _ source: SourceText, contract: Contract
  ) throws(DocumentErrors) -> Provider {
    var loader = ProviderLoader(source, contract: contract)
    let provider = loader.provider()
    guard loader.reader.errors.isEmpty, let provider else {
      throw DocumentErrors(loader.reader.errors)
    }
    return provider
  }

  private init(_ source: SourceText, contract: Contract) {
    reader = DocumentReader(source)
    self.contract = contract
    templates = TemplateReader(reader, shapes: [:], rules: rules)
  }

  private mutating func provider() -> Provider? {
    guard let fields = reader.object(reader.source.root, "a provider", keys: Self.keys),
      let id = fields.required("provider", .string)
    else { return nil }
    _ = fields.required("contract")
    readPrices(fields.entries("prices"))
    if let element = fields["verification"] { readVerification(element) }
    let shapes = fields.entries("shapes").map { ($0.name, $0.value) }
    templates = TemplateReader(
      reader, shapes: Dictionary(shapes) { first, _ in first }, rules: rules,
      outcomeValues: Self.outcomeValues(fields))
    if let element = fields.required("channels") { readChannels(element) }
    if let element = fields.required("credentials") { readCredentials(element) }
    let common = OutcomeTable(fields.entries("outcomes"), reader)
    let operations = fields.required("operations").map { self.operations($0, common: common) } ?? []
    checkKeeps(operations)
    checkInputs(operations, ignored: fields["ignored"])
    return Provider(
      id: id, title: fields.value("title", .string) ?? id, source: reader.source,
      contract: contract, credentials: credentials,
      requiresMediaType: fields.value(
        "mediaTypes", .word(among: [("documented", true), ("readable", false)])) ?? false,
      verification: rules, prices: prices,
      channels: channels, operations: operations, answers: requestAnswers(common),
      callbacks: fields["callbacks"].flatMap { callbacks($0) },
      quirks: fields.entries("quirks").map { quirk($0.name, $0.value) },
      environment: fields.entries("environment").compactMap { name, _, value in
        reader.value(value, "the variable '\(name)'", .string).map { (name, $0) }
      },
      hosts: fields.texts("hosts"), magic: magic(fields),
      given: GivenReader(keptNames: rules.keptNames, channels: channels.map(\.name)).read(fields))
  }

  private func magic(_ fields: DocumentObject) -> [Int: String] {
    guard fields["magic"] != nil else { return Provider.magic }
    var result: [Int: String] = [:]
    for (name, key, value) in fields.entries("magic") {
      guard let digit = Int(name), (1...9).contains(digit) else {
        reader.note(key, "a magic recipient has a digit from 1 to 9, not '\(name)'")
        continue
      }
      result[digit] = reader.value(value, "a scenario's name", .string)
    }
    return result
  }

  /// The operation whose locations are being read.
  struct Scope {
    let operation: String
    let inputs: RequestReader
    /// The operation's own entry when it is like another: places that the other one names need not
    /// all exist in this contract.
    let own: JSONElement?

    func owns(_ element: JSONElement) -> Bool {
      guard let own else { return true }
      return element.index >= own.index && element.index < Int(own.node.next)
    }
  }

  /// The values of a request that one or several texts name; nil when the contract has none of them.
  mutating func location(_ element: JSONElement, in scope: Scope) -> Location? {
    location(reader.values(element, "a location", .string), in: scope)
  }

  mutating func location(
    _ texts: [(value: String, element: JSONElement)], in scope: Scope
  ) -> Location? {
    var sources: [Location.Source] = []
    for (text, element) in texts {
      switch text {
      case "account/id": sources.append(.accountID)
      case "account/uuid": sources.append(.accountUUID)
      default:
        if let slot = scope.inputs.slot(text) {
          sources.append(.input(slot))
          noteUse(of: text, in: scope.operation)
        } else if scope.owns(element) {
          let remedy = scope.inputs.suggestion(for: text).map { "did you mean '\($0)'?" }
          reader.note(
            element, "the contract of '\(scope.operation)' has no '\(text)'",
            remedy: remedy
              ?? "it has: " + scope.inputs.inputs.map(\.location).joined(separator: ", "))
        }
      }
    }
    return sources.isEmpty ? nil : Location(sources: sources, spellings: texts.map(\.value))
  }

  /// The names of all values that outcomes give to templates.
  private static func outcomeValues(_ provider: DocumentObject) -> Set<String> {
    let operations = provider["operations"]?.members.map(\.value) ?? []
    let tables = [provider["outcomes"]] + operations.map { $0["outcomes"] }
    let answers = tables.compactMap(\.self).flatMap(\.members).map(\.value)
    return Set(answers.flatMap { $0["values"]?.members ?? [] }.compactMap(\.key.string))
  }

  /// `argument/x` uses the body's and the query's; a place inside an input uses the input.
  private mutating func noteUse(of text: String, in operation: String) {
    let parts = text.split(separator: "/")
    guard parts.count >= 2 else { return }
    for section in parts[0] == "argument" ? ["body", "query"] : [String(parts[0])] {
      usedInputs[operation, default: []].insert("\(section)/\(parts[1])")
    }
  }

  private func checkKeeps(_ operations: [ProviderOperation]) {
    for (kept, texts) in keepLocations.enumerated() {
      let isBound = operations.contains { $0.keeps.contains { $0.kept == kept } }
      if !isBound, let element = texts.first?.element {
        let names = texts.map(\.value).joined(separator: "', '")
        reader.note(element, "no operation's contract has '\(names)'")
      }
    }
  }

  /// An input of the contract that nothing uses is a mistake: a list would ignore such a filter.
  private func checkInputs(_ operations: [ProviderOperation], ignored: JSONElement?) {
    let ignored = ignored.map { reader.values($0, "an ignored input", .string) } ?? []
    let ignoredNames = Set(ignored.map(\.value))
    var met: Set<String> = []
    for operation in operations {
      for name in operation.reader.inputs.map(\.location) {
        if ignoredNames.contains(name) {
          met.insert(name)
          if name.hasPrefix("query/"),
            let element = ignored.first(where: { $0.value == name })?.element,
            operation.cases.contains(where: { [.list, .numberList].contains($0.effect) })
          {
            reader.note(
              element,
              "the list '\(operation.id)' can't ignore '\(name)': it would return everything",
              remedy: "filter by it; a value that nothing has finds nothing")
          }
        } else if usedInputs[operation.id]?.contains(name) != true {
          reader.note(
            reader.source.root["operations"]?[operation.id] ?? reader.source.root,
            "'\(operation.id)' does nothing with '\(name)' of its contract",
            remedy: "bind it, filter by it, keep it, or name it in 'ignored'")
        }
      }
    }
    for (name, element) in ignored where !met.contains(name) {
      reader.note(element, "no operation's contract has '\(name)'", remedy: "remove it")
    }
  }
}

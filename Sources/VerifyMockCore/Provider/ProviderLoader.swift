import VerifyMockJSON
package import VerifyMockContract

/// Turns a provider's document into a ``Provider``.
package struct ProviderLoader {
  var reader: DocumentReader
  let contract: Contract
  /// Compiled templates by their place and what exists for them.
  var templates: [UInt64: Template] = [:]
  var compiler = TemplateCompiler(shapes: [:], keptNames: [])
  var rules = VerificationRules()
  var prices = Prices()
  var channels: [Channel] = []
  var credentials: [CredentialRule] = []
  /// The readers of the operations that the document names.
  var readers: [String: RequestReader] = [:]
  var keepLocations: [[(text: String, element: JSONElement)]] = []
  /// The entry of the operation being read when it takes over another one's.
  var inheritedFrom: JSONElement?
  /// Inputs of the contract that something uses, as `operation body/x`.
  var usedInputs: Set<String> = []

  package static let keys = [
    "$schema", "provider", "title", "contract", "credentials", "ignored", "verification",
    "prices", "channels", "operations", "shapes", "outcomes", "callbacks", "quirks", "magic",
    "environment", "hosts", "given",
  ]

  /// Reads the document against its contract.
  ///
  /// - Throws: everything that was found wrong, with places.
  package static func load(
    _ source: SourceText, contract: Contract
  ) throws(DocumentErrors) -> Provider {
    var loader = ProviderLoader(reader: DocumentReader(source), contract: contract)
    let provider = loader.provider()
    guard loader.reader.errors.isEmpty, let provider else {
      throw DocumentErrors(loader.reader.errors)
    }
    return provider
  }

  private init(reader: DocumentReader, contract: Contract) {
    self.reader = reader
    self.contract = contract
  }

  private mutating func provider() -> Provider? {
    let root = reader.source.root
    guard let fields = reader.fields(of: root, "a provider", keys: Self.keys),
      let idElement = reader.required("provider", of: fields),
      let id = reader.string(idElement, "the provider's id")
    else { return nil }
    let title = fields["title"].flatMap { reader.string($0, "the title") } ?? id
    _ = reader.required("contract", of: fields)
    if let element = fields["prices"] { readPrices(element) }
    if let element = fields["verification"] { readVerification(element) }
    compiler = TemplateCompiler(shapes: shapes(fields["shapes"]), keptNames: rules.keptNames)
    if let element = reader.required("channels", of: fields) { readChannels(element) }
    if let element = reader.required("credentials", of: fields) { readCredentials(element) }
    let common = fields["outcomes"].map { outcomes($0) } ?? OutcomeTable()
    var operations: [ProviderOperation] = []
    if let element = reader.required("operations", of: fields) {
      operations = self.operations(element, common: common)
    }
    checkKeeps(operations)
    checkInputs(operations, ignored: fields["ignored"])
    let answers = requestAnswers(common)
    let callbacks = fields["callbacks"].flatMap { self.callbacks($0) }
    var quirks: [(String, JSONElement)] = []
    if let element = fields["quirks"] {
      for (name, _, value) in reader.entries(of: element, "the quirks") {
        _ = reader.entries(of: value, "the quirk '\(name)'")
        quirks.append((name, value))
      }
    }
    return Provider(
      id: id, title: title, source: reader.source, contract: contract,
      basePath: Array((contract.servers.first?.basePath ?? "").utf8),
      credentials: credentials, verification: rules, prices: prices, channels: channels,
      operations: operations, answers: answers, callbacks: callbacks, quirks: quirks,
      environment: environment(fields["environment"]), hosts: hosts(fields["hosts"]),
      magic: magic(fields["magic"]), given: fields["given"].map { given($0) } ?? Given())
  }

  private mutating func shapes(_ element: JSONElement?) -> [String: JSONElement] {
    guard let element else { return [:] }
    var result: [String: JSONElement] = [:]
    for (name, _, value) in reader.entries(of: element, "the shapes") { result[name] = value }
    return result
  }

  private mutating func environment(_ element: JSONElement?) -> [(String, String)] {
    guard let element else { return [] }
    return reader.entries(of: element, "the environment").compactMap { name, _, value in
      reader.string(value, "the variable \(name)").map { (name, $0) }
    }
  }

  private mutating func hosts(_ element: JSONElement?) -> [String] {
    element.map { reader.strings($0, "a host").map(\.text) } ?? []
  }

  private mutating func magic(_ element: JSONElement?) -> [Int: String] {
    guard let element else { return Provider.magic }
    var result: [Int: String] = [:]
    for (name, key, value) in reader.entries(of: element, "the magic recipients") {
      guard let digit = Int(name), (1...9).contains(digit) else {
        reader.note(key, "a magic recipient has a digit from 1 to 9, not '\(name)'")
        continue
      }
      result[digit] = reader.string(value, "a scenario's name")
    }
    return result
  }

  /// A value of a request that exists in an operation's contract.
  mutating func location(
    _ element: JSONElement, in operation: String, _ what: String
  ) -> Location? {
    location(reader.strings(element, what), in: operation)
  }

  mutating func location(
    _ texts: [(text: String, element: JSONElement)], in operation: String
  ) -> Location? {
    guard let inputs = readers[operation] else { return nil }
    var sources: [Location.Source] = []
    for (text, element) in texts {
      switch text {
      case "account/id": sources.append(.accountID)
      case "account/uuid": sources.append(.accountUUID)
      default:
        let slot = inputs.slot(text)
        if let slot {
          sources.append(.input(slot))
          noteUse(of: text, in: operation)
        }
        let isInherited = inheritedFrom.map { entry in
          element.index < entry.index || element.index >= Int(entry.node.next)
        }
        if slot == nil, isInherited != true {
          reader.note(
            element, "the contract of '\(operation)' has no '\(text)'",
            hint: inputs.suggestion(for: text).map { "did you mean '\($0)'?" }
              ?? "it has: " + inputs.inputs.map(\.location).joined(separator: ", "))
        }
      }
    }
    return sources.isEmpty ? nil : Location(sources: sources, spellings: texts.map(\.text))
  }

  /// `argument/x` uses the body's and the query's; a place inside an input uses the input.
  private mutating func noteUse(of text: String, in operation: String) {
    let parts = text.split(separator: "/")
    guard parts.count >= 2 else { return }
    for section in parts[0] == "argument" ? ["body", "query"] : [String(parts[0])] {
      usedInputs.insert("\(operation) \(section)/\(parts[1])")
    }
  }

  private mutating func checkKeeps(_ operations: [ProviderOperation]) {
    for (kept, texts) in keepLocations.enumerated() {
      let isBound = operations.contains { $0.keeps.contains { $0.kept == kept } }
      if !isBound, let element = texts.first?.element {
        reader.note(
          element, "no operation's contract has '\(texts.map(\.text).joined(separator: "', '"))'")
      }
    }
  }

  /// A contract input that nothing uses is a mistake: a filter nobody wired returns everything.
  private mutating func checkInputs(_ operations: [ProviderOperation], ignored: JSONElement?) {
    let listed = ignored.map { reader.strings($0, "an ignored input") } ?? []
    var met: Set<String> = []
    for operation in operations {
      for name in operation.reader.inputs.map(\.location) {
        if listed.contains(where: { $0.text == name }) {
          met.insert(name)
        } else if !usedInputs.contains(operation.id + " " + name) {
          reader.note(
            reader.source.root["operations"]?[operation.id] ?? reader.source.root,
            "'\(operation.id)' does nothing with '\(name)' of its contract",
            hint: "bind it, filter by it, keep it, or name it in 'ignored'")
        }
      }
    }
    for (text, element) in listed where !met.contains(text) {
      reader.note(element, "no operation's contract has '\(text)'", hint: "take it away")
    }
  }
}

import VerifyMockCore
import VerifyMockJSON

extension ControlAPI {
  func scenario(_ scope: Scope, _ engine: Engine) -> Answer {
    .json(Self.scenarioBytes(scope, engine))
  }

  static func scenarioBytes(_ scope: Scope, _ engine: Engine) -> [UInt8] {
    listBytes(engine.catalogue.providers.indices) { writer, index in
      let setting =
        scope.account.flatMap { engine.setting(index, account: $0) }
        ?? engine.settings[index]
      writer.beginObject()
      writer.key("provider")
      writer.string(engine.catalogue.providers[index].id)
      writer.key("scenario")
      if let scenario = setting.behaviour.scenario {
        writer.string(scenario.name)
      } else {
        writer.null()
      }
      writer.key("quirks")
      writer.beginArray()
      for quirk in setting.quirks { writer.string(quirk) }
      writer.endArray()
      writer.key("by")
      writer.string(setting.behaviour.origin.rawValue)
      writer.endObject()
    }
  }

  /// Activates a scenario of the catalogue, or one that the body holds whole.
  func useScenario(
    _ request: ControlRequest, _ scope: Scope, _ engine: inout Engine, _ server: Instant
  ) throws(ControlError) -> Answer {
    let account = scope.account
    if let whole = try wholeScenario(request, engine) {
      engine.use(whole.scenario, provider: whole.provider, account: account, server: server)
      return .json(Self.scenarioBytes(scope, engine))
    }
    let root = try request.object(keys: ["scenario", "provider", "code", "quirks", "magic"])
    var name: String?
    if let element = root["scenario"], element.kind != .null {
      guard let text = element.string else {
        throw ControlError(
          400, "'scenario' must be a name", at: "body \(element.position)",
          hint: "for example \"\(Self.exampleScenario(engine))\"")
      }
      name = text
    }
    var quirks: [String] = []
    if let element = root["quirks"] {
      guard element.kind == .array, element.elements.allSatisfy({ $0.string != nil }) else {
        throw ControlError(400, "'quirks' must be a list of names", at: "body \(element.position)")
      }
      quirks = element.elements.compactMap(\.string)
    }
    let providers = try chosenProviders(name, root["provider"]?.string, quirks, engine)
    // Everything is read before anything changes.
    let code = root["code"]
    if let code, account == nil {
      throw ControlError(
        400, "'code' is pinned for an account", at: "body \(code.position)",
        hint: "add ?account=NAME, or start with --code")
    }
    var isMagic: Bool?
    if let element = root["magic"] {
      guard account != nil else {
        throw ControlError(
          400, "'magic' is set for an account", at: "body \(element.position)",
          hint: "add ?account=NAME")
      }
      guard let value = element.bool else {
        throw ControlError(400, "'magic' must be true or false", at: "body \(element.position)")
      }
      isMagic = value
    }
    do throws(DocumentErrors) {
      for provider in providers {
        try engine.use(
          scenario: name, quirks: quirks, provider: provider, account: account, server: server)
      }
    } catch {
      throw ControlError(
        422, error.errors.first?.what ?? "the scenario can't be used",
        at: error.errors.first?.place.description, hint: error.errors.first?.hint)
    }
    if let account {
      if let code { engine.pinCode(code.kind == .null ? nil : code.stringBytes, account: account) }
      if let isMagic { engine.setMagic(isMagic, account: account) }
    }
    return .json(Self.scenarioBytes(scope, engine))
  }

  private static func exampleScenario(_ engine: Engine) -> String {
    guard let provider = engine.catalogue.providers.first,
      let name = engine.catalogue.scenarioNames(of: 0).first
    else { return "provider/scenario" }
    return provider.id + "/" + name
  }

  /// The providers that a name and quirks are about.
  private func chosenProviders(
    _ name: String?, _ id: String?, _ quirks: [String], _ engine: Engine
  ) throws(ControlError) -> [Int] {
    let ids = engine.catalogue.providers.map(\.id)
    if let wanted = id ?? name.flatMap({ $0.contains("/") ? String($0.prefix { $0 != "/" }) : nil })
    {
      if let index = ids.firstIndex(of: wanted) { return [index] }
      throw ControlError(422, engine.catalogue.unknownProvider(wanted), at: "body")
    }
    if let name {
      let playing = ids.indices.filter {
        engine.catalogue.source(ofScenario: name, provider: $0) != nil
      }
      if playing.isEmpty {
        let names = Set(ids.indices.flatMap { engine.catalogue.scenarioNames(of: $0) }).sorted()
        throw ControlError(422, UnknownName("scenario", name, known: names), at: "body")
      }
      // A shared scenario is activated for every provider that can play it.
      let usable = playing.filter {
        (try? engine.catalogue.scenario(named: name, provider: $0, quirks: [])) != nil
      }
      return usable.isEmpty ? playing : usable
    }
    guard !quirks.isEmpty else { return Array(ids.indices) }
    let owners = ids.indices.filter { index in
      quirks.contains { quirk in
        engine.catalogue.providers[index].quirks.contains { $0.name == quirk }
      }
    }
    if owners.isEmpty {
      let names = engine.catalogue.providers.flatMap { $0.quirks.map(\.name) }
      throw ControlError(422, UnknownName("quirk", quirks[0], known: names), at: "body")
    }
    return owners
  }

  /// A whole scenario in the body, with its own steps.
  private func wholeScenario(
    _ request: ControlRequest, _ engine: Engine
  ) throws(ControlError) -> (scenario: Scenario, provider: Int)? {
    guard let document = try? JSONDocument(request.body),
      document.root["steps"] != nil || document.root["set"] != nil
        || document.root["given"] != nil
    else { return nil }
    let file = SourceFile(name: "body", bytes: request.body)
    do throws(DocumentErrors) {
      let (scenario, provider) = try engine.catalogue.scenario(inBody: file)
      return (scenario, provider)
    } catch {
      throw ControlError(
        422, error.errors.map(\.description).joined(separator: "; "),
        at: error.errors.first?.place.description, hint: error.errors.first?.hint)
    }
  }
}

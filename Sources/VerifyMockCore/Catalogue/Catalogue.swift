import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// The documents of all providers and scenarios, read and compiled: immutable and shared.
package final class Catalogue: Sendable {
  package let providers: [Provider]
  package let router: Router
  /// Scenario files that hold for any provider, by name.
  private let shared: [String: SourceText]
  /// Scenario files of one provider, by `provider/name`.
  private let own: [String: SourceText]
  /// Scenario names in the order of the files.
  package let sharedNames: [String]
  package let ownNames: [String]

  /// Reads a set of files named as under `Scenarios/`: `NAME.json` for every provider,
  /// `PROVIDER/provider.json`, its contracts and `PROVIDER/NAME.json`. A later file replaces an
  /// earlier one of the same name.
  ///
  /// - Throws: all that is wrong with them, with places.
  package init(_ files: [SourceFile]) throws(DocumentErrors) {
    var errors: [DocumentError] = []
    var byPath: [String: SourceFile] = [:]
    var order: [String] = []
    for file in files {
      let path = Self.path(of: file.name)
      if byPath[path] == nil { order.append(path) }
      byPath[path] = file
    }
    var providers: [Provider] = []
    var contracts: Set<String> = []
    var idsByFolder: [String: String] = [:]
    for path in order.filter({ $0.hasSuffix("/provider.json") }) {
      guard let file = byPath[path] else { continue }
      let folder = String(path.dropLast("/provider.json".count))
      do throws(DocumentErrors) {
        let (provider, used) = try Self.provider(file, in: folder, files: byPath)
        contracts.formUnion(used)
        if let other = providers.first(where: { $0.id == provider.id }) {
          errors.append(
            DocumentError(
              Place(file: file.name),
              "the provider '\(provider.id)' is in "
                + "\(other.source.fileName) already"))
        }
        providers.append(provider)
        idsByFolder[folder] = provider.id
      } catch {
        errors += error.errors
        // Its other files can't be told apart: the provider's errors come first.
        order.removeAll { $0.hasPrefix(folder + "/") && $0 != path }
      }
    }
    var router = Router()
    for (index, provider) in providers.enumerated() {
      for route in router.add(provider, at: index) {
        errors.append(
          DocumentError(
            Place(file: provider.source.fileName),
            "'\(provider.id)' has the route \(route), which another provider has already",
            hint: "give one of them another base path in 'servers' of its contract"))
      }
    }
    var shared: [String: SourceText] = [:]
    var own: [String: SourceText] = [:]
    var sharedNames: [String] = []
    var ownNames: [String] = []
    for path in order {
      guard let file = byPath[path], Self.isScenario(path, contracts: contracts) else { continue }
      do throws(DocumentError) {
        let text = try SourceText(file)
        let heading = try Self.heading(of: text)
        let name = heading.name
        let folder = path.contains("/") ? String(path.prefix { $0 != "/" }) : nil
        // A folder of any other name, such as the one given to --scenarios, is nobody's.
        if let id = heading.provider ?? folder.flatMap({ idsByFolder[$0] }) {
          guard
            errors.contains(where: { $0.place.file.hasSuffix("provider.json") })
              || providers.contains(where: { $0.id == id })
          else {
            let ids = providers.map(\.id)
            throw DocumentError(
              text.place(of: text.root["provider"] ?? text.root),
              "there is no provider '\(id)'",
              hint: NearestName.of(id, in: ids).map { "did you mean '\($0)'?" }
                ?? "there are: " + ids.joined(separator: ", "))
          }
          if own["\(id)/\(name)"] == nil { ownNames.append("\(id)/\(name)") }
          own["\(id)/\(name)"] = text
        } else {
          if shared[name] == nil { sharedNames.append(name) }
          shared[name] = text
        }
      } catch {
        errors.append(error)
      }
    }
    guard errors.isEmpty else { throw DocumentErrors(errors) }
    self.providers = providers
    self.router = router
    self.shared = shared
    self.own = own
    self.sharedNames = sharedNames
    self.ownNames = ownNames
  }

  /// The last two names of a path at most: `PROVIDER/FILE` or `FILE`.
  private static func path(of name: String) -> String {
    let parts = name.split(separator: "/")
    return parts.suffix(2).joined(separator: "/")
  }

  private static func isScenario(_ path: String, contracts: Set<String>) -> Bool {
    path.hasSuffix(".json") && !path.hasSuffix("provider.json") && !path.hasSuffix(".schema.json")
      && !contracts.contains(path)
  }

  private static func heading(
    of text: SourceText
  ) throws(DocumentError) -> ScenarioLoader.Heading {
    do throws(DocumentErrors) {
      return try ScenarioLoader.heading(of: text)
    } catch {
      throw error.errors.first ?? DocumentError(Place(file: text.fileName), "not a scenario")
    }
  }

  private static func provider(
    _ file: SourceFile, in folder: String, files: [String: SourceFile]
  ) throws(DocumentErrors) -> (Provider, Set<String>) {
    let text: SourceText
    do throws(DocumentError) {
      text = try SourceText(file)
    } catch {
      throw DocumentErrors([error])
    }
    guard let element = text.root["contract"] else {
      throw DocumentErrors([
        DocumentError(
          text.place(of: text.root), "a provider needs 'contract'",
          hint: "the name of an OpenAPI document beside this file")
      ])
    }
    var sources: [ContractSource] = []
    var used: Set<String> = []
    for element in element.kind == .array ? element.elements : [element] {
      let path = folder + "/" + (element.string ?? "")
      guard let contract = files[path] else {
        throw DocumentErrors([
          DocumentError(
            text.place(of: element), "there is no file '\(element.string ?? element.rawText)'",
            hint: "contracts stand beside provider.json")
        ])
      }
      used.insert(path)
      do throws(DocumentError) {
        sources.append(
          ContractSource(name: contract.name, document: try SourceText(contract).document))
      } catch {
        throw DocumentErrors([error])
      }
    }
    let contract: Contract
    do throws(ContractError) {
      contract = try Contract.load(sources)
    } catch {
      throw DocumentErrors(
        error.problems.map {
          DocumentError(
            Place(file: $0.place.file, position: $0.place.position), $0.what, hint: $0.hint)
        })
    }
    return (try ProviderLoader.load(text, contract: contract), used)
  }

  /// The position of a provider.
  package func index(of id: String) -> Int? {
    providers.firstIndex { $0.id == id }
  }

  /// The names a provider's scenarios may be called by, its own first.
  package func scenarioNames(of provider: Int) -> [String] {
    let id = providers[provider].id
    let mine = ownNames.filter { $0.hasPrefix(id + "/") }.map { String($0.dropFirst(id.count + 1)) }
    return mine + sharedNames.filter { !mine.contains($0) }
  }

  /// The file of a scenario, as `provider` sees it: its own of that name before the shared one.
  package func source(ofScenario name: String, provider: Int) -> SourceText? {
    own["\(providers[provider].id)/\(name)"] ?? shared[name]
  }

  /// A provider with some of its quirks.
  package func provider(
    _ index: Int, quirks: [String]
  ) throws(DocumentErrors) -> Provider {
    let provider = providers[index]
    guard !quirks.isEmpty else { return provider }
    var text = provider.source
    for name in quirks {
      guard let quirk = provider.quirks.first(where: { $0.name == name }) else {
        throw DocumentErrors([
          DocumentError(
            Place(file: provider.source.fileName), "'\(provider.id)' has no quirk '\(name)'",
            hint: NearestName.of(name, in: provider.quirks.map(\.name)).map {
              "did you mean '\($0)'?"
            })
        ])
      }
      text = try text.patched(quirk.patches, of: provider.source)
    }
    return try ProviderLoader.load(text, contract: provider.contract)
  }

  /// A scenario by `name` or `provider/name`, read for a provider with some of its quirks.
  package func scenario(
    named name: String, provider index: Int, quirks: [String] = []
  ) throws(DocumentErrors) -> Scenario {
    let provider = try provider(index, quirks: quirks)
    var plain = name
    if name.hasPrefix(provider.id + "/") { plain = String(name.dropFirst(provider.id.count + 1)) }
    guard let source = source(ofScenario: plain, provider: index) else {
      let names = scenarioNames(of: index)
      let hint =
        NearestName.of(plain, in: names).map { "did you mean '\(provider.id)/\($0)'?" }
        ?? "there are: " + names.joined(separator: ", ")
      throw DocumentErrors([
        DocumentError(
          Place(file: provider.id), "there is no scenario '\(plain)'", hint: hint)
      ])
    }
    return try ScenarioLoader.load(source, for: provider)
  }

  /// The providers that a scenario's name is about: the one that `provider/name` names, or every
  /// one that can play `name`.
  package func providers(playing name: String) throws(DocumentErrors) -> [Int] {
    let ids = providers.map(\.id)
    if let slash = name.firstIndex(of: "/") {
      let id = String(name[..<slash])
      if let index = ids.firstIndex(of: id) { return [index] }
      throw DocumentErrors([
        DocumentError(
          Place(file: name), "there is no provider '\(id)'",
          hint: NearestName.of(id, in: ids).map { "did you mean '\($0)'?" }
            ?? "there are: " + ids.joined(separator: ", "))
      ])
    }
    let known = ids.indices.filter { source(ofScenario: name, provider: $0) != nil }
    let playing = known.filter { (try? scenario(named: name, provider: $0)) != nil }
    if !playing.isEmpty { return playing }
    // Its faults tell more than that nobody plays it.
    if let first = known.first { _ = try scenario(named: name, provider: first) }
    let names = Set(ids.indices.flatMap { scenarioNames(of: $0) }).sorted()
    throw DocumentErrors([
      DocumentError(
        Place(file: name), "there is no scenario '\(name)'",
        hint: NearestName.of(name, in: names).map { "did you mean '\($0)'?" }
          ?? "there are: " + names.joined(separator: ", "))
    ])
  }

  /// A scenario that stands in no file of the catalogue; its `provider` says whose it is, or it is
  /// the first provider that can play it.
  package func scenario(
    inBody file: SourceFile
  ) throws(DocumentErrors) -> (scenario: Scenario, provider: Int) {
    let source: SourceText
    do throws(DocumentError) {
      source = try SourceText(file)
    } catch {
      throw DocumentErrors([error])
    }
    let heading = try ScenarioLoader.heading(of: source)
    if let id = heading.provider {
      guard let provider = index(of: id) else {
        throw DocumentErrors([
          DocumentError(
            source.place(of: source.root["provider"] ?? source.root),
            "there is no provider '\(id)'",
            hint: "there are: " + providers.map(\.id).joined(separator: ", "))
        ])
      }
      return (try ScenarioLoader.load(source, for: providers[provider]), provider)
    }
    var last = DocumentErrors([])
    for (provider, one) in providers.enumerated() {
      do throws(DocumentErrors) {
        return (try ScenarioLoader.load(source, for: one), provider)
      } catch {
        last = error
      }
    }
    throw last
  }
}

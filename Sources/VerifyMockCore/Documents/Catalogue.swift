import VerifyMockContract
import VerifyMockHTTP
package import VerifyMockJSON

/// The documents of all providers and scenarios, read and compiled: immutable and shared.
package final class Catalogue: Sendable {
  package let providers: [Provider]

  /// The header fields in which the providers take credentials, in lower case.
  package var credentialFields: Set<String> {
    Set(providers.flatMap(\.credentials).compactMap(\.headerName))
  }
  package let router: Router
  /// Scenario files for any provider, by name.
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
  /// - Throws: everything that is wrong with them, with places.
  package init(_ files: [SourceFile]) throws(DocumentErrors) {
    var reading = CatalogueReading(files)
    reading.readProviders()
    reading.readScenarios()
    guard reading.errors.isEmpty else { throw DocumentErrors(reading.errors) }
    providers = reading.providers
    router = reading.router
    shared = reading.shared
    own = reading.own
    sharedNames = reading.sharedNames
    ownNames = reading.ownNames
  }

  /// The position of a provider.
  package func index(of id: String) -> Int? {
    providers.firstIndex { $0.id == id }
  }

  /// The position of a provider that must exist.
  private func index(of id: String, at place: Place) throws(DocumentErrors) -> Int {
    if let index = index(of: id) { return index }
    throw DocumentErrors(DocumentError(place, .unknownName(unknownProvider(id))))
  }

  /// The refusal of a provider that does not exist.
  package func unknownProvider(_ id: String) -> UnknownName {
    UnknownName("provider", id, known: providers.map(\.id))
  }

  /// The names of a provider's scenarios, its own first.
  package func scenarioNames(of provider: Int) -> [String] {
    let prefix = providers[provider].id + "/"
    let mine = ownNames.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    return mine + sharedNames.filter { !mine.contains($0) }
  }

  /// The file of a scenario for a provider: its own of that name before the shared one.
  package func source(ofScenario name: String, provider: Int) -> SourceText? {
    own["\(providers[provider].id)/\(name)"] ?? shared[name]
  }

  /// A provider with some of its quirks.
  package func provider(
    _ index: Int, quirks: [String]
  ) throws(DocumentErrors) -> Provider {
    let provider = providers[index]
    var chosen: [Quirk] = []
    for name in quirks {
      guard let quirk = provider.quirks.first(where: { $0.name == name }) else {
        let place = Place(file: provider.source.fileName)
        throw DocumentErrors(DocumentError(place, .unknownName(provider.unknownQuirk(name))))
      }
      chosen.append(quirk)
    }
    return try provider.applying(chosen)
  }

  /// A scenario by `name` or `provider/name`, read for a provider with some of its quirks.
  package func scenario(
    named name: String, provider index: Int, quirks: [String] = []
  ) throws(DocumentErrors) -> Scenario {
    let provider = try provider(index, quirks: quirks)
    let prefix = provider.id + "/"
    let plain = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    guard let source = source(ofScenario: plain, provider: index) else {
      let unknown = UnknownName(
        "scenario", plain, known: scenarioNames(of: index), prefix: prefix)
      throw DocumentErrors(DocumentError(Place(file: provider.id), .unknownName(unknown)))
    }
    return try ScenarioLoader.load(source, for: provider)
  }

  /// The providers that a scenario's name is for: the one that `provider/name` names, or every one
  /// that can play `name`.
  package func providers(playing name: String) throws(DocumentErrors) -> [Int] {
    if let slash = name.firstIndex(of: "/") {
      return [try index(of: String(name[..<slash]), at: Place(file: name))]
    }
    let known = providers.indices.filter { source(ofScenario: name, provider: $0) != nil }
    let playing = known.filter { (try? scenario(named: name, provider: $0)) != nil }
    if !playing.isEmpty { return playing }
    // Why one can't play it helps more than that none can.
    if let first = known.first { _ = try scenario(named: name, provider: first) }
    let names = Set(providers.indices.flatMap { scenarioNames(of: $0) }).sorted()
    let unknown = UnknownName("scenario", name, known: names)
    throw DocumentErrors(DocumentError(Place(file: name), .unknownName(unknown)))
  }

  /// A scenario that is in no file of the catalogue, for the provider that it names or the first one
  /// that can play it.
  package func scenario(
    inBody file: SourceFile
  ) throws(DocumentErrors) -> (scenario: Scenario, provider: Int) {
    let source = try SourceText(reading: file)
    if let id = try ScenarioLoader.heading(of: source).provider {
      let place = source.place(of: source.root["provider"] ?? source.root)
      let provider = try index(of: id, at: place)
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

  /// The route that a request without an operation comes nearest to, in a sentence.
  func nearMiss(to request: HTTPRequestView) -> String {
    let asked = Engine.text(request.method) + " " + Engine.text(request.path)
    let nearest = router.nearestRoute(to: asked)
    return "nothing is served at \(asked.prefix(200))"
      + (nearest.map { "; nearest is \($0)" } ?? "")
  }
}

/// The state of reading a catalogue: the latest file of each path, and what was found in them.
private struct CatalogueReading {
  /// By the last two names of the path, `FOLDER/FILE` or `FILE`.
  private var files: [String: SourceFile] = [:]
  /// The paths in the order of the files.
  private var paths: [String] = []
  private var contracts: Set<String> = []
  private var idsByFolder: [String: String] = [:]
  private(set) var providers: [Provider] = []
  private(set) var router = Router()
  private(set) var shared: [String: SourceText] = [:]
  private(set) var own: [String: SourceText] = [:]
  private(set) var sharedNames: [String] = []
  private(set) var ownNames: [String] = []
  private(set) var errors: [DocumentError] = []

  init(_ files: [SourceFile]) {
    for file in files {
      let path = file.name.split(separator: "/").suffix(2).joined(separator: "/")
      if self.files[path] == nil { paths.append(path) }
      self.files[path] = file
    }
  }

  mutating func readProviders() {
    for path in paths {
      guard path.hasSuffix("/provider.json"), let file = files[path] else { continue }
      let folder = String(path.dropLast("/provider.json".count))
      do throws(DocumentErrors) {
        let provider = try provider(file, in: folder)
        if let other = providers.first(where: { $0.id == provider.id }) {
          errors.append(
            DocumentError(
              Place(file: file.name),
              "the provider '\(provider.id)' is in \(other.source.fileName) already"))
        }
        addRoutes(of: provider)
        providers.append(provider)
        idsByFolder[folder] = provider.id
      } catch {
        errors += error.errors
        // Which of its other files are scenarios is not known, so they wait.
        paths.removeAll { $0.hasPrefix(folder + "/") }
      }
    }
  }

  private mutating func addRoutes(of provider: Provider) {
    for route in router.add(provider, at: providers.count) {
      errors.append(
        DocumentError(
          Place(file: provider.source.fileName),
          "'\(provider.id)' has the route \(route), which another provider has already",
          remedy: "give one of them another base path in 'servers' of its contract"))
    }
  }

  /// A provider with its contracts, which stand beside it.
  private mutating func provider(
    _ file: SourceFile, in folder: String
  ) throws(DocumentErrors) -> Provider {
    let text = try SourceText(reading: file)
    guard let contracts = text.root["contract"] else {
      throw DocumentErrors(
        DocumentError(
          text.place(of: text.root), "a provider needs 'contract'",
          remedy: "the name of an OpenAPI document beside this file"))
    }
    var sources: [ContractSource] = []
    let files = files
    for element in contracts.kind == .array ? contracts.elements : [contracts] {
      let path = folder + "/" + (element.string ?? "")
      guard let contract = files[path] else {
        throw DocumentErrors(
          DocumentError(
            text.place(of: element), "there is no file '\(element.string ?? element.rawText)'",
            remedy: "contracts stand beside provider.json"))
      }
      self.contracts.insert(path)
      var neighbours: Set<String> = []
      do throws(ContractError) {
        sources.append(
          try ContractSource.reading(name: contract.name, bytes: contract.bytes) { name in
            neighbours.insert(folder + "/" + name)
            return files[folder + "/" + name]?.bytes
          })
      } catch {
        throw Self.errors(of: error)
      }
      self.contracts.formUnion(neighbours)
    }
    let contract: Contract
    do throws(ContractError) {
      contract = try Contract.load(sources)
    } catch {
      throw Self.errors(of: error)
    }
    return try ProviderLoader.load(text, contract: contract)
  }

  private static func errors(of error: ContractError) -> DocumentErrors {
    DocumentErrors(
      error.problems.map {
        DocumentError(
          Place(file: $0.place.file, position: $0.place.position), $0.what, remedy: $0.hint)
      })
  }

  mutating func readScenarios() {
    // Where a provider could not be read, a scenario of it is no second mistake.
    let isComplete = errors.isEmpty
    for path in paths {
      guard let file = files[path], isScenario(path) else { continue }
      do throws(DocumentErrors) {
        let text = try SourceText(reading: file)
        let heading = try ScenarioLoader.heading(of: text)
        let folder = path.contains("/") ? String(path.prefix { $0 != "/" }) : ""
        // A folder without a provider, such as the one given to --scenarios, has shared ones.
        guard let id = heading.provider ?? idsByFolder[folder] else {
          if shared.updateValue(text, forKey: heading.name) == nil {
            sharedNames.append(heading.name)
          }
          continue
        }
        if isComplete, !providers.contains(where: { $0.id == id }) {
          let unknown = UnknownName("provider", id, known: providers.map(\.id))
          let place = text.place(of: text.root["provider"] ?? text.root)
          throw DocumentErrors(DocumentError(place, .unknownName(unknown)))
        }
        let name = "\(id)/\(heading.name)"
        if own.updateValue(text, forKey: name) == nil { ownNames.append(name) }
      } catch {
        errors += error.errors
      }
    }
  }

  private func isScenario(_ path: String) -> Bool {
    path.hasSuffix(".json") && !path.hasSuffix("provider.json") && !path.hasSuffix(".schema.json")
      && !contracts.contains(path)
  }
}

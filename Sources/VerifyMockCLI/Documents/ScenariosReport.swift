import VerifyMock
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// What `verify-mock scenarios` prints.
struct ScenariosReport {
  private let catalogue: Catalogue

  /// Reads the bundled documents and those of some folders.
  ///
  /// - Parameter skipping: is called with a line for each entry that can't be a document.
  init(
    folders: [String], skipping: @escaping (String) -> Void
  ) throws(MockServerError) {
    catalogue = try SharedCatalogue.with(folders: folders, skipping: skipping)
  }

  /// Every scenario that a provider can play, with its summary.
  func list() -> String {
    var lines: [String] = []
    for (index, provider) in catalogue.providers.enumerated() {
      lines.append("\(provider.id)  \(provider.title)")
      let scenarios = catalogue.scenarioNames(of: index).compactMap { name in
        (try? catalogue.scenario(named: name, provider: index)).map { (name, $0) }
      }
      let width = scenarios.map(\.0.count).max() ?? 0
      for (name, scenario) in scenarios {
        let pad = String(repeating: " ", count: width - name.count)
        lines.append("  \(name)\(pad)  \(scenario.summary)")
      }
      lines.append("")
    }
    lines.append(
      "A shared scenario is also called PROVIDER/NAME. To print one: verify-mock scenarios show NAME"
    )
    return lines.joined(separator: "\n")
  }

  /// The scenarios of a name, one for each provider that plays it.
  private func scenarios(
    named name: String
  ) throws(MockServerError) -> [(provider: Int, scenario: Scenario)] {
    do throws(DocumentErrors) {
      var result: [(Int, Scenario)] = []
      for provider in try catalogue.providers(playing: name) {
        result.append((provider, try catalogue.scenario(named: name, provider: provider)))
      }
      return result
    } catch {
      throw MockServerError(
        error.errors.map { $0.what + ($0.hint.map { "; \($0)" } ?? "") }.joined(separator: "\n"))
    }
  }

  /// Summary, steps and walkthrough of a scenario; with `isCurl` the walkthrough as commands.
  func show(_ name: String, isCurl: Bool) throws(MockServerError) -> String {
    try scenarios(named: name).map { provider, scenario in
      isCurl ? curl(scenario) : text(scenario)
    }.joined(separator: "\n\n")
  }

  private func text(_ scenario: Scenario) -> String {
    var lines = [scenario.name, "  " + scenario.summary]
    if scenario.steps.isEmpty {
      lines.append("  steps: none (default behaviour)")
    } else {
      lines.append("  steps:")
      for element in scenario.source.root["steps"]?.elements ?? [] {
        lines.append(
          "    " + element.rawText.split(separator: "\n").map { $0.trimmed }.joined(separator: " "))
      }
    }
    lines.append("  walkthrough:")
    for element in scenario.source.root["walkthrough"]?.elements ?? [] {
      lines.append(
        "    " + element.rawText.split(separator: "\n").map { $0.trimmed }.joined(separator: " "))
    }
    return lines.joined(separator: "\n")
  }

  private func curl(_ scenario: Scenario) -> String {
    let account = RequestBuilder.documentedCredentials(of: scenario.provider)
    var lines = [
      "# \(scenario.name): \(scenario.summary)", "BASE=${VERIFY_MOCK_URL:-http://127.0.0.1:8374}",
      "RECIPIENT=+14155550100",
    ]
    lines.append(
      "curl -sS -X PUT \"$BASE/_mock/scenario\" -d '{\"scenario\":\"\(scenario.name)\"}' >/dev/null"
    )
    let keepsPrevious = scenario.walkthrough.contains { item in
      if case .request(let request) = item { request.code == .previous } else { false }
    }
    for item in scenario.walkthrough {
      switch item {
      case .advance(let interval):
        lines.append(
          "curl -sS \"$BASE/_mock/clock?account=$ACCOUNT\" -d '{\"advance\":\"\(interval.text)\"}'")
      case .callbacks(let wanted, _):
        lines.append("curl -sS \"$BASE/_mock/callbacks?wait=2s\"   # \(wanted.count) callbacks")
      case .request(let request):
        let commands = CurlLine.lines(
          for: request, of: scenario.provider, account: account, keepsPrevious: keepsPrevious)
        for _ in 0..<request.times { lines += commands }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// All scenarios that a provider can play.
  private func all(of index: Int) -> [(provider: Int, scenario: Scenario)] {
    catalogue.scenarioNames(of: index).compactMap { name in
      (try? catalogue.scenario(named: name, provider: index)).map { (index, $0) }
    }
  }

  /// Plays walkthroughs, of a provider all; the last line counts them.
  func test(_ names: [String]) throws(MockServerError) -> (lines: [String], isClean: Bool) {
    var chosen: [(provider: Int, scenario: Scenario)] = []
    if names.isEmpty { for index in catalogue.providers.indices { chosen += all(of: index) } }
    for name in names {
      if let index = catalogue.index(of: name) {
        chosen += all(of: index)
      } else {
        chosen += try scenarios(named: name)
      }
    }
    var lines: [String] = []
    var failed = 0
    var exchanges = 0
    for (provider, scenario) in chosen {
      var player = WalkthroughPlayer(
        scenario: scenario, provider: provider, catalogue: catalogue)
      let result = player.play()
      exchanges += result.exchanges
      if result.failures.isEmpty {
        lines.append("ok      \(scenario.name)")
      } else {
        failed += 1
        lines.append("FAILED  \(scenario.name)")
        for failure in result.failures { lines.append("        \(failure)") }
      }
    }
    let providers = Set(chosen.map(\.provider)).count
    lines.append(
      "\(chosen.count) walkthrough\(chosen.count == 1 ? "" : "s") over "
        + "\(providers) provider\(providers == 1 ? "" : "s"), "
        + "\(exchanges) exchanges, \(failed) failed")
    return (lines, failed == 0 && !chosen.isEmpty)
  }

  /// What is wrong with scenario and provider files; folders hold a provider or several.
  static func validate(_ paths: [String]) throws(MockServerError) -> [String] {
    var problems: [String] = []
    for path in paths {
      do throws(Files.Failure) {
        let files = try Self.files(at: path)
        do throws(DocumentErrors) {
          let catalogue = try Catalogue(EmbeddedFiles.scenarios + files)
          problems += CatalogueLint.problems(
            in: catalogue, files: Set(files.map(\.name)))
        } catch {
          problems += error.errors.map(\.description)
        }
      } catch {
        throw MockServerError(error.description)
      }
    }
    return problems
  }

  /// A file with what stands beside it, or all of a folder.
  private static func files(at path: String) throws(Files.Failure) -> [SourceFile] {
    if try Files.isFolder(path) {
      let names = try Files.names(in: path)
      guard names.contains("provider.json") else { return try Files.documents(in: path) }
      var files: [SourceFile] = []
      for name in names where name.hasSuffix(".json") {
        files.append(SourceFile(name: path + "/" + name, bytes: try Files.read(path + "/" + name)))
      }
      return files
    }
    if path.hasSuffix("/provider.json") || path == "provider.json" {
      return try files(
        at: path == "provider.json" ? "." : String(path.dropLast("/provider.json".count)))
    }
    return [SourceFile(name: path, bytes: try Files.read(path))]
  }
}

extension Substring {
  /// The text without spaces at its ends.
  var trimmed: Substring {
    var rest = self
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last == " " || rest.last == "\t" || rest.last == "\r" { rest.removeLast() }
    return rest
  }
}

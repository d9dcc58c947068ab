import Testing
import VerifyMockCore

@Suite("Walkthroughs")
struct WalkthroughTests {
  @Test("Every scenario goes as its walkthrough says, with each provider that can play it")
  func all() throws {
    let catalogue = try Repository.catalogue.get()
    var played = 0
    for (index, provider) in catalogue.providers.enumerated() {
      for name in catalogue.scenarioNames(of: index) {
        guard let scenario = try? catalogue.scenario(named: name, provider: index) else {
          continue
        }
        var player = WalkthroughPlayer(scenario: scenario, provider: index, catalogue: catalogue)
        let result = player.play()
        for failure in result.failures {
          Issue.record("\(provider.id)/\(name): \(failure)")
        }
        played += 1
      }
    }
    print("walkthroughs played: \(played)")
    #expect(played > 40)
  }

  @Test("Callbacks that differ are reported with the line and column of those that were wanted")
  func callbackPlaces() throws {
    let name = "plivo-verify/status-callbacks.json"
    let files = try Repository.files(in: "Scenarios").map { file in
      guard file.name == name else { return file }
      return SourceFile(
        name: name,
        text: String(decoding: file.bytes, as: UTF8.self)
          .replacing("\"queued\"", with: "\"waiting\""))
    }
    let catalogue = try Catalogue(files)
    let provider = try #require(catalogue.index(of: "plivo-verify"))
    let scenario = try catalogue.scenario(named: "status-callbacks", provider: provider)
    var player = WalkthroughPlayer(scenario: scenario, provider: provider, catalogue: catalogue)
    let failures = player.play().failures.map(\.description)
    #expect(failures.contains { $0.contains("wanted 'waiting'") })
    for failure in failures {
      #expect(failure.firstMatch(of: /status-callbacks\.json:\d+:\d+/) != nil, "\(failure)")
    }
  }
}

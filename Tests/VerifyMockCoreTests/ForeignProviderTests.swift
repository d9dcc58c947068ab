import Testing
import VerifyMockCore

@Suite("A provider that is nasty on purpose")
struct ForeignProviderTests {
  @Test("It runs from its documents alone, beside the others")
  func walkthroughs() throws {
    let files =
      try Repository.files(in: "Scenarios") + Repository.files(in: "Fixtures/providers")
    let catalogue = try Catalogue(files)
    let index = try #require(catalogue.providers.firstIndex { $0.id == "nasty-otp" })
    var played = 0
    for name in catalogue.scenarioNames(of: index) {
      guard let scenario = try? catalogue.scenario(named: name, provider: index) else {
        #expect(!catalogue.ownNames.contains("nasty-otp/\(name)"), "\(name) can't be read")
        continue
      }
      var player = WalkthroughPlayer(scenario: scenario, provider: index, catalogue: catalogue)
      for failure in player.play().failures { Issue.record("\(name): \(failure)") }
      played += 1
    }
    #expect(played >= 5)
  }
}

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
}

/// What decides how a provider behaves towards an account or a verification.
package final class Behaviour: Sendable {
  /// The provider as quirks and the scenario change it.
  package let provider: Provider
  package let scenario: Scenario?
  /// Where the scenario came from, for reasons.
  package let origin: Origin

  package enum Origin: String, Sendable {
    case header = "X-Verify-Mock-Scenario"
    case account
    case server
    case magic = "magic recipient"
    case none
  }

  package init(provider: Provider, scenario: Scenario?, origin: Origin) {
    self.provider = provider
    self.scenario = scenario
    self.origin = origin
  }
}

/// A scenario and quirks that were chosen for a provider.
package struct Setting: Sendable {
  package let behaviour: Behaviour
  package let quirks: [String]
}

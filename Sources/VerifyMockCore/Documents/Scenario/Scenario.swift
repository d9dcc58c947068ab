package import VerifyMockJSON

/// Scripted deviations from the default behaviour, read for one provider.
package final class Scenario: Sendable {
  /// `provider/name`
  package let name: String
  package let summary: String
  /// The provider as the scenario's quirks and settings change it.
  package let provider: Provider
  package let steps: [Step]
  package let walkthrough: [WalkthroughItem]
  package let code: [UInt8]?
  package let lifetime: Interval?
  package let given: Given
  /// Whether its answers break the contract on purpose.
  package let breaksContract: Bool
  /// Whether a tolerance that a request needs counts as a violation.
  package let isStrict: Bool
  package let source: SourceText

  init(
    name: String, summary: String, provider: Provider, steps: [Step],
    walkthrough: [WalkthroughItem], code: [UInt8]?, lifetime: Interval?, given: Given,
    breaksContract: Bool, isStrict: Bool, source: SourceText
  ) {
    self.name = name
    self.summary = summary
    self.provider = provider
    self.steps = steps
    self.walkthrough = walkthrough
    self.code = code
    self.lifetime = lifetime
    self.given = given
    self.breaksContract = breaksContract
    self.isStrict = isStrict
    self.source = source
  }

  /// One deviation: when it applies, how often, and what happens then.
  package struct Step: Sendable {
    package enum Target: Sendable, Equatable {
      case effect(Effect)
      case operation(Int)
    }

    package enum Action: Sendable {
      /// The default behaviour, after the step's delay.
      case nothing
      case outcome(Outcome)
      case delivery(DeliveryCourse, error: [UInt8]?)
      case respond(Response)
      case fault(Fault)
    }

    /// What the uses of a step are counted per, within an account.
    package enum Unit: String, Sendable, CaseIterable { case verification, recipient }

    package struct Response: Sendable {
      package let status: Int
      package let headers: [(name: String, value: String)]
      package let body: Template?
    }

    package let target: Target
    /// By the operation's index: places in a request differ between operations.
    package let when: [Int: [ProviderOperation.Condition]]
    /// Nil for always.
    package let times: Int?
    /// Nil for the recipient of a send, and for the verification of everything else.
    package let per: Unit?
    package let action: Action
    package let delay: ClosedRange<Interval>?
    package let place: Place
  }

  package enum Fault: String, Sendable, CaseIterable {
    case reset, close, stall, truncate, garbage
  }
}

/// One step of a scenario's walkthrough: a request and the expected answer, or what happens between
/// requests.
package enum WalkthroughItem: Sendable {
  case request(Request)
  case advance(Interval)
  /// The callbacks since the last such item, in order; each names some fields.
  case callbacks([[(name: String, value: String)]], Place)

  package struct Request: Sendable {
    package enum Target: Sendable {
      /// The first operation with this effect.
      case effect(Effect)
      /// An operation by its id.
      case operation(String)
    }

    package enum Code: Sendable, Equatable {
      case right
      case wrong
      /// The one that was sent before the last.
      case previous
      case literal(String)
    }

    package let target: Target
    /// Bind targets or locations, and the values to send there.
    package let with: [(name: String, value: JSONElement)]
    package let code: Code?
    /// Nil when any answer, or none, is accepted.
    package let expect: Outcome?
    package let body: JSONElement?
    package let times: Int
    package let place: Place
  }
}

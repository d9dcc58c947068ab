package import VerifyMockContract
package import VerifyMockCore
package import VerifyMockJSON

/// One planned request: how it is built, which answer is expected, which checks use it.
package struct PlanStep: Sendable {
  /// What a request costs at a real provider.
  package enum Cost: String, Sendable, CaseIterable {
    case free
    case paidSMS = "paid SMS"
    case paidCall = "paid call"
  }

  package enum Credentials: Sendable { case right, none, wrongSecret, wrongScheme, otherAccount }

  /// A value of a request, perhaps known only when an earlier step was answered.
  package indirect enum Value: Sendable {
    case literal(JSONValue)
    case recipient(Int)
    /// A number that no network can reach.
    case undialable
    /// The id that a step's answer names.
    case verification(StepRole)
    case rightCode(StepRole)
    case wrongCode(StepRole)
    /// When the verification of a send was created, as a list shows it.
    case created(list: StepRole, send: StepRole)
  }

  /// How a request departs from its documents.
  package enum Change: Sendable {
    case method(String)
    case body([UInt8])
    case mediaType(String)
    case without(String)
    /// Adds a final slash or takes it away.
    case slash
    case query(String)
    /// The target is the link that the answer of a step gives.
    case link(StepRole, Term)
  }

  /// The expected answer.
  package enum Expectation: Sendable {
    case outcome(Outcome)
    /// One of some refusals, or any other documented 4xx.
    case refusal([Outcome])
    /// Anything but a server error.
    case noServerError
    /// 405 with Allow.
    case methodNotAllowed
    /// Any documented status.
    case documented
  }

  package let role: StepRole
  package let operation: ProviderOperation?
  package let contract: ContractOperation
  package var values: [(location: String, value: Value)] = []
  package var credentials = Credentials.right
  package var changes: [Change] = []
  package var expectation = Expectation.documented
  /// The check that is broken when the outcome is another.
  package var outcomeCheck = Check.status
  package var checks: [Check] = []
  package var cost = Cost.free
  /// Steps whose answers are needed; without them this one is skipped.
  package var needs: [StepRole] = []
  /// Let pass before the request.
  package var after: Interval?
  /// Whether that only keeps under a documented rate.
  package var isPacing = false
  /// Sent at the same time as the step before.
  package var isTogether = false
  /// The position among the recipients when this is a send that should succeed.
  package var recipient: Int?
  /// Whether a send is malformed on purpose: a 2xx ends its group.
  package var isMalformedSend = false

  package init(role: StepRole, operation: ProviderOperation?, contract: ContractOperation) {
    self.role = role
    self.operation = operation
    self.contract = contract
  }

  /// What reports call the step.
  package var name: String { role.name }

  /// `POST /path/{name}`
  package var route: String { "\(contract.method) \(contract.path?.template ?? "")" }
}

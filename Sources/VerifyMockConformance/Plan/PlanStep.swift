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

  package enum Credentials: Sendable {
    case right, none, wrongSecret, wrongScheme
    /// The right ones, with another account in the path.
    case otherAccount
    /// Those of another account, complete.
    case other
  }

  /// How a code is changed so that it is wrong in one way.
  package enum Alteration: Sendable, Hashable {
    /// One character is another, counted from zero.
    case character(Int)
    /// The last character is missing.
    case shortened
    /// One more character follows.
    case lengthened
  }

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
    case alteredCode(StepRole, Alteration)
    /// What a list shows that a send's verification or number keeps.
    case kept(Int, list: StepRole, send: StepRole)
    /// The id of a resource in an earlier answer: its `Location`, or a member that fits the name.
    case identifier(StepRole, name: String)
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
    /// Another documented spelling of the path.
    case path(ContractPath)
    /// A member of the body goes by another name.
    case rename(String, to: String)
    /// The body's members as a form.
    case form
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
    /// Anything but a success or a server error.
    case notAccepted
    /// Anything that shows that the path is served.
    case served
    /// What an earlier answer named is there.
    case found
    /// What was deleted is not.
    case gone
    /// Nothing has the id that is asked for.
    case unknown
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
  /// How bad another outcome is at most.
  package var mostSevere = Severity.failure
  /// The statement of the contract that the expectation rests on, where it is not the operation's.
  package var statement: Statement?
  package var checks: [Check] = []
  package var cost = Cost.free
  /// Steps whose answers are needed; without them this one is skipped.
  package var needs: [StepRole] = []
  /// Steps that must not have succeeded: what they found is not this run's.
  package var unless: [StepRole] = []
  /// Let pass before the request.
  package var after: Interval?
  /// The step since which ``after`` counts; nil for the one before.
  package var since: StepRole?
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

  /// Whether a faithful endpoint changes or sends something because of it.
  package var changesState: Bool {
    if case .outcome(let outcome) = expectation, !outcome.isSuccess { return false }
    guard let effect = operation?.cases.first?.effect else { return false }
    switch effect {
    case .send, .resend, .approve, .cancel, .numberUpdate, .numberDelete: return true
    case .check, .get, .list, .numberGet, .numberList: return false
    }
  }

  /// Whether the request means nothing without the id of an earlier answer.
  var needsIdentifier: Bool {
    switch expectation {
    case .gone: true
    // What is only read may be asked for with an invented id.
    case .found: contract.method != "GET"
    default: false
    }
  }

  /// Whether a faithful endpoint carries the request out.
  package var expectsSuccess: Bool {
    switch expectation {
    case .outcome(let outcome): outcome.isSuccess
    case .documented, .found: true
    case .refusal, .gone, .unknown, .noServerError, .notAccepted, .served, .methodNotAllowed: false
    }
  }

  /// Whether it is sent with a method that its path is not documented to have, and that changes
  /// things.
  package var hasUnsafeMethod: Bool {
    changes.contains { change in
      guard case .method(let method) = change else { return false }
      return !["GET", "HEAD", "OPTIONS"].contains(method)
    }
  }

  /// `POST /path/{name}`
  package var route: String { "\(contract.method) \(contract.path?.template ?? "")" }
}

/// A place of the contract that says something, and how sure it is.
package struct Statement: Sendable {
  package let pointer: String
  package let provenance: Provenance
}

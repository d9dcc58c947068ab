import VerifyMockHTTP
import VerifyMockJSON

// A request passes through these stages. Each type has all that is known by then, so that a later
// step can't be taken with something missing:
//
//   IncomingRequest → RoutedRequest → AuthenticatedRequest → ReadRequest → Decision → the answer

/// A request as it came.
///
/// An object, as are the other parts that all stages share: each of them hands it on.
final class IncomingRequest {
  let view: HTTPRequestView
  let fields: RequestFields
  /// Real time.
  let server: Instant
  /// The address of the client.
  let client: [UInt8]

  init(_ view: HTTPRequestView, server: Instant, client: [UInt8]) {
    self.view = view
    fields = RequestFields(view)
    self.server = server
    self.client = client
  }
}

/// A request for which there is an operation.
struct RoutedRequest {
  let incoming: IncomingRequest
  /// The position of the provider in the catalogue.
  let provider: Int
  /// The operation as the documents have it, without quirks and scenarios.
  let operation: ProviderOperation
  let inputs: RequestInputs
}

/// A request whose account is known, and with it what applies.
struct AuthenticatedRequest {
  let routed: RoutedRequest
  let arguments: Arguments
  let owner: Verification.Owner
  /// The account's time.
  let now: Instant
  private(set) var behaviour: Behaviour
  /// The operation as the behaviour has it: it may have other rules and answers.
  private(set) var operation: ProviderOperation

  init(_ routed: RoutedRequest, account: Account, now: Instant, behaviour: Behaviour) {
    self.routed = routed
    arguments = Arguments(inputs: routed.inputs, account: (account.key, account.uuid))
    owner = Verification.Owner(account: account.number, provider: routed.provider)
    self.now = now
    self.behaviour = behaviour
    operation = behaviour.operation(for: routed.operation)
  }

  var provider: Provider { behaviour.provider }
  var rules: VerificationRules { behaviour.provider.verification }

  /// Another behaviour applies from here on.
  mutating func apply(_ other: Behaviour) {
    if behaviour === other { return }
    behaviour = other
    operation = other.operation(for: operation)
  }
}

/// A request whose values are read and keep the contract.
struct ReadRequest {
  var authenticated: AuthenticatedRequest
  let effect: Effect
  let values: RequestValues
  var subject = Subject.none

  /// What the request is about.
  enum Subject {
    case none
    case verification(Verification)
    case number(VerifiedNumber)
  }

  var arguments: Arguments { authenticated.arguments }
  var now: Instant { authenticated.now }
  var owner: Verification.Owner { authenticated.owner }
  var behaviour: Behaviour { authenticated.behaviour }
  var provider: Provider { authenticated.provider }
  var rules: VerificationRules { authenticated.rules }
  var operation: ProviderOperation { authenticated.operation }

  var verification: Verification? {
    if case .verification(let one) = subject { one } else { nil }
  }

  /// The recipient that the request names, or that of the verification it is about.
  var recipient: PhoneNumber? { verification?.recipient ?? values.recipient }
}

/// What a request says, read by the operation's bindings.
final class RequestValues {
  var recipient: PhoneNumber?
  var channel: Int?
  /// What the request calls its channel, where the provider's document has none of that name.
  var unknownChannel: [UInt8]?
  var code: [UInt8]?
  var isCodeNumber = false
  var codeLength: Int?
  var alphabet: CodeAlphabet?
  var lifetime: Interval?
  var message: [UInt8]?
  var callbackURL: String?
  var callbackMethod: String?
  var limits: Verification.OwnLimits?

  /// Whether the code is a verification's own; a code that came as a number has lost its leading
  /// zeros. Letters are compared in any case.
  func hasRightCode(for verification: Verification) -> Bool {
    guard var code else { return false }
    let own = verification.code
    if isCodeNumber, code.count < own.count {
      code = [UInt8](repeating: UInt8(ascii: "0"), count: own.count - code.count) + code
    }
    return code.count == own.count
      && zip(code, own).allSatisfy { ASCII.lowercased($0) == ASCII.lowercased($1) }
  }
}

/// How a request ended, and what its answer can name.
///
/// An object, as it is filled in step by step: the one who decides first makes it.
final class Decision {
  /// How it is answered.
  enum Answer {
    case outcome(Outcome)
    /// A scenario's own response.
    case scripted(Scenario.Step.Response)
    /// The methods that the path has: to OPTIONS.
    case methods
    /// No proper response: a scenario's fault.
    case fault
  }

  /// A limit that refused a request.
  struct Limit {
    var max: Int?
    var gap: Interval?
    var wait: Interval?
  }

  var answer: Answer
  /// Why it was refused, or which step decided.
  var reason: String?
  var verification: Verification?
  var number: VerifiedNumber?
  var page: RenderContext.Page?
  var limit = Limit()
  var violations: [ReadViolation] = []
  /// The methods that the path has.
  var allowed: [String] = []
  var isRefusedOnPurpose = false
  /// The scenario's step that applied, from zero, and what it asks for besides an answer.
  var step: Int?
  var delay: Interval?
  var fault: Scenario.Fault?

  init(_ answer: Answer, reason: String? = nil) {
    self.answer = answer
    self.reason = reason
  }

  convenience init(
    _ outcome: Outcome, reason: String? = nil, verification: Verification? = nil,
    number: VerifiedNumber? = nil
  ) {
    self.init(.outcome(outcome), reason: reason)
    self.verification = verification
    self.number = number
  }

  /// A refusal by a limit.
  convenience init(
    _ outcome: Outcome, limit: Limit, reason: String? = nil, verification: Verification? = nil
  ) {
    self.init(outcome, reason: reason ?? limit.reason(outcome), verification: verification)
    self.limit = limit
  }

  var outcome: Outcome? {
    if case .outcome(let outcome) = answer { outcome } else { nil }
  }
}

extension Decision.Limit {
  fileprivate func reason(_ outcome: Outcome) -> String {
    var parts = ["limit of \(outcome.name)"]
    if let max { parts.append("at most \(max)") }
    if let gap { parts.append("at least \(gap.text) apart") }
    if let wait { parts.append("free again in \(wait.secondsToWait)s") }
    return parts.joined(separator: ", ")
  }
}

/// Who answers, as far as the request came: the provider whose words are used, and what they name.
final class Speaker {
  let provider: Provider
  /// Nil where no operation fits.
  let operation: ProviderOperation?
  let effect: Effect?
  /// Nil where the credentials were not read or were refused.
  let account: (id: [UInt8], uuid: [UInt8])?
  let now: Instant
  let requestID: [UInt8]

  init(
    provider: Provider, operation: ProviderOperation?, effect: Effect?,
    account: (id: [UInt8], uuid: [UInt8])?, now: Instant, requestID: [UInt8]
  ) {
    self.provider = provider
    self.operation = operation
    self.effect = effect
    self.account = account
    self.now = now
    self.requestID = requestID
  }

  var context: RenderContext {
    var context = RenderContext(provider: provider, now: now)
    context.requestID = requestID
    if let account {
      context.accountID = account.id
      context.accountUUID = account.uuid
    }
    return context
  }
}

/// Why a request did not come to its effect.
struct Refusal: Error {
  let outcome: Outcome
  let reason: String
  var violations: [ReadViolation] = []
  var isOnPurpose = false

  init(_ outcome: Outcome, _ reason: String) {
    self.outcome = outcome
    self.reason = reason
  }

  var decision: Decision {
    let decision = Decision(outcome, reason: reason)
    decision.violations = violations
    decision.isRefusedOnPurpose = isOnPurpose
    return decision
  }
}

extension Behaviour {
  /// An operation as this behaviour's provider has it.
  func operation(for other: ProviderOperation) -> ProviderOperation {
    let own = provider.operations
    if own.indices.contains(other.index), own[other.index].id == other.id {
      return own[other.index]
    }
    return provider.operation(other.id) ?? other
  }
}

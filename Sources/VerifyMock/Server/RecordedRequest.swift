import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

/// Which requests of the journal are meant; every part that is nil fits all.
public struct RequestQuery: Sendable {
  /// An operation's id, `provider/operation`, or an effect such as `send` or `check`.
  public var operation: String?
  /// A telephone number; compared by its digits.
  public var recipient: String?
  /// Whether an operation was found for the request.
  public var isMatched: Bool?
  /// Whether request or response broke the contract.
  public var hasViolations: Bool?

  /// Names what is meant.
  public init(
    operation: String? = nil, recipient: String? = nil, isMatched: Bool? = nil,
    hasViolations: Bool? = nil
  ) {
    self.operation = operation
    self.recipient = recipient
    self.isMatched = isMatched
    self.hasViolations = hasViolations
  }
}

/// A request as the journal keeps it, with what came of it.
public struct RecordedRequest: Sendable {
  /// Its number: later requests have higher ones.
  public let sequence: Int
  /// The method as received; empty for a message that was refused before it was known.
  public let method: String
  /// The target as received, credentials hidden; empty where ``method`` is.
  public let target: String
  /// The body as received, credentials hidden.
  public let body: String
  /// The provider whose operation it was; nil when none fits.
  public let provider: String?
  /// The operation; nil when none fits.
  public let operation: String?
  /// What the operation does, such as `send` or `check`; nil when none fits.
  public let effect: String?
  /// How it ended, such as `sent` or `wrong-code`; nil for a fault.
  public let outcome: String?
  /// The recipient in E.164 form.
  public let recipient: String?
  /// The status of the answer.
  public let status: Int
  /// The body of the answer.
  public let responseBody: String
  /// Whether an operation was found for it.
  public let isMatched: Bool
  /// Why it was refused, or what came near.
  public let reason: String?
  /// How request and answer broke the contract.
  public let violations: [String]
  /// What was read although the documents spell it otherwise.
  public let tolerances: [String]
  /// The active scenario, as `provider/scenario`.
  public let scenario: String?
  /// Why the scenario was active, where its recipient brought it: "+1…42 is a magic recipient".
  package let magic: String?

  init(_ exchange: Exchange) {
    let redaction = Redaction(exchange)
    func text(_ bytes: [UInt8]) -> String {
      String(decoding: redaction.cleaned(bytes[...]), as: UTF8.self)
    }
    sequence = exchange.sequence
    method = exchange.request.method
    target = String(
      decoding: redaction.cleaned(target: exchange.request.target[...]), as: UTF8.self)
    body = text(exchange.request.body)
    provider = exchange.provider
    operation = exchange.operation
    effect = exchange.effect?.rawValue
    outcome = exchange.outcome?.name
    recipient = exchange.recipient?.e164
    status = exchange.status
    responseBody = text(exchange.responseBody)
    isMatched = exchange.isMatched
    reason = exchange.reason
    violations = (exchange.requestViolations + exchange.responseViolations).map(\.description)
    tolerances = exchange.notes.map(\.text)
    scenario = exchange.scenario
    magic = exchange.magicRecipient.map { "\($0.abbreviated) is a magic recipient" }
  }
}

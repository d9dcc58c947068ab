package import VerifyMockHTTP
package import VerifyMockContract

/// A request and its answer, as the journal keeps them.
package struct Exchange: Sendable {
  /// A request as received; all empty for a message that was refused before it was known.
  package struct Received: Sendable {
    package let method: String
    package let target: [UInt8]
    /// The field lines, as `Name: value` and CRLF each.
    package let fields: [UInt8]
    package let body: [UInt8]

    init(_ request: HTTPRequestView, _ fields: RequestFields) {
      method = String(decoding: request.method, as: UTF8.self)
      target = Array(request.target)
      self.fields = fields.lines(of: request)
      body = Array(request.body)
    }
  }

  /// The account that made a request, as it was then.
  package struct Caller: Sendable {
    package let number: Int
    package let name: String
    package let key: [UInt8]
    /// What must not be shown.
    package let secret: [UInt8]

    init(_ account: Account) {
      number = account.number
      name = account.name
      key = account.key
      secret = account.secret
    }
  }

  package internal(set) var sequence = 0
  package let time: Instant
  package let request: Received
  /// Nil when the request named no account.
  package internal(set) var caller: Caller?
  /// What applied to it, once an operation was found.
  var behaviour: Behaviour?
  var plan: ProviderOperation?
  package internal(set) var effect: Effect?
  /// How it really ended, even where another outcome's answer was given.
  package internal(set) var outcome: Outcome?
  package internal(set) var verification: [UInt8]?
  package internal(set) var recipient: PhoneNumber?
  /// The scenario's step that decided, from zero.
  package internal(set) var step: Int?
  package internal(set) var status = 0
  package internal(set) var responseFields: [UInt8] = []
  package internal(set) var responseBody: [UInt8] = []
  /// Why it was refused, or what came near.
  package internal(set) var reason: String?
  package internal(set) var fault: Scenario.Fault?
  package internal(set) var notes: [Tolerance] = []
  package internal(set) var requestViolations: [ContractViolation] = []
  package internal(set) var responseViolations: [ContractViolation] = []
  /// Why the message was refused before it became a request; nil for a request.
  package internal(set) var refusal: HTTPRefusal?
  /// Whether an operation was found for it.
  package internal(set) var isMatched = false
  /// Whether it was meant for a host that is neither served here nor passed on to.
  package internal(set) var isForeign = false
  /// Whether its credentials were refused because they asked for it.
  package internal(set) var isRefusedOnPurpose = false

  init(_ request: HTTPRequestView, _ fields: RequestFields, time: Instant) {
    self.time = time
    self.request = Received(request, fields)
  }

  mutating func record(_ response: HTTPResponse) {
    status = response.status
    responseFields = Self.copy(response.fields)
    responseBody = Self.copy(response.body)
  }

  /// The bytes alone: the response's own storage is used again, with the capacity of the largest
  /// answer so far.
  private static func copy(_ bytes: [UInt8]) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    copy.append(contentsOf: bytes)
    return copy
  }

  /// The violations without the undecided ones: the value may be valid, so that a note is enough.
  mutating func noteUndecided(_ violations: [ContractViolation]) -> [ContractViolation] {
    notes += violations.filter { $0.kind == .undecided }.map {
      Tolerance(kind: .undecided, location: $0.path, got: $0.text, readAs: "")
    }
    return violations.filter { $0.kind != .undecided }
  }

  package var account: Int? { caller?.number }
  package var provider: String? { behaviour?.provider.id }
  package var operation: String? { plan?.id }
  package var scenario: String? { behaviour?.scenario?.name }
  /// The recipient that brought the scenario; nil where it was chosen otherwise.
  package var magicRecipient: PhoneNumber? { behaviour?.origin == .magic ? recipient : nil }

  /// About how much memory the entry takes.
  var size: Int {
    512 + request.target.count + request.fields.count + request.body.count
      + responseFields.count + responseBody.count
  }
}

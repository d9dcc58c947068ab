package import VerifyMockContract

/// One operation of a provider: where its values are, what it does, how it answers.
///
/// Immutable and shared: requests hold on to it without copying what it holds.
package final class ProviderOperation: Sendable {
  package let id: String
  package let index: Int
  package let contract: ContractOperation
  package let reader: RequestReader
  package let cases: [EffectCase]
  package let bind: Bindings
  package let find: [Finder]
  package let filters: [Filter]
  package let isNewestFirst: Bool
  /// What is older is not listed.
  package let oldest: Interval?
  /// What is older is not listed unless a filter names a time.
  package let recent: Interval?
  package let rate: Rate?
  /// The places of kept values in this operation's requests.
  package let keeps: [(kept: Int, location: Location)]
  package let credentials: [BoundCredential]
  /// By the raw value of the outcome; nil where the provider has no answer.
  package let answers: [Answer?]
  /// The effect of every request, when they have but one.
  let onlyEffect: Effect?
  /// What is bound, in the order of reading.
  let bound: [BoundTarget]
  /// The only input of each that is bound, or -1 where there are other places too.
  let boundInputs: [Int32]
  let boundLocations: [Location]
  /// The only input of each kept value, or -1.
  let keepInputs: [Int32]

  /// What a request can say of a verification.
  enum BoundTarget: CaseIterable {
    case recipient, channel, code, codeLength, alphabet, lifetime, message, callbackURL
    case callbackMethod, limits

    func location(in bind: Bindings) -> Location? {
      switch self {
      case .recipient: bind.recipient
      case .channel: bind.channel
      case .code: bind.code
      case .codeLength: bind.codeLength
      case .alphabet: bind.alphabet
      case .lifetime: bind.lifetime
      case .message: bind.message
      case .callbackURL: bind.callbackURL
      case .callbackMethod: bind.callbackMethod
      case .limits: bind.sends ?? bind.resends ?? bind.checks ?? bind.resendGap
      }
    }
  }

  package struct EffectCase: Sendable {
    package let when: [Condition]
    package let effect: Effect
  }

  /// A value of the request that has to be one of some.
  package struct Condition: Sendable {
    package let subject: Subject
    package let values: [String]
    /// Whether the value must be given, whatever it is; nil when `values` decide.
    package let isGiven: Bool?

    package init(subject: Subject, values: [String], isGiven: Bool? = nil) {
      self.subject = subject
      self.values = values
      self.isGiven = isGiven
    }

    package enum Subject: Sendable {
      case location(Location)
      case recipient
      case channel
      case code
    }
  }

  /// How the verification or number is looked up.
  package struct Finder: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case id, recipient, number }
    package let kind: Kind
    package let location: Location
  }

  package struct Filter: Sendable {
    package enum Subject: Sendable, Equatable {
      case status, channel, recipient, country, kept(Int), created, updated
    }
    package enum Relation: String, Sendable, CaseIterable { case equal, gt, gte, lt, lte }
    package let subject: Subject
    package let relation: Relation
    package let location: Location
  }

  package struct BoundCredential: Sendable {
    package let scheme: CredentialRule.Scheme
    package let account: Location?
    package let secret: Location?
    package let equals: Location?
  }

  init(
    id: String, index: Int, contract: ContractOperation, reader: RequestReader,
    cases: [EffectCase], bind: Bindings, find: [Finder], filters: [Filter], isNewestFirst: Bool,
    oldest: Interval?, recent: Interval?, rate: Rate?, keeps: [(kept: Int, location: Location)],
    credentials: [BoundCredential], answers: [Answer?]
  ) {
    self.id = id
    self.index = index
    self.contract = contract
    self.reader = reader
    self.cases = cases
    self.bind = bind
    self.find = find
    self.filters = filters
    self.isNewestFirst = isNewestFirst
    self.oldest = oldest
    self.recent = recent
    self.rate = rate
    self.keeps = keeps
    self.credentials = credentials
    self.answers = answers
    bound = BoundTarget.allCases.filter { $0.location(in: bind) != nil }
    // Limits are read together: one that is missing says nothing of the others.
    boundInputs = bound.map { $0 == .limits ? -1 : $0.location(in: bind)?.input ?? -1 }
    boundLocations = bound.compactMap { $0.location(in: bind) }
    onlyEffect = cases.count == 1 && cases[0].when.isEmpty ? cases[0].effect : nil
    keepInputs = keeps.map(\.location.input)
  }

  /// How an outcome is told; nil where the provider has no answer.
  package func answer(to outcome: Outcome) -> Answer? {
    answers[Int(outcome.rawValue)]
  }
}

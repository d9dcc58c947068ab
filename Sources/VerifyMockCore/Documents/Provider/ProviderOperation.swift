package import VerifyMockContract

/// One operation of a provider: where its values are, what it does, how it answers.
///
/// Immutable, and shared by the requests that are for it.
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
  /// Whether an offset counts pages rather than items.
  package let countsPages: Bool
  /// Verifications older than this are not listed.
  package let oldest: Interval?
  /// Verifications older than this are listed only when a filter names a time.
  package let recent: Interval?
  package let rate: Rate?
  /// The places of kept values in this operation's requests.
  package let keeps: [(kept: Int, location: Location)]
  /// The kept values by which a verification that is looked up must be in the request's scope.
  package let scope: [(kept: Int, location: Location)]
  package let credentials: [BoundCredential]
  /// The answers that the provider has.
  package let answers: [Outcome: Answer]

  package struct EffectCase: Sendable {
    package let when: [Condition]
    package let effect: Effect
  }

  /// A value that a request must have for a case or a step to apply.
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
      case status, channel, recipient, country, account, created, updated
      case kept(Int)
      /// A kept value of any attempt.
      case attemptKept(Int)
    }
    package enum Relation: String, Sendable, CaseIterable { case equal, gt, gte, lt, lte }
    package let subject: Subject
    package let relation: Relation
    package let location: Location
  }

  package struct BoundCredential: Sendable {
    package let rule: CredentialRule
    /// The places of credentials that are arguments.
    package let account: Location?
    package let secret: Location?
    package let equals: Location?
  }

  init(
    id: String, index: Int, contract: ContractOperation, reader: RequestReader,
    cases: [EffectCase], bind: Bindings, find: [Finder], filters: [Filter], isNewestFirst: Bool,
    countsPages: Bool, oldest: Interval?, recent: Interval?, rate: Rate?,
    keeps: [(kept: Int, location: Location)], scope: [(kept: Int, location: Location)],
    credentials: [BoundCredential], answers: [Outcome: Answer]
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
    self.countsPages = countsPages
    self.oldest = oldest
    self.recent = recent
    self.rate = rate
    self.keeps = keeps
    self.scope = scope
    self.credentials = credentials
    self.answers = answers
  }

  /// How an outcome is answered; nil where the provider has no answer.
  package func answer(to outcome: Outcome) -> Answer? { answers[outcome] }
}

/// Where in a request a value is: the first place that gives one.
package final class Location: Sendable {
  package enum Source: Sendable {
    case input(InputSlot)
    case accountID
    case accountUUID
  }

  package let sources: [Source]
  /// The places as the document spells them; the first is canonical.
  package let spellings: [String]

  init(sources: [Source], spellings: [String]) {
    self.sources = sources
    self.spellings = spellings
  }
}

/// Where an operation's requests carry what the engine needs.
package struct Bindings: Sendable {
  package var recipient: Location?
  package var channel: Location?
  package var code: Location?
  package var codeLength: Location?
  package var alphabet: Location?
  package var lifetime: Location?
  package var message: Location?
  package var callbackURL: Location?
  package var callbackMethod: Location?
  package var limit: Location?
  package var offset: Location?
  package var sends: Location?
  package var resends: Location?
  package var checks: Location?
  package var resendGap: Location?

  /// The names in documents.
  package static var targets: [(name: String, path: WritableKeyPath<Bindings, Location?>)] {
    [
      ("recipient", \.recipient), ("channel", \.channel), ("code", \.code),
      ("code.length", \.codeLength), ("code.alphabet", \.alphabet), ("lifetime", \.lifetime),
      ("message", \.message), ("callback.url", \.callbackURL),
      ("callback.method", \.callbackMethod), ("limit", \.limit), ("offset", \.offset),
      ("limits.sends", \.sends), ("limits.resends", \.resends), ("limits.checks", \.checks),
      ("limits.resendGap", \.resendGap),
    ]
  }
}

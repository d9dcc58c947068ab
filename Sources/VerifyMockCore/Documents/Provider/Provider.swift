import VerifyMockHTTP
import VerifyMockJSON
package import VerifyMockContract

/// One provider, read from its documents: immutable and shared by all servers of a process.
package final class Provider: Sendable {
  package let id: String
  package let title: String
  /// The document with every quirk put in.
  package let source: SourceText
  package let contract: Contract
  package let basePath: [UInt8]
  package let credentials: [CredentialRule]
  /// Whether a body in a media type that the contract lacks, or without one, is refused even where
  /// it can be read.
  package let requiresMediaType: Bool
  package let verification: VerificationRules
  package let approvalText: [UInt8]
  package let approvalZero: [UInt8]
  package let channels: [Channel]
  package let operations: [ProviderOperation]
  /// Answers to requests that no operation fits.
  package let answers: [Outcome: Answer]
  package let callbacks: CallbackRules?
  /// In the order of the document.
  package let quirks: [Quirk]
  /// The fake credentials: the account's variable first, then the secret's.
  package let environment: [(name: String, value: String)]
  package let hosts: [String]
  /// Scenario names by the digit of a magic recipient; empty for none.
  package let magic: [Int: String]
  package let given: Given
  /// The positions of the channels by their names and the provider's words, in lower case.
  private let channelsByWord: [String: Int]
  /// The total charges of a verification with one attempt, by the attempt's channel.
  let singleTotals: [Verification.SingleTotals]

  init(
    id: String, title: String, source: SourceText, contract: Contract,
    credentials: [CredentialRule], requiresMediaType: Bool, verification: VerificationRules,
    prices: Prices,
    channels: [Channel], operations: [ProviderOperation], answers: [Outcome: Answer],
    callbacks: CallbackRules?, quirks: [Quirk],
    environment: [(name: String, value: String)], hosts: [String], magic: [Int: String],
    given: Given
  ) {
    self.id = id
    self.title = title
    self.source = source
    self.contract = contract
    basePath = Array((contract.servers.first?.basePath ?? "").utf8)
    self.credentials = credentials
    self.requiresMediaType = requiresMediaType
    self.verification = verification
    approvalText = prices.approvalText
    approvalZero = prices.approvalZero
    self.channels = channels
    self.operations = operations
    self.answers = answers
    self.callbacks = callbacks
    self.quirks = quirks
    self.environment = environment
    self.hosts = hosts
    self.magic = magic
    self.given = given
    let words = channels.map { verification.words.word(for: $0.name, .channel) }
    // A provider's word counts before a name of ours that is spelt the same.
    channelsByWord = Dictionary(
      (words + channels.map(\.name)).enumerated().map { ($1.lowercased(), $0 % channels.count) },
      uniquingKeysWith: { first, _ in first })
    singleTotals = channels.map {
      Verification.SingleTotals(
        $0, approval: prices.approvalText, approvalZero: prices.approvalZero)
    }
  }

  /// The position of the channel that a request names, letters in any case.
  func channel(named name: some Collection<UInt8>) -> Int? {
    let name = String(decoding: name, as: UTF8.self)
    return channelsByWord[name] ?? channelsByWord[name.lowercased()]
  }

  /// The alphabet that a request names.
  func alphabet(named name: some Collection<UInt8>) -> CodeAlphabet? {
    verification.words.engineWords(for: String(decoding: name, as: UTF8.self), .alphabet)
      .lazy.compactMap { CodeAlphabet(rawValue: $0) }.first
  }

  package func operation(_ id: String) -> ProviderOperation? {
    operations.first { $0.id == id }
  }

  func unknownQuirk(_ name: String) -> UnknownName {
    UnknownName("quirk", name, known: quirks.map(\.name))
  }

  /// The scenarios that magic recipients reach, by their digit, unless the document names others.
  package static let magic = [
    1: "wrong-code", 2: "expired", 3: "already-verified", 4: "rate-limited",
    5: "attempts-exhausted", 6: "undelivered", 7: "slow", 8: "outage", 9: "unauthorized",
  ]
}

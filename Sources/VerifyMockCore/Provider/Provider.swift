import VerifyMockHTTP
package import VerifyMockJSON
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
  package let verification: VerificationRules
  package let approvalPrice: JSONDecimal?
  package let approvalText: [UInt8]
  package let approvalZero: [UInt8]
  package let channels: [Channel]
  package let operations: [ProviderOperation]
  /// Answers to requests that no operation fits, by the raw value of the outcome.
  package let answers: [Answer?]
  package let callbacks: CallbackRules?
  /// Name and patches, in the order of the document.
  package let quirks: [(name: String, patches: JSONElement)]
  /// The fake credentials: the account's variable first, then the secret's.
  package let environment: [(name: String, value: String)]
  package let hosts: [String]
  /// Scenario names by the digit of a magic recipient; empty for none.
  package let magic: [Int: String]
  package let given: Given
  /// The channels by what requests mostly call them.
  private let channelWords: [(word: [UInt8], channel: Int)]
  /// The alphabets by what requests mostly call them.
  private let alphabetWords: [(word: [UInt8], alphabet: CodeAlphabet)]
  /// What answers call each channel.
  let channelNames: [[UInt8]]
  /// What a verification with one attempt comes to, by the attempt's channel.
  let singleTotals: [Verification.SingleTotals]

  init(
    id: String, title: String, source: SourceText, contract: Contract, basePath: [UInt8],
    credentials: [CredentialRule], verification: VerificationRules, prices: Prices,
    channels: [Channel], operations: [ProviderOperation], answers: [Answer?],
    callbacks: CallbackRules?, quirks: [(name: String, patches: JSONElement)],
    environment: [(name: String, value: String)], hosts: [String], magic: [Int: String],
    given: Given
  ) {
    self.id = id
    self.title = title
    self.source = source
    self.contract = contract
    self.basePath = basePath
    self.credentials = credentials
    self.verification = verification
    approvalPrice = prices.approval
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
    var words: [(word: [UInt8], channel: Int)] = []
    for channel in channels {
      let names = [channel.name, verification.words.word(for: channel.name, .channel)]
      for name in names {
        guard let index = Self.channel(named: name, channels, verification.words) else { continue }
        words.append((Array(name.utf8), index))
      }
    }
    channelWords = words
    alphabetWords = CodeAlphabet.allCases.flatMap { alphabet in
      [alphabet.rawValue, verification.words.word(for: alphabet.rawValue, .alphabet)].compactMap {
        name in
        Self.alphabet(named: name, verification.words).map { (Array(name.utf8), $0) }
      }
    }
    channelNames = channels.map { Array(verification.words.word(for: $0.name, .channel).utf8) }
    singleTotals = channels.map {
      Verification.SingleTotals(
        $0, approval: prices.approvalText, approvalZero: prices.approvalZero)
    }
  }

  /// The position of the channel that a request calls so, letters in any case.
  func channel(named name: Bytes) -> Int? {
    for entry in channelWords where entry.word.count == name.count {
      if entry.word.withUnsafeBufferPointer({ $0.equals(name) }) { return entry.channel }
    }
    return Self.channel(
      named: String(decoding: name, as: UTF8.self), channels, verification.words)
  }

  private static func channel(named name: String, _ channels: [Channel], _ words: Words) -> Int? {
    let engine = words.engineWords(for: name, .channel).map { $0.lowercased() }
    return channels.firstIndex { engine.contains($0.name.lowercased()) }
  }

  /// The alphabet that a request calls so, letters in any case.
  func alphabet(named name: Bytes) -> CodeAlphabet? {
    for entry in alphabetWords where entry.word.count == name.count {
      if name.isSame(as: entry.word) { return entry.alphabet }
    }
    return Self.alphabet(named: String(decoding: name, as: UTF8.self), verification.words)
  }

  private static func alphabet(named name: String, _ words: Words) -> CodeAlphabet? {
    words.engineWords(for: name, .alphabet).lazy.compactMap { CodeAlphabet(rawValue: $0) }.first
  }

  package func operation(_ id: String) -> ProviderOperation? {
    operations.first { $0.id == id }
  }

  /// What a digit of a magic recipient means where a provider says nothing else.
  package static let magic = [
    1: "wrong-code", 2: "expired", 3: "already-verified", 4: "rate-limited",
    5: "attempts-exhausted", 6: "undelivered", 7: "slow", 8: "outage", 9: "unauthorized",
  ]
}

/// What is charged, as decimal texts whose scale answers keep.
struct Prices: Sendable {
  var approval: JSONDecimal?
  var approvalText: [UInt8] = []
  var approvalZero: [UInt8] = []
  var channels: [String: [UInt8]] = [:]
}

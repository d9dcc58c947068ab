/// The provider's words for the engine's, both ways; a word that is not listed is its own.
package struct Words: Sendable {
  /// What can be put in other words: the engine's words of each.
  package enum Subject: String, Sendable, CaseIterable {
    case status
    case channel
    case alphabet
    case verdict
    case violation
  }

  private var tables: [Subject: [(engine: String, provider: String)]] = [:]
  /// The status words, written: what answers need most.
  private(set) var statuses: [[UInt8]] = VerificationStatus.allCases.map { Array($0.name.utf8) }

  mutating func set(_ subject: Subject, _ pairs: [(engine: String, provider: String)]) {
    tables[subject] = pairs
    if subject == .status {
      statuses = VerificationStatus.allCases.map { Array(word(for: $0.name, .status).utf8) }
    }
  }

  /// The provider's word.
  package func word(for engine: String, _ subject: Subject) -> String {
    tables[subject]?.first { $0.engine == engine }?.provider ?? engine
  }

  /// The engine's words that the provider's word stands for, letters in any case.
  package func engineWords(for provider: String, _ subject: Subject) -> [String] {
    let lower = provider.lowercased()
    let found = (tables[subject] ?? []).filter { $0.provider.lowercased() == lower }.map(\.engine)
    return found.isEmpty ? [provider] : found
  }
}

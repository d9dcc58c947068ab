package import VerifyMockContract

/// How bad a finding is.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case info
  case warning
  /// Against what is documented or observed, an RFC, or a matter of security.
  case failure

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .failure: 2
    }
  }

  /// The severity of a breach of something that is only so certain.
  package func capped(by certainty: Certainty?) -> Severity {
    certainty == .assumed ? min(self, .warning) : self
  }
}

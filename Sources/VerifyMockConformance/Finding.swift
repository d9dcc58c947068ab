package import VerifyMockContract

/// One difference between an endpoint and its documents.
package struct Finding: Sendable {
  package var check: Check
  package var severity: Severity
  /// What is wrong, in one clause.
  package var what: String
  /// Where: `body/status (1:40)`, `status`.
  package var location: String?
  package var expected: String?
  package var got: String?
  package var hint: String?
  /// The place of the broken statement in the contract: `openapi.json:12:7`.
  package var contractPlace: String?
  package var source: String?
  package var certainty: Certainty?
  /// The planned request that shows it.
  package var step: String?
  /// The command that repeats it.
  package var reproduce: String?
  /// The unexpected status; nil for findings about anything else.
  package var status: Int?
  /// The requests that led to it, in order.
  package var steps: [String] = []
  /// The part of the answer around the place, with a mark before it.
  package var excerpt: String?
  /// How many more times the same was seen.
  package var repeats = 0
  /// What makes two findings one.
  package var key = ""
  /// The operations that show it.
  package var operations: Set<String> = []

  package init(
    _ check: Check, _ what: String, at location: String? = nil, expected: String? = nil,
    got: String? = nil, certainty: Certainty? = nil, severity: Severity? = nil
  ) {
    self.check = check
    self.what = what
    self.location = location
    self.expected = expected
    self.got = got
    self.certainty = certainty
    self.severity = (severity ?? check.severity).capped(by: certainty)
    key = "\(check.rawValue)|\(what)|\(location ?? "")"
  }

  /// Names the finding in a baseline: check, place and what, without anything that changes
  /// between runs.
  package var fingerprint: String {
    "\(check.rawValue) \(step ?? "-") \(Masking.plain(location ?? "-")): \(Masking.plain(what))"
  }
}

extension Finding {
  /// How sure the broken statement is, in the word of the documents.
  package var certaintyWord: String? { certainty?.rawValue }
}

/// How bad a finding is.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case info
  case warning
  /// Against what is documented, an RFC, or a matter of security.
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
    certainty == nil || certainty == .documented ? self : min(self, .warning)
  }
}

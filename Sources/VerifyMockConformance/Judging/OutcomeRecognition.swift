import VerifyMockCore
import VerifyMockJSON

/// Tells from an answer how an operation ended, by the templates of its outcomes.
enum OutcomeRecognition {
  /// The outcomes that are told like this: of the templates that fit, those with the most
  /// literals; what a provider answers alike comes together.
  static func outcomes(
    of operation: ProviderOperation, status: Int, body: JSONElement?
  ) -> Set<Outcome> {
    var best = -1
    var found: Set<Outcome> = []
    for outcome in Outcome.allCases {
      guard let answer = operation.answer(to: outcome), answer.status == status else { continue }
      var literals = 0
      if let template = answer.body {
        guard let body else { continue }
        let reading = TemplateReading(template.node, body)
        guard reading.mismatches.isEmpty else { continue }
        literals = reading.literalMatches
      }
      if literals > best {
        best = literals
        found = []
      }
      if literals == best { found.insert(outcome) }
    }
    return found
  }
}

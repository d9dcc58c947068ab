/// One reason why a document cannot be used as a contract.
package struct ContractProblem: Hashable, Sendable, CustomStringConvertible {
  package let place: ContractPlace
  /// What is wrong and what was expected, as a sentence without a full stop.
  package let what: String
  /// What would help, as a sentence; nil when nothing is near.
  package let hint: String?

  package init(place: ContractPlace, what: String, hint: String?) {
    self.place = place
    self.what = what
    self.hint = hint
  }

  /// `openapi.json:12:7: unknown parameter location 'qeury'. Did you mean 'query'?`
  package var description: String {
    let head = "\(place): \(what)"
    return hint.map { "\(head). \($0)" } ?? head
  }
}

/// Something in a contract that is wrong or probably not meant.
package struct ContractFinding: Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The document breaks OpenAPI, or says two things that cannot both be true.
    case error
    /// The document can be used, but hardly says what was meant.
    case warning
  }

  package let severity: Severity
  package let place: ContractPlace
  package let message: String

  package init(severity: Severity, place: ContractPlace, message: String) {
    self.severity = severity
    self.place = place
    self.message = message
  }

  /// `openapi.json:12:7: error: unknown key 'requred'. Did you mean 'required'?`
  package var description: String { "\(place): \(severity.rawValue): \(message)" }
}

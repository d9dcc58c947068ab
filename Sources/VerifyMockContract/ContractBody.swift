/// What a contract says about a request's body.
package struct ContractBody: Sendable {
  package let isRequired: Bool
  package let contents: [ContractContent]
  package let provenance: Provenance
  package let pointer: String

  /// The content that is JSON, if there is one.
  package var json: ContractContent? {
    contents.first { $0.isJSON } ?? contents.first { $0.covers("application/json") }
  }

  /// The content that is a form, if there is one.
  package var form: ContractContent? {
    contents.first { $0.isForm }
      ?? contents.first { $0.covers("application/x-www-form-urlencoded") }
  }
}

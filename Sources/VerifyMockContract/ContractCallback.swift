/// Requests that the provider sends: a callback of an operation, or a webhook.
package struct ContractCallback: Sendable {
  package let name: String
  /// The runtime expression of the address; empty for a webhook.
  package let expression: String
  /// One for each method.
  package let operations: [ContractOperation]
}

/// One operation of a contract.
package struct ContractOperation: Sendable {
  /// The `operationId`; `GET /path` when the document gives none.
  package let id: String
  /// In upper case.
  package let method: String
  /// Nil for a callback or a webhook.
  package let path: ContractPath?
  /// Other spellings of the path (`x-also` of the path item).
  package let alternatives: [ContractPath]
  package let summary: String?
  package let parameters: [ContractParameter]
  package let requestBody: ContractBody?
  package let responses: [ContractResponse]
  /// Alternatives, each the names of schemes that are asked for together; nil when nothing is said.
  package let security: [[String]]?
  package let callbacks: [ContractCallback]
  /// The operation's own servers; empty when the contract's hold.
  package let servers: [ContractServer]
  package let isDeprecated: Bool
  package let provenance: Provenance
  package let pointer: String

  /// The response that is meant by a status: exact before range before default.
  package func response(status: Int) -> ContractResponse? {
    var range: ContractResponse?
    var fallback: ContractResponse?
    for response in responses {
      switch response.status {
      case .exact(let code): if code == status { return response }
      case .range(let hundreds): if hundreds == status / 100 { range = response }
      case .default: fallback = response
      }
    }
    return range ?? fallback
  }

  package func parameter(_ name: String, in location: ContractParameter.Location)
    -> ContractParameter?
  {
    parameters.first { $0.location == location && $0.name == name }
  }
}

/// One operation of a contract.
package final class ContractOperation: Sendable {
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
  /// Whether it asks for what a response would be, without its body.
  let isHead: Bool

  init(
    id: String, method: String, path: ContractPath?, alternatives: [ContractPath], summary: String?,
    parameters: [ContractParameter], requestBody: ContractBody?, responses: [ContractResponse],
    security: [[String]]?, callbacks: [ContractCallback], servers: [ContractServer],
    isDeprecated: Bool, provenance: Provenance, pointer: String
  ) {
    self.id = id
    self.method = method
    self.path = path
    self.alternatives = alternatives
    self.summary = summary
    self.parameters = parameters
    self.requestBody = requestBody
    self.responses = responses
    self.security = security
    self.callbacks = callbacks
    self.servers = servers
    self.isDeprecated = isDeprecated
    self.provenance = provenance
    self.pointer = pointer
    isHead = method == "HEAD"
  }

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

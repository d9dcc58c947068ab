package import VerifyMockSchema

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
  /// The operation's own servers; empty when the contract's apply.
  package let servers: [ContractServer]
  package let isDeprecated: Bool
  package let provenance: Provenance
  package let pointer: String

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
  }

  /// The response that a status means: exact before range before default.
  package func response(status: Int) -> ContractResponse? {
    let index =
      responses.firstIndex { $0.status == .exact(status) }
      ?? responses.firstIndex { $0.status == .range(status / 100) }
      ?? responses.firstIndex { $0.status == .default }
    return index.map { responses[$0] }
  }

  package func parameter(_ name: String, in location: ContractParameter.Location)
    -> ContractParameter?
  {
    parameters.first { $0.location == location && $0.name == name }
  }
}

/// Requests that the provider sends: a callback of an operation, or a webhook.
package struct ContractCallback: Sendable {
  package let name: String
  /// The runtime expression of the address; empty for a webhook.
  package let expression: String
  /// One for each method.
  package let operations: [ContractOperation]
}

/// A named value in the path, the query or the head of a request.
package struct ContractParameter: Sendable {
  package enum Location: String, Sendable, CaseIterable {
    case path
    case query
    case header
    case cookie
  }

  /// How a list or an object is written
  /// ([OpenAPI 3.1, Parameter Object, style](https://spec.openapis.org/oas/v3.1.0#style-values)).
  package enum Style: String, Sendable, CaseIterable {
    case form
    case simple
    case spaceDelimited
    case pipeDelimited
    case deepObject
    case matrix
    case label
  }

  package let name: String
  package let location: Location
  /// Other spellings of the name (`x-also`).
  package let also: [String]
  package let isRequired: Bool
  /// Nil when any text may stand.
  package let schema: SchemaID?
  package let facts: SchemaFactsID
  package let style: Style
  package let explode: Bool
  package let isDeprecated: Bool
  /// Values that the document gives as examples, as JSON texts.
  package let examples: [[UInt8]]
  package let provenance: Provenance
  /// Where the parameter stands in the composed contract.
  package let pointer: String
}

/// A way to prove who asks
/// ([OpenAPI 3.1, Security Scheme Object](https://spec.openapis.org/oas/v3.1.0#security-scheme-object)).
package struct ContractSecurityScheme: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// An `Authorization` field with this scheme, in lower case: `basic`, `bearer`.
    case http(scheme: String)
    /// A key in a header field, the query or a cookie.
    case apiKey(name: String, location: String)
    /// A type that says nothing about the bytes: `oauth2`, `openIdConnect`, `mutualTLS`.
    case other(type: String)
  }

  package let name: String
  package let kind: Kind
  package let provenance: Provenance
}

import VerifyMockJSON
package import VerifyMockSchema

/// What the documents say about an API: an OpenAPI document, compiled and immutable.
package final class Contract: Sendable {
  package let title: String
  package let version: String
  package let servers: [ContractServer]
  package let operations: [ContractOperation]
  package let webhooks: [ContractCallback]
  package let schemas: SchemaSet
  package let securitySchemes: [ContractSecurityScheme]
  package let text: ContractText
  /// The URI that the composed document has among the compiled schemas.
  package let uri: String
  let facts: [SchemaFacts]
  let operationIndices: [String: Int]

  init(
    title: String, version: String, servers: [ContractServer], operations: [ContractOperation],
    webhooks: [ContractCallback], schemas: SchemaSet, securitySchemes: [ContractSecurityScheme],
    text: ContractText, uri: String, facts: [SchemaFacts], operationIndices: [String: Int]
  ) {
    self.title = title
    self.version = version
    self.servers = servers
    self.operations = operations
    self.webhooks = webhooks
    self.schemas = schemas
    self.securitySchemes = securitySchemes
    self.text = text
    self.uri = uri
    self.facts = facts
    self.operationIndices = operationIndices
  }

  /// The operation with this `operationId`, also one of a callback or webhook.
  package func operation(_ id: String) -> ContractOperation? {
    operationIndices[id].map { operations[$0] }
  }

  package func facts(_ id: SchemaFactsID) -> SchemaFacts {
    facts.indices.contains(id.index) ? facts[id.index] : SchemaFacts()
  }

  /// The nearest statement of certainty and source at or around a place of the composed document.
  package func provenance(at pointer: String) -> Provenance {
    text.provenance(at: pointer)
  }

  /// The place of a JSON Pointer into the composed document.
  package func place(at pointer: String) -> ContractPlace {
    text.place(pointer: pointer)
  }
}

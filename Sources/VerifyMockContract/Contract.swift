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
  /// What a lenient reading has left out, and why.
  package let faults: [ContractProblem]
  private let facts: [SchemaFacts]
  private let operationIndices: [String: Int]

  /// Reads an OpenAPI 3.0, 3.1 or 3.2 document, or one and additions to it: later ones are laid
  /// over earlier ones, objects joined key by key.
  ///
  /// - Parameter isLenient: whether what can't be used is left out, as one of the ``faults``,
  ///   instead of being an error; a document without any operation is one all the same.
  /// - Throws: ``ContractError`` with every problem found and its place in the document it is in.
  package static func load(
    _ sources: [ContractSource], isLenient: Bool = false
  ) throws(ContractError) -> Contract {
    try Contract(ContractText(composing: sources), isLenient: isLenient)
  }

  init(_ text: ContractText, isLenient: Bool = false) throws(ContractError) {
    var reader = ContractReader(text: text)
    guard reader.addSchemas() else { throw ContractError(problems: reader.problems) }
    reader.checkVersion()
    guard reader.problems.isEmpty else { throw ContractError(problems: reader.problems) }
    let schemes = reader.securitySchemes()
    let (operations, webhooks) = reader.operations()
    operationIndices = reader.indices(of: operations)
    reader.checkSecurity(of: text.root, schemes.map(\.name))
    guard reader.problems.isEmpty || isLenient && !operations.isEmpty else {
      throw ContractError(problems: reader.problems)
    }
    faults = reader.problems
    let info = text.member(text.root, "info")
    title = info.flatMap { text.string($0, "title") } ?? ""
    version = info.flatMap { text.string($0, "version") } ?? ""
    let servers = reader.servers(text.root)
    self.servers =
      servers.isEmpty ? [ContractServer(scheme: "", host: "", basePath: "")] : servers
    self.operations = operations
    self.webhooks = webhooks
    schemas = reader.registry.finished()
    securitySchemes = schemes
    self.text = text
    facts = reader.factsReader.table
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
    text.provenance(along: text.way(along: pointer))
  }

  /// The place of a JSON Pointer into the composed document.
  package func place(at pointer: String) -> ContractPlace {
    text.place(pointer: pointer)
  }

  /// Whether a schema allows every text: it asks for a string and nothing more.
  package func takesAnyText(_ id: SchemaFactsID) -> Bool {
    let facts = facts(id)
    guard facts.types.contains(.string), let index = text.value(at: facts.pointer) else {
      return false
    }
    return text.named(index).allSatisfy { name, _, _ in
      name.hasPrefix("x-") || Self.silentKeywords.contains(name)
    }
  }

  /// Keywords that no text can break where a string is allowed.
  private static let silentKeywords: Set<String> = [
    "type", "title", "description", "default", "examples", "example", "deprecated", "readOnly",
    "writeOnly", "nullable",
  ]
}

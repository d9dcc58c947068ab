package import VerifyMockSchema

/// A header field of a response.
package struct ContractHeader: Sendable {
  package let name: String
  /// The name in lower case, as field names are compared.
  package let lowercasedName: [UInt8]
  package let isRequired: Bool
  package let schema: SchemaID
  package let facts: SchemaFactsID
  package let provenance: Provenance
  package let pointer: String
}

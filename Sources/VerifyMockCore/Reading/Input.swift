package import VerifyMockContract
package import VerifyMockSchema

/// One named input of an operation: a parameter, or a member of the body.
package struct Input: Sendable {
  package enum Section: String, Sendable, CaseIterable {
    case path
    case query
    case header
    case body
  }

  package let section: Section
  /// As the contract spells it.
  package let name: String
  package let isRequired: Bool
  package let schema: SchemaID?
  package let facts: SchemaFactsID
  package let provenance: Provenance
  /// Where the contract describes it.
  package let pointer: String

  /// `body/recipient`
  package var location: String { "\(section.rawValue)/\(name)" }
}

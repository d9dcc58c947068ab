package import VerifyMockSchema

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

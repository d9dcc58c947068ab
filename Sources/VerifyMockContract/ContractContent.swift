package import VerifyMockSchema

/// A body in one media type.
package final class ContractContent: Sendable {
  /// The media type in lower case without parameters: `application/json`, `*/*`.
  package let mediaType: String
  /// The same as bytes.
  let mediaTypeBytes: [UInt8]
  /// Whether bodies of this type are JSON (`application/json`, `…+json`).
  package let isJSON: Bool
  /// Nil when any value may stand.
  package let schema: SchemaID?
  package let facts: SchemaFactsID
  /// Values that the document gives as examples, as JSON texts.
  package let examples: [[UInt8]]
  package let pointer: String

  init(
    mediaType: String, schema: SchemaID?, facts: SchemaFactsID, examples: [[UInt8]],
    pointer: String
  ) {
    self.mediaType = mediaType
    mediaTypeBytes = Array(mediaType.utf8)
    isJSON = mediaType.hasSuffix("/json") || mediaType.hasSuffix("+json")
    self.schema = schema
    self.facts = facts
    self.examples = examples
    self.pointer = pointer
  }

  package var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

  /// Whether a body of this type, in lower case and without parameters, is meant.
  package func covers(_ type: String) -> Bool {
    if mediaType == type || mediaType == "*/*" || mediaType == "*" { return true }
    guard mediaType.hasSuffix("/*") else { return false }
    return type.hasPrefix(mediaType.dropLast())
  }
}

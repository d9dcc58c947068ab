/// A body in one media type.
package struct ContractContent: Sendable {
  /// The media type in lower case without parameters: `application/json`, `*/*`.
  package let mediaType: String
  /// Nil when any value may stand.
  package let schema: SchemaID?
  package let facts: SchemaFactsID
  /// Values that the document gives as examples, as JSON texts.
  package let examples: [[UInt8]]
  package let pointer: String

  /// Whether bodies of this type are JSON (`application/json`, `…+json`).
  package var isJSON: Bool {
    mediaType.hasSuffix("/json") || mediaType.hasSuffix("+json")
  }

  package var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

  /// Whether a body of this type, in lower case and without parameters, is meant.
  package func covers(_ type: String) -> Bool {
    if mediaType == type || mediaType == "*/*" || mediaType == "*" { return true }
    guard mediaType.hasSuffix("/*") else { return false }
    return type.hasPrefix(mediaType.dropLast())
  }
}

package import VerifyMockJSON

/// Why a document can't be used as a schema, and where.
package struct SchemaError: Error, Sendable, Equatable {
  package enum Problem: Sendable, Equatable {
    /// Neither an object nor a boolean stands where a schema must.
    case notASchema(JSONKind)
    case wrongType(keyword: String, expected: String, got: JSONKind)
    case wrongValue(keyword: String, expected: String, got: String)
    case badPattern(source: String, reason: String)
    case unknownType(String)
    case unresolvedReference(String)
    case noSuchDocument(String)
    case noSuchPlace(String)
    case duplicateDocument(String)
    case duplicateIdentifier(String)
    case duplicateAnchor(String)
    case unknownDialect(String)
    case unknownVocabulary(String)
    /// The schema applies to an instance whatever it applies to the same instance first.
    case endlessReference
    /// More schemas than 32-bit indices reach.
    case tooLarge
  }

  /// The document's retrieval URI.
  package let document: String
  /// The JSON Pointer of the place in the document.
  package let pointer: String
  package let position: TextPosition?
  package let problem: Problem
  /// What was probably meant.
  package let suggestion: String?

  init(
    document: String, pointer: String, position: TextPosition?, problem: Problem,
    suggestion: String? = nil
  ) {
    self.document = document
    self.pointer = pointer
    self.position = position
    self.problem = problem
    self.suggestion = suggestion
  }
}

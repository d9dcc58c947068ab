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

extension SchemaError: CustomStringConvertible {
  /// What is wrong, in one clause.
  package var what: String {
    switch problem {
    case .notASchema(let kind): "a schema is an object or a boolean, got \(kind.name)"
    case .wrongType(let keyword, let expected, let got):
      "'\(keyword)' is \(expected), got \(got.name)"
    case .wrongValue(let keyword, let expected, let got):
      "'\(keyword)' is \(expected), got \(got)"
    case .badPattern(let source, let reason):
      "the pattern '\(source)' is not a regular expression: \(reason)"
    case .unknownType(let word): "no type is called '\(word)'"
    case .unresolvedReference(let reference): "nothing is known at '\(reference)'"
    case .noSuchDocument(let uri): "there is no document '\(uri)'"
    case .noSuchPlace(let pointer): "there is nothing at '\(pointer)'"
    case .duplicateDocument(let uri): "there are two documents '\(uri)'"
    case .duplicateIdentifier(let uri): "two schemas have the '$id' '\(uri)'"
    case .duplicateAnchor(let name): "two schemas of one resource have the anchor '\(name)'"
    case .unknownDialect(let uri): "no metaschema is known as '\(uri)'"
    case .unknownVocabulary(let uri): "the vocabulary '\(uri)' is required, but not known"
    case .endlessReference: "the schema refers to itself without end"
    case .tooLarge: "there are too many schemas"
    }
  }

  /// What to do about it; nil when nothing sensible can be said.
  package var hint: String? {
    if let suggestion { return "did you mean '\(suggestion)'?" }
    switch problem {
    case .unknownDialect(let uri) where uri.includes("json-schema.org/draft"):
      return "JSON Schema 2020-12 is 'https://json-schema.org/draft/2020-12/schema'"
    case .unknownType:
      return "the types are null, boolean, integer, number, string, array and object"
    default: return nil
    }
  }

  /// `schema.json:3:7: what (at /properties/a): hint`
  package var description: String {
    let place = position.map { "\(document):\($0)" } ?? document
    let at = pointer.isEmpty ? "" : " (at \(pointer))"
    return "\(place): \(what)\(at)" + (hint.map { "; \($0)" } ?? "")
  }
}

import VerifyMockJSON

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

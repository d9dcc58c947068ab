import VerifyMockJSON
import VerifyMockSchema

extension Contract {
  /// Reads an OpenAPI 3.1 or 3.0 document, or one and additions to it: later ones are laid over
  /// earlier ones, objects joined key by key.
  ///
  /// - Throws: ``ContractError`` with every problem found and its place in the document it is in.
  package static func load(_ sources: [ContractSource]) throws(ContractError) -> Contract {
    try load(compose(sources))
  }

  /// The URI that the composed document has among the compiled schemas.
  static let documentURI = "contract:///openapi.json"

  /// Lays the documents over each other, translated to OpenAPI 3.1.
  static func compose(_ sources: [ContractSource]) throws(ContractError) -> ContractText {
    guard let first = sources.first else {
      throw ContractError(problems: [
        ContractProblem(
          place: ContractPlace(
            file: "", position: TextPosition(line: 1, column: 1), pointer: ""),
          what: "a contract needs a document", hint: nil)
      ])
    }
    var draft: ContractDraft?
    for (i, source) in sources.enumerated() {
      guard source.document.root.kind == .object else {
        throw ContractError(problems: [
          ContractProblem(
            place: ContractPlace(
              file: source.name, position: source.document.root.position, pointer: ""),
            what: "a contract must be an object", hint: nil)
        ])
      }
      let version = source.document.root["openapi"]?.string ?? ""
      let translation = ContractTranslation(sources: sources, isOld: version.hasPrefix("3.0"))
      let translated = translation.translated(.verbatim(source: i, index: 0))
      draft = draft?.merged(with: translated, in: sources) ?? translated
    }
    do throws(JSONSyntaxError) {
      return try (draft ?? .verbatim(source: 0, index: 0)).text(of: sources)
    } catch {
      throw ContractError(problems: [
        ContractProblem(
          place: ContractPlace(file: first.name, position: error.position, pointer: ""),
          what: "the documents cannot be composed: \(error.reason)", hint: nil)
      ])
    }
  }

  /// Compiles a composed document.
  static func load(_ text: ContractText) throws(ContractError) -> Contract {
    let uri = documentURI
    var reader = ContractReader(text: text, uri: uri)
    do throws(SchemaError) {
      try reader.registry.add(text.document, uri: uri, dialect: .openAPI)
    } catch {
      reader.report(error)
      throw ContractError(problems: reader.problems)
    }
    return try reader.contract()
  }
}

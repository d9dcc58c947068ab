package import VerifyMockSchema

/// What a contract says about one response of an operation.
package struct ContractResponse: Sendable {
  package enum Status: Hashable, Sendable, CustomStringConvertible {
    case exact(Int)
    /// The hundreds: 4 stands for `4XX`.
    case range(Int)
    case `default`

    /// Reads `200`, `4XX` or `default`.
    package init?(_ text: String) {
      let bytes = Array(text.utf8)
      if text == "default" {
        self = .default
      } else if bytes.count == 3, let code = Int(text), (100...599).contains(code) {
        self = .exact(code)
      } else if bytes.count == 3, let hundreds = Int(text.prefix(1)), (1...5).contains(hundreds),
        text.dropFirst().lowercased() == "xx"
      {
        self = .range(hundreds)
      } else {
        return nil
      }
    }

    package var description: String {
      switch self {
      case .exact(let code): "\(code)"
      case .range(let hundreds): "\(hundreds)XX"
      case .default: "default"
      }
    }
  }

  package let status: Status
  package let description: String
  package let headers: [ContractHeader]
  package let contents: [ContractContent]
  package let provenance: Provenance
  package let pointer: String

  /// The content that is JSON, if there is one.
  package var json: ContractContent? { contents.json }
}

/// A header field of a response.
package struct ContractHeader: Sendable {
  package let name: String
  /// The name in lower case, as field names are compared.
  package let lowercasedName: String
  package let isRequired: Bool
  package let schema: SchemaID
  package let facts: SchemaFactsID
  package let provenance: Provenance
  package let pointer: String
}

/// What a contract says about a request's body.
package struct ContractBody: Sendable {
  package let isRequired: Bool
  package let contents: [ContractContent]
  package let provenance: Provenance
  package let pointer: String

  /// The content that is JSON, if there is one.
  package var json: ContractContent? { contents.json }

  /// The content that is a form, if there is one.
  package var form: ContractContent? {
    contents.first { $0.isForm }
      ?? contents.first { $0.covers("application/x-www-form-urlencoded") }
  }
}

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
  package let isJSON: Bool
  private let mediaTypeText: [UInt8]

  init(
    mediaType: String, schema: SchemaID?, facts: SchemaFactsID, examples: [[UInt8]],
    pointer: String
  ) {
    self.mediaType = mediaType
    self.schema = schema
    self.facts = facts
    self.examples = examples
    self.pointer = pointer
    isJSON = Self.isJSON(mediaType)
    mediaTypeText = Array(mediaType.utf8)
  }

  /// Whether a field's value is the media type as the contract writes it, as most are.
  package func isSpelled(_ type: [UInt8]) -> Bool { mediaTypeText == type }

  package var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

  /// Whether a media type, in lower case and without parameters, is JSON.
  static func isJSON(_ mediaType: String) -> Bool {
    mediaType.hasSuffix("/json") || mediaType.hasSuffix("+json")
  }

  /// Whether a body of this type, in lower case and without parameters, is meant.
  package func covers(_ type: String) -> Bool {
    if mediaType == type || mediaType == "*/*" || mediaType == "*" { return true }
    return mediaType.hasSuffix("/*") && type.hasPrefix(mediaType.dropLast())
  }
}

extension [ContractContent] {
  fileprivate var json: ContractContent? {
    first { $0.isJSON } ?? first { $0.covers("application/json") }
  }
}

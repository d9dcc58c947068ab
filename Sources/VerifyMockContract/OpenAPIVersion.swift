/// Which kind of document a contract is.
enum OpenAPIVersion: Equatable {
  /// OpenAPI 3.0 or 3.1.
  case known
  /// OpenAPI 3.2, which only adds to 3.1: what it adds is passed over.
  case next
  case swagger
  /// Not an OpenAPI document.
  case none
  case other(String)

  init(_ text: ContractText) {
    guard let version = text.member(text.root, "openapi") else {
      self = text.member(text.root, "swagger") == nil ? .none : .swagger
      return
    }
    let word = text.string(version) ?? String(decoding: text.json(version), as: UTF8.self)
    switch word.split(separator: ".", maxSplits: 2).prefix(2).joined(separator: ".") {
    case "3.0", "3.1": self = .known
    case "3.2": self = .next
    default: self = .other(word)
    }
  }

  /// Whether the document can be read.
  var isReadable: Bool { self == .known || self == .next }
}

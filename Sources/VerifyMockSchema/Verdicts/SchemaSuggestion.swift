/// What was probably meant by a value or name that breaks a schema.
package enum SchemaSuggestion: Sendable, Equatable {
  /// An allowed value that differs in letter case only, as JSON.
  case valueInOtherCase(String)
  /// An allowed value with few letters changed, as JSON.
  case nearValue(String)
  /// A name that differs in letter case only.
  case nameInOtherCase(String)
  case nearName(String)
  /// The value is written as a string and would do without the quotes.
  case unquote(String)
  /// The value would do as a string.
  case quote

  var text: String {
    switch self {
    case .valueInOtherCase(let value): "letter case matters: did you mean \(value)?"
    case .nearValue(let value): "did you mean \(value)?"
    case .nameInOtherCase(let name): "letter case matters: did you mean '\(name)'?"
    case .nearName(let name): "did you mean '\(name)'?"
    case .unquote(let type): "the \(type) is written as a string: leave the quotes out"
    case .quote: "write it as a string, in quotes"
    }
  }
}

extension String {
  /// The text with the characters escaped that HTML and XML give a meaning, in attributes as well.
  ///
  /// Goes by Unicode scalar, as parsers of markup do: a `<` after a prepended mark such as U+0600 is
  /// no `Character` by itself.
  package var escapedForMarkup: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

package import VerifyMockJSON

/// A JSON value as messages quote it: its kind, and its text cut to 60 characters.
package struct SchemaExcerpt: Sendable, Equatable {
  package let kind: JSONKind
  /// The JSON text; of arrays and objects their size in words.
  package let text: String

  package init(kind: JSONKind, text: String) {
    self.kind = kind
    self.text = text
  }

  package init(_ view: JSONView) {
    kind = view.kind
    switch view.kind {
    case .array: text = "array of \(view.count)"
    case .object:
      text = view.count == 1 ? "object with 1 member" : "object with \(view.count) members"
    case .string: text = "\"" + SchemaExcerpt.shortened(view) + "\""
    default: text = SchemaExcerpt.shortened(view)
    }
  }

  private static func shortened(_ view: JSONView) -> String {
    let raw = view.raw
    // Four bytes a character at most, six when escaped; characters count, so look at a few more.
    let text = String(decoding: raw.prefix(400), as: UTF8.self)
    guard text.count > 60 || raw.count > 400 else { return text }
    var cut = text.prefix(57)
    // An escape is not cut in two.
    if let slash = cut.suffix(6).lastIndex(of: "\\") { cut = cut[..<slash] }
    return cut + "…"
  }
}

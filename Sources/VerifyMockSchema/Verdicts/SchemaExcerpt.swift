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
    case .string: text = view.withDecodedString { SchemaExcerpt.quoted($0) }
    default:
      let raw = view.raw
      let shown = String(decoding: raw.prefix(57), as: UTF8.self)
      text = raw.count > 60 ? shown + "…" : String(decoding: raw, as: UTF8.self)
    }
  }

  package init(_ element: JSONElement) {
    self = element.document.withView { SchemaExcerpt($0.at(element.index)) }
  }

  private static func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    // A few bytes more than 60 characters of usual text take.
    let text = String(decoding: bytes.prefix(400), as: UTF8.self)
    guard bytes.count > 400 || bytes.count > 60 && text.count > 60 else {
      return OutputText.quoted(text)
    }
    return OutputText.quoted(text.prefix(57) + "…")
  }

  /// The characters of a string without its quotes; nil for another kind.
  var content: String? { kind == .string ? String(text.utf8.dropFirst().dropLast()) : nil }
}

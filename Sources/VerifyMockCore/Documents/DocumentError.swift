/// One thing that is wrong with a document, where it stands and what would mend it.
package struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
  package let place: Place
  package let what: String
  package let hint: String?

  package init(_ place: Place, _ what: String, hint: String? = nil) {
    self.place = place
    self.what = what
    self.hint = hint
  }

  /// `file:line:column: what; hint`
  package var description: String {
    "\(place): \(what)" + (hint.map { "; \($0)" } ?? "")
  }
}

/// All that is wrong with the documents that were read together.
package struct DocumentErrors: Error, Sendable, CustomStringConvertible {
  package let errors: [DocumentError]

  package init(_ errors: [DocumentError]) {
    self.errors = errors
  }

  /// One error a line.
  package var description: String {
    errors.map(\.description).joined(separator: "\n")
  }
}

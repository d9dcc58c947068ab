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

  /// What several operations take over from one place is told once.
  package init(_ errors: [DocumentError]) {
    var seen: Set<DocumentError> = []
    self.errors = errors.filter { seen.insert($0).inserted }
  }

  /// One error a line.
  package var description: String {
    errors.map(\.description).joined(separator: "\n")
  }
}

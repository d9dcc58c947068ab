package import VerifyMockJSON

/// A place in a file, for messages.
package struct Place: Sendable, Hashable, CustomStringConvertible {
  package let file: String
  /// Nil when the whole file is meant.
  package let position: TextPosition?

  package init(file: String, position: TextPosition? = nil) {
    self.file = file
    self.position = position
  }

  /// `file:line:column`
  package var description: String {
    position.map { "\(file):\($0)" } ?? file
  }
}

/// What can be wrong with a document: the data of a refusal, and its sentence.
package enum DocumentProblem: Sendable, Hashable {
  /// The value of `subject` is not of the expected form; `got` is its kind or its text.
  case unfit(_ subject: String, expected: String, got: String, example: String? = nil)
  /// The value of `subject` is none of a closed set of words.
  case unknownWord(_ subject: String, word: String, known: [String])
  /// A reference to something that does not exist.
  case unknownName(UnknownName)
  case unknownKey(_ key: String, of: String, known: [String])
  case missingKey(_ key: String, of: String)
  case repeatedKey(_ key: String)
  /// References that lead back to themselves by this key.
  case circle(_ key: String)
  /// A rule that only one place has.
  case rule(_ what: String, remedy: String?)

  /// What is wrong, in one sentence.
  package var what: String {
    switch self {
    case .unfit(let subject, let expected, let got, _): "\(subject) must be \(expected), not \(got)"
    case .unknownWord(let subject, let word, _): "\(subject) can't be '\(word)'"
    case .unknownName(let unknown): unknown.what
    case .unknownKey(let key, let owner, _): "\(owner) has no key '\(key)'"
    case .missingKey(let key, let owner): "\(owner) needs '\(key)'"
    case .repeatedKey(let key): "'\(key)' stands here twice"
    case .circle(let key): "'\(key)' goes round in a circle"
    case .rule(let what, _): what
    }
  }

  /// How to mend it; nil where nothing more helpful than ``what`` can be written.
  package var remedy: String? {
    switch self {
    case .unfit(_, _, _, let example): example.map { "for example \($0)" }
    case .unknownWord(_, let word, let known):
      NearestName.remedy(word, known) ?? "it is one of: " + known.joined(separator: ", ")
    case .unknownName(let unknown): unknown.remedy
    case .unknownKey(let key, _, let known):
      NearestName.remedy(key, known)
        ?? "it can have: " + known.filter { $0 != "$schema" }.joined(separator: ", ")
    case .repeatedKey: "remove one of them"
    case .missingKey, .circle: nil
    case .rule(_, let remedy): remedy
    }
  }
}

/// One problem of a document and where it stands.
package struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
  package let place: Place
  package let problem: DocumentProblem

  package init(_ place: Place, _ problem: DocumentProblem) {
    self.place = place
    self.problem = problem
  }

  package init(_ place: Place, _ what: String, remedy: String? = nil) {
    self.init(place, .rule(what, remedy: remedy))
  }

  package var what: String { problem.what }
  package var hint: String? { problem.remedy }

  /// `file:line:column: what; remedy`
  package var description: String {
    "\(place): \(what)" + (hint.map { "; \($0)" } ?? "")
  }
}

/// All problems of the documents that were read together, each once.
package struct DocumentErrors: Error, Sendable, CustomStringConvertible {
  package let errors: [DocumentError]

  /// Drops repeated errors: several operations may inherit one faulty entry.
  package init(_ errors: [DocumentError]) {
    var seen: Set<DocumentError> = []
    self.errors = errors.filter { seen.insert($0).inserted }
  }

  package init(_ error: DocumentError) {
    errors = [error]
  }

  /// One error a line.
  package var description: String {
    errors.map(\.description).joined(separator: "\n")
  }
}

package import VerifyMockJSON

/// One document that a contract is read from, with the name that messages call it by.
package struct ContractSource: Sendable {
  package let name: String
  package let document: JSONDocument

  package init(name: String, document: JSONDocument) {
    self.name = name
    self.document = document
  }

  /// Reads the text of a document.
  ///
  /// - Throws: ``ContractError`` when it is not JSON.
  package init(name: String, text: String) throws(ContractError) {
    do throws(JSONSyntaxError) {
      self.init(name: name, document: try JSONDocument(text))
    } catch {
      throw ContractError(name, at: error.position, "this is not JSON: \(error.what)")
    }
  }
}

/// A place in one of the documents of a contract.
package struct ContractPlace: Hashable, Sendable, CustomStringConvertible {
  package let file: String
  package let position: TextPosition
  /// The JSON Pointer of the place in the composed contract.
  package let pointer: String

  /// `openapi.json:12:7`
  package var description: String { "\(file):\(position)" }
}

/// One reason why a document cannot be used as a contract.
package struct ContractProblem: Hashable, Sendable, CustomStringConvertible {
  package let place: ContractPlace
  /// What is wrong and what was expected, as a sentence without a full stop.
  package let what: String
  /// What would help, as a sentence; nil when nothing is near.
  package let hint: String?

  /// `openapi.json:12:7: unknown parameter location 'qeury'. Did you mean 'query'?`
  package var description: String {
    "\(place): \(what)" + (hint.map { ". " + $0 } ?? "")
  }
}

/// Why documents cannot be used as a contract: every problem found, in the documents' order.
package struct ContractError: Error, Hashable, Sendable, CustomStringConvertible {
  package let problems: [ContractProblem]

  init(problems: [ContractProblem]) {
    self.problems = problems
  }

  /// A problem of a whole document.
  init(_ file: String, at position: TextPosition, _ what: String) {
    let place = ContractPlace(file: file, position: position, pointer: "")
    problems = [ContractProblem(place: place, what: what, hint: nil)]
  }

  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

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
      throw ContractError(problems: [
        ContractProblem(
          place: ContractPlace(file: name, position: error.position, pointer: ""),
          what: "this is not JSON: \(error.reason)", hint: nil)
      ])
    }
  }
}

/// Why documents cannot be used as a contract: every problem that was found, in the documents' order.
package struct ContractError: Error, Hashable, Sendable, CustomStringConvertible {
  package let problems: [ContractProblem]

  package init(problems: [ContractProblem]) {
    self.problems = problems
  }

  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

import VerifyMockJSON
import VerifyMockSchema

/// Looks a contract over for what a reader would not notice: wrong examples, references to nowhere,
/// misspelt keys, values that can never stand, responses that were forgotten.
package struct ContractLint {
  var reader: ContractReader
  let version: OpenAPIVersion
  /// Whether it is written in OpenAPI 3.0.
  let isOldest: Bool
  var findings: [ContractFinding] = []
  /// Values that must satisfy a schema, once all schemas are compiled.
  var checks: [Check] = []

  struct Check {
    let schema: SchemaID
    let value: Int
    /// What the value is, for the message: `the example`.
    let what: String
    let severity: ContractFinding.Severity
  }

  var text: ContractText { reader.text }

  /// The findings in a document, or in one and additions to it, in the order of their places.
  package static func findings(in sources: [ContractSource]) -> [ContractFinding] {
    let text: ContractText
    do throws(ContractError) {
      text = try Contract.compose(sources)
    } catch {
      return error.problems.map { finding($0) }
    }
    let version = OpenAPIVersion(text)
    var lint = ContractLint(
      reader: ContractReader(text: text, uri: Contract.documentURI), version: version,
      isOldest: sources.first?.document.root["openapi"]?.string?.hasPrefix("3.0") == true)
    // Of another kind of document every key would be unknown.
    guard version.isReadable else {
      lint.reader.checkVersion()
      return lint.reader.problems.map { finding($0) }
    }
    do throws(ContractError) {
      _ = try Contract.load(text)
    } catch {
      lint.findings = error.problems.map { finding($0) }
    }
    // What cannot be indexed was reported by the load.
    try? lint.reader.registry.add(text.document, uri: Contract.documentURI, dialect: .openAPI)
    lint.lookAtVersion()
    lint.walk(text.root, as: .openapi)
    lint.lookAtOperations()
    lint.run()
    for problem in lint.reader.problems {
      let finding = finding(problem)
      if !lint.findings.contains(where: { $0.place == finding.place }) {
        lint.findings.append(finding)
      }
    }
    return lint.sorted(sources)
  }

  private static func finding(_ problem: ContractProblem) -> ContractFinding {
    ContractFinding(
      // Nothing is wrong with a document of components alone, but for judging it says nothing.
      severity: problem.what == ContractReader.noOperations ? .warning : .error,
      place: problem.place,
      message: problem.what + (problem.hint.map { ". \($0)" } ?? ""))
  }

  private func sorted(_ sources: [ContractSource]) -> [ContractFinding] {
    func rank(_ finding: ContractFinding) -> (Int, Int, Int) {
      let file = sources.firstIndex { $0.name == finding.place.file } ?? 0
      return (file, finding.place.position.line, finding.place.position.column)
    }
    var seen: Set<ContractFinding> = []
    return findings.filter { seen.insert($0).inserted }.sorted { rank($0) < rank($1) }
  }

  private mutating func lookAtVersion() {
    guard version == .next, let place = text.member(text.root, "openapi") else { return }
    report(
      place,
      "OpenAPI \(text.string(place) ?? "") is read as 3.1: what only 3.2 has is passed over",
      severity: .warning)
  }

  mutating func report(
    _ index: Int, _ message: String, severity: ContractFinding.Severity = .error
  ) {
    findings.append(
      ContractFinding(severity: severity, place: text.place(index), message: message))
  }

  /// Holds the values that were collected against their schemas.
  private mutating func run() {
    let schemas = reader.registry.finished()
    for check in checks {
      let (isValid, reason) = text.document.withView { root -> (Bool, String) in
        let view = root.at(check.value)
        if schemas.isValid(view, against: check.schema, assertFormats: true) { return (true, "") }
        let violations = schemas.violations(
          view, against: check.schema, options: ValidationOptions(assertFormats: true, limit: 1))
        return (false, violations.first?.text() ?? "")
      }
      if !isValid {
        report(
          check.value, "\(check.what) does not fit its schema: \(reason)", severity: check.severity)
      }
    }
  }
}

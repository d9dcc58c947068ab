import Testing
import VerifyMockJSON
import VerifyMockSchema

// The suite is not part of the package: Tests/corpora.py fetches it.
@Suite(
  "JSON Schema test suite",
  .enabled(
    if: SchemaSuite.isWanted, "set VERIFY_MOCK_CORPORA to the folder that Tests/corpora.py prints"))
struct SchemaSuiteTests {
  /// Passed and total per file.
  private struct Figures {
    var passed = 0
    var total = 0
  }

  /// Runs all groups of a folder; `exceptions` are files or groups that are known to differ.
  ///
  /// A folder with fewer tests than `least` is not the whole suite.
  private func run(
    _ path: String, atLeast least: Int, assertFormats: Bool = false,
    exceptions: [String: String] = [:]
  ) throws {
    let remotes = try SchemaSuite.remotes()
    var figures: [String: Figures] = [:]
    var failures: [String] = []
    var exempt: [String: Int] = [:]
    for group in try SchemaSuite.groups(path) {
      var registry = remotes
      let compiled: (SchemaSet, SchemaID)?
      var problem = ""
      do {
        try registry.add(SchemaSuite.document(group.schema), uri: "urn:test:schema")
        let id = try registry.compile(document: "urn:test:schema")
        compiled = (registry.finished(), id)
      } catch {
        problem = "\(error)"
        compiled = nil
      }
      for test in group.tests {
        let name = "\(group.file): \(group.description): \(test["description"]?.string ?? "")"
        let wanted = test["valid"]?.bool
        let data = try SchemaSuite.document(try #require(test["data"]))
        let got = compiled.map { set, id in
          data.withView { set.isValid($0, against: id, assertFormats: assertFormats) }
        }
        let violations = compiled.map { set, id in
          data.withView {
            set.violations(
              $0, against: id, options: ValidationOptions(assertFormats: assertFormats))
          }
        }
        figures[group.file, default: Figures()].total += 1
        // Both walks must agree.
        if got == wanted, violations?.isEmpty == wanted {
          figures[group.file, default: Figures()].passed += 1
        } else if let known = exceptions.keys.first(where: { name.hasPrefix($0) }) {
          exempt[known, default: 0] += 1
        } else {
          failures.append("\(name): wanted \(wanted ?? false) \(problem)")
        }
      }
    }
    let passed = figures.values.reduce(0) { $0 + $1.passed }
    let total = figures.values.reduce(0) { $0 + $1.total }
    print("JSON Schema suite, \(path): \(passed) of \(total)")
    for (file, figure) in figures.sorted(by: { $0.key < $1.key }) {
      print("  \(file) \(figure.passed) of \(figure.total)")
    }
    for (name, count) in exempt.sorted(by: { $0.key < $1.key }) {
      print("  \(count) not passed: \(name): \(exceptions[name] ?? "")")
    }
    for failure in failures.prefix(20) { print("  FAILED \(failure)") }
    #expect(failures.isEmpty, "\(failures.count) failures, the first of which are printed")
    #expect(total >= least, "a part of the suite is missing")
    let stale = exceptions.keys.filter { exempt[$0] == nil }
    #expect(stale.isEmpty, "these exceptions are no longer needed")
  }

  @Test("every required test passes")
  func required() throws {
    try run("draft2020-12", atLeast: 1257)
  }

  @Test("the optional tests pass except those listed")
  func optional() throws {
    try run(
      "draft2020-12/optional", atLeast: 158,
      exceptions: [
        "optional/cross-draft": "schemas of other drafts are refused, not read as such"
      ])
  }

  @Test("the format tests pass except those listed")
  func formats() throws {
    let unknown = "internationalised formats are left unknown: nothing is asserted"
    try run(
      "draft2020-12/optional/format", atLeast: 491, assertFormats: true,
      exceptions: [
        "optional/format/idn-email": unknown, "optional/format/idn-hostname": unknown,
        "optional/format/iri": unknown,
      ])
  }
}

import Foundation
import Testing
import VerifyMockJSON
import VerifyMockSchema

// The suite is not part of the package: Tests/corpora.py fetches it.
@Suite(
  "JSON Schema output tests",
  .enabled(
    if: SchemaSuite.isWanted, "set VERIFY_MOCK_CORPORA to the folder that Tests/corpora.py prints"))
struct OutputSuiteTests {
  @Test("basic and flag outputs satisfy the suite's schemas")
  func outputs() throws {
    let folder = try #require(SchemaSuite.folder)
    let outputSchema = try SchemaSuite.read(
      folder.appendingPathComponent("output-tests-draft2020-12/output-schema.json"))
    var total = 0
    for group in try SchemaSuite.groups("output-tests-draft2020-12/content") {
      for test in group.tests {
        let wanted = try #require(test["output"]?["basic"])
        let data = Array(try #require(test["data"]).rawText.utf8)
        for format in [SchemaOutputFormat.basic, .flag] {
          let verdict = try #require(
            SchemaOutput.judge(
              schema: .init(name: "schema.json", bytes: Array(group.schema.rawText.utf8)),
              instances: [.init(name: "i.json", bytes: data)],
              format: format, assertFormats: false
            ).first)
          var registry = SchemaRegistry()
          try registry.add(outputSchema, uri: "output-schema.json")
          try registry.add(SchemaSuite.document(wanted), uri: "wanted.json")
          let general = try registry.compile(document: "output-schema.json")
          let special = try registry.compile(document: "wanted.json")
          let set = registry.finished()
          let output = try JSONDocument(verdict.text)
          let isRight = output.withView {
            set.isValid($0, against: general)
              && (format == .flag || set.isValid($0, against: special))
          }
          #expect(isRight, "\(group.description): \(verdict.text)")
          total += 1
        }
      }
    }
    print("JSON Schema output tests: \(total) outputs checked")
    #expect(total > 0)
  }
}

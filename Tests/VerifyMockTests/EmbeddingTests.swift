import Foundation
import Testing

/// The generated file that carries the documents inside the binary.
///
/// `VERIFY_MOCK_REWRITE=1 swift test --filter EmbeddingTests` writes it anew.
@Suite("The embedded documents")
struct EmbeddingTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let generated = root.appendingPathComponent(
    "Sources/VerifyMock/Embedded/EmbeddedFiles.generated.swift")

  @Test("The generated file holds what stands under Scenarios and Fixtures/control")
  func isFresh() throws {
    let wanted = try Self.source()
    if ProcessInfo.processInfo.environment["VERIFY_MOCK_REWRITE"] == "1" {
      try Data(wanted.utf8).write(to: Self.generated)
      return
    }
    let found = try String(contentsOf: Self.generated, encoding: .utf8)
    #expect(
      found == wanted,
      "stale: VERIFY_MOCK_REWRITE=1 swift test --filter EmbeddingTests writes it anew")
  }

  private static func source() throws -> String {
    var text = """
      // Written by EmbeddingTests from the documents under Scenarios/ and Fixtures/control/.
      // swift-format-ignore-file

      extension EmbeddedFiles {
        static let all: [(name: StaticString, text: StaticString)] = [

      """
    for (folder, prefix) in [("Scenarios", ""), ("Fixtures/control", "control/")] {
      let base = root.appendingPathComponent(folder)
      let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
      for path in paths where path.hasSuffix(".json") && !path.hasSuffix(".schema.json") {
        let content = try String(
          contentsOf: base.appendingPathComponent(path), encoding: .utf8)
        // The fence must be longer than any that the document itself contains.
        text +=
          "    (\n      \"\(prefix + path)\",\n      ####\"\"\"\n\(content)\n\"\"\"####\n    ),\n"
      }
    }
    return text + "  ]\n}\n"
  }
}

import Foundation
import Testing

@Suite("Every test that the articles show is run")
struct ArticleSampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private static func files(in folder: String, _ ending: String) -> [URL] {
    let all = FileManager.default.enumerator(
      at: root.appending(path: folder), includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == ending }
      .filter { !$0.path.contains("/.build") }
  }

  /// Lines without their indentation, joined: what layout leaves the same.
  private static func plain(_ text: some StringProtocol) -> String {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The blocks of Swift in the articles that hold a whole test.
  static let samples: [String] = {
    var samples: [String] = []
    let folder = "Sources/VerifyMockTesting/Documentation.docc"
    for file in files(in: folder, "md").sorted(by: { $0.path < $1.path }) {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      for block in text.components(separatedBy: "```swift\n").dropFirst() {
        let code = block.components(separatedBy: "```")[0]
        let isTest = code.contains("@Test(") || code.contains("func test")
        // Xcode's user-interface tests can't run here; an ellipsis is no code.
        if isTest, !code.contains("XCUIApplication"), !code.contains("…") { samples.append(code) }
      }
    }
    return samples
  }()

  @Test("there are samples to look for")
  func some() { #expect(Self.samples.count >= 5) }

  @Test("a sample stands in the downstream package's tests", arguments: samples)
  func stands(_ sample: String) throws {
    let sources = try Self.files(in: "Tests/Downstream/Tests", "swift").map {
      Self.plain(try String(contentsOf: $0, encoding: .utf8))
    }
    // A suite that is cut short ends with a brace that the tests have further down.
    var wanted = Self.plain(sample)
    if wanted.hasPrefix("@Suite"), wanted.hasSuffix("\n}") { wanted.removeLast(2) }
    #expect(sources.contains { $0.contains(wanted) }, "no test has\n\(wanted)")
  }
}

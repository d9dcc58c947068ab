import Foundation
import Testing

/// Holds the issues that a test records against a file, instead of failing by them.
///
/// `VERIFY_MOCK_REWRITE=1` writes the files anew.
struct GoldenTrait: TestTrait, TestScoping {
  let name: String

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let collected = Collected()
    let handler = IssueHandlingTrait.compactMapIssues { issue in
      collected.add(issue)
      return nil
    }
    try await handler.provideScope(for: test, testCase: testCase) {
      do {
        try await function()
      } catch {
        collected.add("thrown", "\(error)")
      }
    }
    let text = collected.text
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/failures/\(name).txt").standardizedFileURL
    if ProcessInfo.processInfo.environment["VERIFY_MOCK_REWRITE"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text == golden, "\(file.lastPathComponent) differs", sourceLocation: test.sourceLocation)
  }

  private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var entries: [String] = []

    func add(_ issue: Issue) {
      let place = issue.sourceLocation.map { "recorded in \($0.fileID)" } ?? "recorded"
      add(place, issue.comments.map(\.rawValue).joined(separator: "\n"))
    }

    func add(_ place: String, _ text: String) {
      lock.withLock { entries.append("\(place):\n\(text)\n") }
    }

    var text: String { lock.withLock { entries.joined(separator: "\n") } }
  }
}

extension Trait where Self == GoldenTrait {
  static func failsAs(_ name: String) -> Self { GoldenTrait(name: name) }
}

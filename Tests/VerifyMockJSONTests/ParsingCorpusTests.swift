import Foundation
import Testing
import VerifyMockJSON

/// The JSON parsing test suite, in the folder `json-parsing/test_parsing` of `VERIFY_MOCK_CORPORA`.
private enum ParsingCorpus {
  static let folder = ProcessInfo.processInfo.environment["VERIFY_MOCK_CORPORA"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("json-parsing/test_parsing")
  }

  /// Whether somebody asked for the suite: a folder that lacks it fails the tests.
  static var isWanted: Bool { folder != nil }

  static func files() throws -> [(name: String, bytes: [UInt8])] {
    guard let folder else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.map {
      ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0)))
    }
  }
}

// The suite is not part of the package: Tests/corpora.py fetches it.
@Suite(
  "JSON parsing test suite",
  .enabled(
    if: ParsingCorpus.isWanted, "set VERIFY_MOCK_CORPORA to the folder that Tests/corpora.py prints"
  ))
struct ParsingCorpusTests {
  @Test("every y_ text is accepted and every n_ text refused")
  func verdicts() throws {
    var counts: [String: (right: Int, total: Int)] = [:]
    var wrong: [String] = []
    for (name, bytes) in try ParsingCorpus.files() {
      let isAccepted = (try? JSONDocument(bytes)) != nil
      let group = String(name.prefix(2))
      let isRight = group == "i_" || isAccepted == (group == "y_")
      counts[group, default: (0, 0)].total += 1
      if isRight { counts[group, default: (0, 0)].right += 1 } else { wrong.append(name) }
    }
    for (group, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("JSON parsing suite: \(group) \(count.right) of \(count.total)")
    }
    #expect(wrong == [])
    #expect(counts.mapValues(\.total) == ["i_": 35, "n_": 188, "y_": 95])
  }

  @Test("texts changed at random neither crash the parser nor confuse its tape")
  func mutations() throws {
    // The seed makes every run the same; take another to look further.
    var random = SeededGenerator(seed: 20_120_901)
    let files = try ParsingCorpus.files().filter { $0.bytes.count < 2000 }
    var accepted = 0
    for round in 0..<20_000 {
      var bytes = files[round % files.count].bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        TextMutation.apply(to: &bytes, using: &random)
      }
      guard let document = try? JSONDocument(bytes) else { continue }
      accepted += 1
      #expect(Tape.isWhole(document))
      _ = document.root.rawText
      walk(document.root)
    }
    #expect(accepted > 100)
  }

  private func walk(_ element: JSONElement) {
    _ = element.string
    for element in element.elements { walk(element) }
    for member in element.members { walk(member.value) }
  }
}

/// Checks of a tape's structure.
enum Tape {
  /// Whether all nodes follow each other without a gap and the ranges lie in the text.
  static func isWhole(_ document: JSONDocument) -> Bool {
    let nodes = document.nodes
    guard nodes.first.map({ Int($0.next) }) == nodes.count else { return false }
    for (index, node) in nodes.enumerated() {
      guard node.start <= node.end, Int(node.end) <= document.bytes.count else { return false }
      var child = index + 1
      let children = node.kind == .object ? 2 * Int(node.count) : Int(node.count)
      for _ in 0..<children {
        guard child < nodes.count else { return false }
        child = Int(nodes[child].next)
      }
      guard child == Int(node.next) else { return false }
    }
    return true
  }
}

import Foundation
import Testing
import VerifyMockJSON
import VerifyMockSchema

/// The JSON Schema test suite, where `VERIFY_MOCK_CORPORA` names a folder that holds it.
///
/// The folder has `json-schema`, the suite's `tests` for 2020-12, its remotes and output tests.
enum SchemaSuite {
  static let folder = ProcessInfo.processInfo.environment["VERIFY_MOCK_CORPORA"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("json-schema")
  }

  /// Whether somebody asked for the suite: a folder that lacks it fails the tests.
  static var isWanted: Bool { folder != nil }

  struct Group {
    let file: String
    let description: String
    let schema: JSONElement
    let tests: [JSONElement]
  }

  static func read(_ url: URL) throws -> JSONDocument {
    try JSONDocument([UInt8](Data(contentsOf: url)))
  }

  static func files(_ path: String) throws -> [URL] {
    guard let folder else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(path), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
  }

  static func groups(_ path: String) throws -> [Group] {
    try files(path).flatMap { url in
      try read(url).root.elements.map { group in
        Group(
          file: path.split(separator: "/").dropFirst().joined(separator: "/") + "/"
            + url.deletingPathExtension().lastPathComponent,
          description: group["description"]?.string ?? "",
          schema: try #require(group["schema"]), tests: group["tests"]?.elements ?? [])
      }
    }
  }

  /// A registry that knows the suite's remotes at the place where its server would have them.
  static func remotes() throws -> SchemaRegistry {
    var registry = SchemaRegistry()
    guard let remotes = folder?.appendingPathComponent("remotes") else { return registry }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: remotes.path)
    for path in paths.sorted() where path.hasSuffix(".json") {
      try registry.add(
        read(remotes.appendingPathComponent(path)), uri: "http://localhost:1234/\(path)")
    }
    return registry
  }

  /// The value as a document of its own.
  static func document(_ element: JSONElement) throws -> JSONDocument {
    try JSONDocument(element.rawText)
  }
}

import Foundation
import VerifyMockCore

/// The files of this checkout, found by this file's own place.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All JSON files of a folder, named relative to it, in the order of their names.
  static func files(in folder: String) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
    return try paths.filter { $0.hasSuffix(".json") }.map { path in
      SourceFile(
        name: path, bytes: [UInt8](try Data(contentsOf: base.appendingPathComponent(path))))
    }
  }

  static let catalogue = Result { try Catalogue(files(in: "Scenarios")) }
}

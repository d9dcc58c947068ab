package import VerifyMockCore

/// A document that is written in YAML, which nothing here reads.
package enum YAMLDocument {
  /// What to do about a file that is no JSON; nil unless it looks like an OpenAPI document in YAML.
  package static func remedy(for file: SourceFile) -> String? {
    let isNamed = isNamed(file.name)
    guard isNamed || looksSo(file.bytes) else { return nil }
    let name = isNamed ? file.name : "FILE.yaml"
    return "this is YAML: make it JSON first, as 'yq -o=json . \(name)' does"
  }

  /// Whether a file's name says that it is YAML.
  package static func isNamed(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Whether a line at the top begins as such a document does.
  private static func looksSo(_ bytes: [UInt8]) -> Bool {
    let lines = String(decoding: bytes.prefix(2_000), as: UTF8.self).split(separator: "\n")
    return lines.prefix(20).contains { line in
      ["openapi:", "swagger:", "%YAML"].contains { line.hasPrefix($0) } || line == "---"
    }
  }
}

import VerifyMock
import VerifyMockContract
import VerifyMockCore
import VerifyMockJSON

/// What `verify-mock contracts` prints.
struct ContractsReport {
  private let catalogue: Catalogue

  /// Reads the bundled documents and those of some folders.
  ///
  /// - Parameter skipping: is called with a line for each entry that can't be a document.
  init(
    folders: [String], skipping: @escaping (String) -> Void
  ) throws(MockServerError) {
    catalogue = try SharedCatalogue.with(folders: folders, skipping: skipping)
  }

  /// Every contract with its operations.
  func list() -> String {
    catalogue.providers.map { provider in
      let base = String(decoding: provider.basePath, as: UTF8.self)
      let width = provider.operations.map(\.id.count).max() ?? 0
      return "\(provider.id)  \(provider.title)\n"
        + provider.operations.map { operation in
          let name = operation.id + String(repeating: " ", count: width - operation.id.count)
          return "  \(name)  \(operation.contract.method) \(base)"
            + (operation.contract.path?.template ?? "")
        }.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// One contract as an OpenAPI document.
  func show(_ id: String) throws(MockServerError) -> [UInt8] {
    let index = try catalogue.position(of: id)
    return catalogue.providers[index].contract.text.document.bytes
  }

  /// The faults of OpenAPI documents, one a line; each document by itself. Of a folder all
  /// OpenAPI documents are meant.
  static func lint(
    _ paths: [String]
  ) throws(MockServerError) -> (documents: Int, findings: [String]) {
    let files = try documents(at: paths)
    guard !files.isEmpty else {
      throw MockServerError(
        "no OpenAPI document in JSON is in " + paths.joined(separator: ", "))
    }
    var findings: [String] = []
    for file in files {
      do throws(JSONSyntaxError) {
        let document = try JSONDocument(file.bytes)
        findings += ContractLint.findings(
          in: [ContractSource(name: file.name, document: document)]
        ).map(\.description)
      } catch {
        findings.append(
          "\(file.name):\(error.position): error: "
            + (YAMLDocument.remedy(for: file) ?? error.what))
      }
    }
    return (files.count, findings)
  }

  private static func documents(at paths: [String]) throws(MockServerError) -> [SourceFile] {
    do throws(Files.Failure) {
      var files: [SourceFile] = []
      for path in paths {
        if path != "-", try Files.isFolder(path) {
          files += try Files.documents(in: path).filter(isContract)
        } else {
          files.append(SourceFile(name: path, bytes: try Files.read(path)))
        }
      }
      return files
    } catch {
      throw MockServerError(error.description)
    }
  }

  private static func isContract(_ file: SourceFile) -> Bool {
    (try? JSONDocument(file.bytes))?.root["openapi"] != nil
  }
}

/// A document that is written in YAML, which nothing here reads.
enum YAMLDocument {
  /// What to do about a file that is no JSON; nil unless it looks like an OpenAPI document in YAML.
  static func remedy(for file: SourceFile) -> String? {
    let isNamed = isNamed(file.name)
    guard isNamed || looksSo(file.bytes) else { return nil }
    let name = isNamed ? file.name : "FILE.yaml"
    return "this is YAML: make it JSON first, as 'yq -o=json . \(name)' does"
  }

  /// Whether a file's name says that it is YAML.
  static func isNamed(_ name: String) -> Bool {
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

import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

/// What `verify-mock contracts` prints.
package struct ContractsReport {
  private let catalogue: Catalogue

  /// Reads the bundled documents and those of some folders.
  ///
  /// - Parameter skipping: is called with a line for each entry that can't be a document.
  package init(
    folders: [String], skipping: @escaping (String) -> Void
  ) throws(MockServerError) {
    catalogue = try SharedCatalogue.with(folders: folders, skipping: skipping)
  }

  /// Every contract with its operations.
  package func list() -> String {
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
  package func show(_ id: String) throws(MockServerError) -> [UInt8] {
    guard let index = catalogue.index(of: id) else {
      throw MockServerError(catalogue.unknownProvider(id).description)
    }
    return catalogue.providers[index].contract.text.document.bytes
  }

  /// The faults of OpenAPI documents, one a line; each document by itself. Of a folder all
  /// OpenAPI documents are meant.
  package static func lint(
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

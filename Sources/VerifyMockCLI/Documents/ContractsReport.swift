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
  ) throws(MockServerError) -> (documents: Int, findings: [(isError: Bool, text: String)]) {
    let files = try documents(at: paths)
    guard !files.isEmpty else {
      throw MockServerError(
        "no OpenAPI document is in " + paths.joined(separator: ", "))
    }
    var findings: [(isError: Bool, text: String)] = []
    for file in files {
      do throws(ContractError) {
        let source = try ContractSource.reading(name: file.name, bytes: file.bytes) { name in
          try? Files.read(Files.folder(of: file.name) + name)
        }
        findings += ContractLint.findings(in: [source]).map {
          ($0.severity == .error, $0.description)
        }
      } catch {
        findings += error.problems.map { (true, "\($0.place): error: \($0.what)") }
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
    if YAMLText.isNamed(file.name) {
      return (try? YAMLText.document(name: file.name, file.bytes))?.root["openapi"] != nil
    }
    return (try? JSONDocument(file.bytes))?.root["openapi"] != nil
  }
}

package import VerifyMockCore

/// The bundled documents, compiled once for all servers of a process.
package enum SharedCatalogue {
  /// What the binary carries.
  package static let bundled: Result<Catalogue, DocumentErrors> = {
    do throws(DocumentErrors) {
      return .success(try Catalogue(EmbeddedFiles.scenarios))
    } catch {
      return .failure(error)
    }
  }()

  /// The bundled documents, with those of some folders added or put in their place.
  ///
  /// - Parameter skipping: is called with a line for each entry of a folder that can't be a
  ///   document: a FIFO, a file that is too large, a link that leads nowhere. Without it such an
  ///   entry is an error.
  package static func with(
    folders: [String], skipping: ((String) -> Void)? = nil
  ) throws(MockServerError) -> Catalogue {
    var files: [SourceFile] = []
    for folder in folders { files += try documents(in: folder, skipping) }
    let catalogue: Catalogue
    do throws(DocumentErrors) {
      if folders.isEmpty { return try bundled.get() }
      catalogue = try Catalogue(EmbeddedFiles.scenarios + files)
    } catch {
      throw MockServerError(error.description)
    }
    // What the server would stumble over when it is asked for is refused before it listens.
    let problems = CatalogueLint.problems(
      in: catalogue, files: Set(files.map(\.name)), plays: false)
    guard problems.isEmpty else { throw MockServerError(problems.joined(separator: "\n")) }
    return catalogue
  }

  private static func documents(
    in folder: String, _ skipping: ((String) -> Void)?
  ) throws(MockServerError) -> [SourceFile] {
    do throws(Files.Failure) {
      guard try Files.isFolder(folder) else {
        throw Files.Failure(path: folder, reason: "this is not a folder")
      }
      return try Files.documents(
        in: folder, skipping: skipping.map { skip in { skip("\($0); skipped") } })
    } catch {
      throw MockServerError(error.description)
    }
  }
}

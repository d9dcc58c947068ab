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
  package static func with(folders: [String]) throws(MockServerError) -> Catalogue {
    var files: [SourceFile] = []
    for folder in folders { files += try documents(in: folder) }
    do throws(DocumentErrors) {
      return folders.isEmpty ? try bundled.get() : try Catalogue(EmbeddedFiles.scenarios + files)
    } catch {
      throw MockServerError(error.description)
    }
  }

  private static func documents(in folder: String) throws(MockServerError) -> [SourceFile] {
    do throws(Files.Failure) {
      guard try Files.isFolder(folder) else {
        throw Files.Failure(path: folder, reason: "this is not a folder")
      }
      return try Files.documents(in: folder)
    } catch {
      throw MockServerError(error.description)
    }
  }
}

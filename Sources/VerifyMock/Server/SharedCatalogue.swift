package import VerifyMockCore
import VerifyMockJSON
import VerifyMockNetwork

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
  ///   document: a FIFO, a file that is too large or may not be read, a link that leads nowhere.
  ///   Without it such an entry is an error.
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
      throw MockServerError(error.description, .invalidDocuments)
    }
    // What the server would stumble over when it is asked for is refused before it listens.
    let problems = CatalogueLint.problems(
      in: catalogue, files: Set(files.map(\.name)), plays: false)
    guard problems.isEmpty else {
      throw MockServerError(problems.joined(separator: "\n"), .invalidDocuments)
    }
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
      throw MockServerError(error.description, .file)
    }
  }
}

/// Looks whether the documents of some folders have changed, twice a second.
struct FolderWatch: Sendable {
  let folders: [String]
  private var fingerprint: Int
  private(set) var next: MonotonicTime

  private static let pause = Interval.milliseconds(500)

  init(folders: [String], now: MonotonicTime) {
    self.folders = folders
    fingerprint = Self.fingerprint(of: folders)
    next = now.advanced(Self.pause)
  }

  private static func fingerprint(of folders: [String]) -> Int {
    var hasher = Hasher()
    for folder in folders { hasher.combine(Files.fingerprint(of: folder)) }
    return hasher.finalize()
  }

  /// Whether something has changed since the last look, if it is time for one.
  mutating func hasChanged(now: MonotonicTime) -> Bool {
    guard now >= next else { return false }
    next = now.advanced(Self.pause)
    let found = Self.fingerprint(of: folders)
    guard found != fingerprint else { return false }
    fingerprint = found
    return true
  }
}

extension Catalogue {
  /// The position of a provider by its id.
  package func position(of provider: String) throws(MockServerError) -> Int {
    guard let index = index(of: provider) else {
      throw MockServerError(unknownProvider(provider).description, .unknownProvider(provider))
    }
    return index
  }
}

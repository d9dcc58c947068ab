#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension AuthorityStore {
  /// Makes a folder and those above it, for its owner alone.
  func makeFolders(_ path: String) throws(AuthorityStoreError) {
    var made = ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
      guard mkdir(made, 0o700) != 0 else { continue }
      // What exists may forbid even that question (a read-only file system says so first).
      let number = errno
      var information = stat()
      guard stat(made, &information) == 0 else { throw failure(made, number) }
      guard information.st_mode & S_IFMT == S_IFDIR else { throw failure(made, ENOTDIR) }
    }
  }

  /// Whether there is something at the path; throws when others have rights that they must not.
  func isSafe(
    _ path: String, forbidden: mode_t, wanted: String
  ) throws(AuthorityStoreError) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else {
      if errno == ENOENT { return false }
      throw failure(path)
    }
    // Root may read whatever it finds, as in a container with a user's folder in it.
    let user = geteuid()
    guard information.st_uid == user || user == 0 else { throw .foreign(path: path) }
    guard information.st_mode & forbidden == 0 else {
      let mode = String(information.st_mode & 0o777, radix: 8)
      throw .exposed(path: path, mode: mode, wanted: wanted)
    }
    return true
  }

  package func read(_ path: String) throws(AuthorityStoreError) -> [UInt8] {
    do throws(Files.Failure) {
      return try Files.read(path)
    } catch {
      throw .file(error)
    }
  }

  /// Writes a new file that only its owner can read, from its first moment on.
  func writePrivately(_ bytes: [UInt8], to path: String) throws(AuthorityStoreError) {
    do throws(Files.Failure) {
      try Files.create(path, with: bytes, mode: 0o600, isDurable: true)
    } catch {
      throw .file(error)
    }
  }

  /// Removes a folder with the files that we put into one; says nothing when it is gone.
  func clear(_ folder: String) {
    for name in [
      "key.pem", "certificate.pem", AuthorityStore.bundleName, AuthorityStore.trustStoreName,
    ] {
      unlink(folder + "/" + name)
    }
    rmdir(folder)
  }

  func failure(_ path: String, _ number: Int32 = errno) -> AuthorityStoreError {
    .file(Files.failure(path, number))
  }
}

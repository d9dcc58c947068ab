import VerifyMockNetwork
package import VerifyMockTLS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The certificate authority of one user, on disk.
///
/// Certificate and key lie in one folder that appears as a whole, so that processes that start at
/// once agree on one authority. The key's file is its owner's alone.
package struct AuthorityStore: Sendable {
  /// What holds the folder of the authority.
  package let directory: String

  /// The files beside the certificate that programs of other kinds read.
  package static let bundleName = "bundle.pem"
  package static let trustStoreName = "truststore.jks"

  package init(directory: String) { self.directory = directory }

  /// `$XDG_STATE_HOME/verify-mock`, else `~/.local/state/verify-mock`; on Apple's systems
  /// `~/Library/Application Support/verify-mock`.
  ///
  /// A relative path is no value for the variable and is passed over:
  /// <https://specifications.freedesktop.org/basedir-spec/latest/>.
  package static func standardDirectory() throws(AuthorityStoreError) -> String {
    let home = variable("HOME").flatMap { $0.isEmpty ? nil : $0 }
    #if canImport(Darwin)
    guard let home else { throw .noHome }
    return home + "/Library/Application Support/verify-mock"
    #else
    if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/verify-mock"
    }
    guard let home else { throw .noHome }
    return home + "/.local/state/verify-mock"
    #endif
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  package var folder: String { directory + "/authority" }
  /// The certificate in PEM: what programs are to trust.
  package var certificatePath: String { folder + "/certificate.pem" }
  var keyPath: String { folder + "/key.pem" }

  /// The authority that is there, or a new one that is valid for ten years.
  package func loadOrMake(
    library: TLSLibrary
  ) throws(AuthorityStoreError) -> CertificateAuthority {
    if let found = try load(library: library) { return found }
    return try make(library: library)
  }

  /// Makes one, unless another process has just done so: then its is the one.
  package func make(library: TLSLibrary) throws(AuthorityStoreError) -> CertificateAuthority {
    let made: CertificateAuthority
    do throws(TLSError) {
      // A number, for somebody who trusts several: names that are alike confuse some clients.
      let name = "VerifyMock test authority \(UInt32.random(in: 100_000...999_999))"
      made = try CertificateAuthority.make(library, name: name, validFor: 3650)
    } catch {
      throw .tls(error)
    }
    try makeFolders(directory)
    let draft = "\(directory)/.new-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    guard mkdir(draft, 0o700) == 0 else { throw failure(draft) }
    defer { clear(draft) }
    try writePrivately(made.key, to: draft + "/key.pem")
    try writePrivately(made.certificate, to: draft + "/certificate.pem")
    // A folder takes the place of an empty one only: the second process takes what is there.
    if rename(draft, folder) == 0 { return made }
    guard errno == EEXIST || errno == ENOTEMPTY else { throw failure(folder) }
    guard let found = try load(library: library) else {
      throw .incomplete(path: certificatePath)
    }
    return found
  }

  /// The authority that is there; nil when there is none.
  package func load(
    library: TLSLibrary
  ) throws(AuthorityStoreError) -> CertificateAuthority? {
    guard try isSafe(folder, forbidden: 0o022, wanted: "700") else { return nil }
    guard try isSafe(certificatePath, forbidden: 0o022, wanted: "600") else {
      throw .incomplete(path: certificatePath)
    }
    guard try isSafe(keyPath, forbidden: 0o077, wanted: "600") else {
      throw .incomplete(path: keyPath)
    }
    let (certificate, key) = (try read(certificatePath), try read(keyPath))
    let found: CertificateAuthority
    do throws(TLSError) {
      found = try CertificateAuthority(library, certificate: certificate, key: key)
    } catch {
      throw .unusable(path: folder, error)
    }
    guard !found.isExpired else { throw .expired(path: certificatePath, at: found.expiry) }
    return found
  }

  /// Removes the authority; whether there was one. Programs that trusted it then trust nothing that exists.
  @discardableResult
  package func remove() throws(AuthorityStoreError) -> Bool {
    // Renamed in one step, so that nobody finds half of it.
    let old = "\(directory)/.old-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    guard rename(folder, old) == 0 else {
      if errno == ENOENT { return false }
      throw failure(folder)
    }
    clear(old)
    return true
  }
}

/// Why the authority on disk can't be used.
package enum AuthorityStoreError: Error, Sendable {
  /// Neither `XDG_STATE_HOME` nor `HOME` says where a user's state belongs.
  case noHome
  case file(Files.Failure)
  /// Others may read the key, or write where it is; the path and what `chmod` should get.
  case exposed(path: String, mode: String, wanted: String)
  /// The file belongs to somebody else.
  case foreign(path: String)
  /// One of the two files is missing.
  case incomplete(path: String)
  case expired(path: String, at: String)
  /// The files are there and hold no authority.
  case unusable(path: String, TLSError)
  case tls(TLSError)
}

extension AuthorityStoreError: CustomStringConvertible {
  /// What is wrong where, and what would help.
  package var description: String {
    switch self {
    case .noHome:
      "neither 'XDG_STATE_HOME' nor 'HOME' is set: there is no place for the certificate authority"
    case .file(let failure): failure.description
    case .exposed(let path, let mode, let wanted):
      """
      \(path): others can read or replace the authority's key (mode \(mode)); 'chmod \(wanted) \(path)', \
      or make a new one: 'verify-mock ca remove'
      """
    case .foreign(let path): "\(path): belongs to another user, and so might the key"
    case .incomplete(let path): "\(path): is missing; \(AuthorityStoreError.remedy)"
    case .expired(let path, let time):
      "\(path): the authority has expired on \(time); \(AuthorityStoreError.remedy)"
    case .unusable(let path, let error): "\(path): \(error); \(AuthorityStoreError.remedy)"
    case .tls(let error): error.description
    }
  }

  private static let remedy = "make a new one: 'verify-mock ca remove'"
}

package import VerifyMockTLS

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
      \(path): others can get at the authority's key (mode \(mode)); 'chmod \(wanted) \(path)', \
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

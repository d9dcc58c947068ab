/// Why TLS can't be set up at all; what goes wrong with one peer is a `TLSFailure`.
package enum TLSError: Error, Hashable, Sendable {
  /// No OpenSSL 3; what the system said of each place.
  case libraryMissing([String])
  case libraryTooOld(String)
  /// The library lacks this function.
  case functionMissing(String)
  /// The library refused to do something, and why.
  case refused(String, String)
  /// What should hold certificates in PEM and doesn't.
  case notCertificates(String)
  /// The key is not one in PEM, or needs a password.
  case notKey
  /// The key belongs to another certificate.
  case keyMismatch
  /// The certificate may not sign others.
  case notAuthority
  /// No certificate can be made for this name.
  case invalidHost(String)
  /// A file of roots that is named and can't be read.
  case unreadableRoots(String)
}

extension TLSError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .libraryMissing(let reasons):
      """
      TLS needs OpenSSL 3, which is not here (\(reasons.joined(separator: "; "))). \
      \(TLSError.remedy) Everything without TLS works as it is.
      """
    case .libraryTooOld(let version):
      "TLS needs OpenSSL 3; here is \(version). \(TLSError.remedy)"
    case .functionMissing(let name):
      "TLS needs OpenSSL 3; the library here lacks '\(name)'. \(TLSError.remedy)"
    case .refused(let what, let reason): "OpenSSL refused \(what): \(reason)"
    case .notCertificates(let reason): "expected certificates in PEM: \(reason)"
    case .notKey: "expected a private key in PEM that has no password"
    case .keyMismatch: "the private key does not belong to the certificate"
    case .notAuthority: "the certificate may not sign others (basicConstraints lacks CA:TRUE)"
    case .invalidHost(let host):
      "no certificate can be made for '\(TLSText.printable(host))': expected a host name or address"
    case .unreadableRoots(let path):
      "the file of trusted certificates '\(path)' can't be read: expected a regular file"
    }
  }

  private static var remedy: String {
    #if canImport(Darwin)
    "Install it with 'brew install openssl@3' or 'port install openssl3'."
    #else
    """
    Install it: 'apt install libssl3' (Debian, Ubuntu), 'dnf install openssl-libs' (Fedora, RHEL), \
    'apk add libssl3' (Alpine).
    """
    #endif
  }
}

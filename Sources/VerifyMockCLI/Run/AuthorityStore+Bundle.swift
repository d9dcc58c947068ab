import VerifyMock

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension AuthorityStore {
  /// Where systems keep the authorities that they trust, in one file of PEM.
  ///
  /// Debian and Alpine; Fedora and RHEL; openSUSE; macOS, FreeBSD and Alpine; Homebrew.
  /// What `SSL_CERT_FILE` names goes before them.
  static var systemRoots: [String] {
    let named = ProcessContext.variable("SSL_CERT_FILE").flatMap { $0.isEmpty ? nil : $0 }
    return (named.map { [$0] } ?? []) + [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem", "/opt/homebrew/etc/ca-certificates/cert.pem",
    ]
  }

  /// A PEM file of the system's authorities and this one, for programs whose setting replaces
  /// what they trust instead of adding to it.
  ///
  /// The first of `roots` that can be read goes in; without any the file holds this authority
  /// alone. The authority must be there. Written in one step, and only when something has changed.
  func bundlePath(
    roots: [String] = AuthorityStore.systemRoots
  ) throws(AuthorityStoreError) -> String {
    let path = folder + "/" + AuthorityStore.bundleName
    var bytes: [UInt8] = []
    // Ours, inherited by a command inside a command, would grow by itself.
    for root in roots where root != path {
      guard let found = try? Files.read(root), !found.isEmpty else { continue }
      bytes = found
      if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
      break
    }
    bytes += try read(certificatePath)
    try replace(path, with: bytes)
    return path
  }

  /// What a bundle holds, in the form that Java reads.
  func trustStorePath(bundle: String) throws(AuthorityStoreError) -> String {
    let path = folder + "/" + AuthorityStore.trustStoreName
    try replace(path, with: JavaTrustStore.bytes(pem: try read(bundle)))
    return path
  }

  /// Writes in one step, and only when something has changed.
  private func replace(_ path: String, with bytes: [UInt8]) throws(AuthorityStoreError) {
    if let present = try? Files.read(path), present == bytes { return }
    do throws(Files.Failure) {
      try Files.replace(path, with: bytes, mode: 0o600, isDurable: true)
    } catch {
      throw .file(error)
    }
  }
}

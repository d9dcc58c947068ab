/// An authority of our own, which signs a certificate for whatever host is asked for.
///
/// Does no I/O: the caller keeps `certificate` and `key`. Its certificates are what the strict
/// clients want: key identifiers and key usage on all of them (RFC 5280, section 4.2.1; Python
/// checks that since 3.13), alternative names, at most 397 days.
package struct CertificateAuthority: Sendable {
  /// In PEM.
  package let certificate: [UInt8]
  /// In PEM; to be kept where its owner alone can read it.
  package let key: [UInt8]
  /// Of the certificate: SHA-256 in hexadecimal pairs with colons, as other tools print it.
  package let fingerprint: String
  /// From then on nobody accepts what it signs, for example `Nov 21 07:00:00 2036 GMT`.
  package let expiry: String
  package let isExpired: Bool

  let library: TLSLibrary
  let object: OwnedObject
  let signer: OwnedObject

  /// Makes a new one with a key on P-256.
  package static func make(
    _ library: TLSLibrary, name: String, validFor days: Int
  ) throws(TLSError) -> CertificateAuthority {
    let key = try library.makeKey()
    let draft = try CertificateDraft(library, name: name, key: key)
    let day = 86_400
    // A day back, for clocks of containers and virtual machines that are behind.
    try draft.setValidity(-day..<max(1, days) * day, within: nil)
    try draft.setIssuer(draft.object)
    try draft.add(
      [
        (OpenSSL.basicConstraints, "critical,CA:TRUE,pathlen:0"),
        (OpenSSL.keyUsage, "critical,keyCertSign,cRLSign"),
        (OpenSSL.subjectKeyIdentifier, "hash"),
      ], issuer: draft.object)
    // After the subject's, which for this certificate is the one it refers to.
    try draft.add(
      [(OpenSSL.authorityKeyIdentifier, "keyid:always")], issuer: draft.object)
    try draft.sign(key: key)
    return try CertificateAuthority(
      library, certificate: library.pem(ofCertificate: draft.object), key: library.pem(ofKey: key))
  }

  /// Takes one that was made before, in PEM; throws when the two don't belong together.
  package init(
    _ library: TLSLibrary, certificate: [UInt8], key: [UInt8]
  ) throws(TLSError) {
    let found = try library.certificates(inPEM: certificate)
    object = found[0]
    signer = try library.key(inPEM: key)
    let crypto = library.crypto
    guard crypto.matches(object.pointer, signer.pointer) == 1 else {
      crypto.errorClear()
      throw .keyMismatch
    }
    guard crypto.isAuthority(object.pointer) == 1 else { throw .notAuthority }
    var digest = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 0
    guard crypto.digest(object.pointer, crypto.sha256(), &digest, &count) == 1 else {
      throw .refused("a fingerprint", library.reason())
    }
    fingerprint = digest[..<Int(count)].map { byte in
      let text = String(byte, radix: 16, uppercase: true)
      return text.count == 1 ? "0" + text : text
    }.joined(separator: ":")
    let end = crypto.notAfter(object.pointer)
    expiry = library.text { crypto.timePrint($0, end) == 1 }
    isExpired = crypto.timeIsPast(end) < 0
    self.certificate = certificate
    self.key = key
    self.library = library
  }
}

extension CertificateAuthority: CustomStringConvertible, CustomReflectable {
  /// Never shows the key.
  package var description: String { "an authority \(fingerprint) (the key is not shown)" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

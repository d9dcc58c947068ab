extension CertificateAuthority {
  /// From an hour ago, for clocks that are behind, to 396 days from now: clients of Apple and
  /// others refuse what is valid for longer than 398.
  package static let usualValidity = -3600..<396 * 86_400

  /// A new key and a certificate for all of `hosts`: names, `*.` names, addresses.
  ///
  /// `validity` is in seconds from now. Throws `TLSError.invalidHost` for what names no host.
  package func identity(
    for hosts: [String], validity: Range<Int> = usualValidity
  ) throws(TLSError) -> TLSIdentity {
    var names: [CertificateHost] = []
    for host in hosts {
      guard let name = CertificateHost(host) else { throw .invalidHost(host) }
      if !names.contains(name) { names.append(name) }
    }
    guard let first = names.first else { throw .invalidHost("") }
    let key = try library.makeKey()
    let common = first.text.utf8.count <= 64 ? first.text : "a host of VerifyMock"
    let draft = try CertificateDraft(library, name: common, key: key)
    try draft.setValidity(validity, within: object)
    try draft.setIssuer(object)
    try draft.add(
      [
        (OpenSSL.basicConstraints, "critical,CA:FALSE"),
        (OpenSSL.keyUsage, "critical,digitalSignature"),
        (OpenSSL.extendedKeyUsage, "serverAuth"),
        (OpenSSL.subjectKeyIdentifier, "hash"),
        (OpenSSL.authorityKeyIdentifier, "keyid:always"),
        (
          OpenSSL.subjectAlternativeName,
          names.map(\.alternativeName).joined(separator: ",")
        ),
      ], issuer: object)
    try draft.sign(key: signer)
    return TLSIdentity(
      certificates: try library.pem(ofCertificate: draft.object),
      key: try library.pem(ofKey: key))
  }
}

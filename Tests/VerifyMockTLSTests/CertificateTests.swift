import Testing
import VerifyMockTLS

@Suite("Certificates")
struct CertificateTests {
  @Test("an authority is read back from its own PEM")
  func readsBack() throws {
    let library = try Authorities.library.get()
    let ours = try Authorities.ours.get()
    let again = try CertificateAuthority(library, certificate: ours.certificate, key: ours.key)
    #expect(again.fingerprint == ours.fingerprint)
    #expect(again.fingerprint.count == 32 * 3 - 1)
    #expect(again.expiry.hasSuffix("GMT"))
    #expect(!again.isExpired)
    #expect(try again.identity(for: ["localhost"]).certificates.count > 500)
  }

  @Test("what is no authority is refused: a leaf, another key, noise, a key with a password")
  func refuses() throws {
    let library = try Authorities.library.get()
    let ours = try Authorities.ours.get()
    let leaf = try Authorities.identity.get()
    #expect(throws: TLSError.notAuthority) {
      try CertificateAuthority(library, certificate: leaf.certificates, key: leaf.key)
    }
    #expect(throws: TLSError.keyMismatch) {
      try CertificateAuthority(library, certificate: ours.certificate, key: leaf.key)
    }
    #expect(throws: TLSError.notKey) {
      try CertificateAuthority(library, certificate: ours.certificate, key: [1, 2])
    }
    #expect(throws: TLSError.notKey) {
      try CertificateAuthority(library, certificate: ours.certificate, key: Array(encrypted.utf8))
    }
    #expect(throws: TLSError.self) {
      try CertificateAuthority(library, certificate: [], key: ours.key)
    }
    #expect(throws: TLSError.self) {
      try CertificateAuthority(
        library, certificate: ours.certificate.dropLast(60), key: ours.key)
    }
  }

  @Test("no description shows a key")
  func hidesKey() throws {
    let ours = try Authorities.ours.get()
    let leaf = try Authorities.identity.get()
    var dumped = ""
    dump(ours, to: &dumped)
    dump(leaf, to: &dumped)
    dumped += "\(ours) \(leaf) \(String(reflecting: leaf)) \(String(reflecting: ours))"
    // The first bytes of PEM, as a line or a dump of numbers shows them.
    #expect(!dumped.contains("45, 45, 45"))
    #expect(!dumped.contains("- 45"))
    #expect(!dumped.contains("PRIVATE"))
    #expect(dumped.contains("not shown"))
  }

  @Test("two certificates for one host differ")
  func differ() throws {
    let ours = try Authorities.ours.get()
    let first = try ours.identity(for: ["localhost"])
    #expect(try ours.identity(for: ["localhost"]) != first)
  }

  /// A key on P-256 with the password "x", made for this test and used nowhere.
  private let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjIvS4AKahXggICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECqWVqWHYUVHTGhwrSeTPKgEgZAM
    wgIpNGBbBNPKPKl4+oR7ZkA4LMcVbi3ZAJualtzOvbK26BTWot1lq5l7pEVnHBNP
    wcoBUTO/7qeflPyZ4npoWCBWrL8RE5rjtSck5x3ZES+D2le+l5LhpCqXJysuTwqK
    MqU3w7qtNbg5mDdy3hASZR3Rfk5t66rxx4sjqjzeaJ4uKYwpy3zvWUczUic4Wsk=
    -----END ENCRYPTED PRIVATE KEY-----
    """
}

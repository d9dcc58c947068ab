import Foundation
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

  @Test("what a user brings is checked before a client comes")
  func checksIdentity() throws {
    let library = try Authorities.library.get()
    let ours = try Authorities.ours.get()
    let leaf = try Authorities.identity.get()
    try leaf.check(library)
    // One file for both, as some programs keep them.
    let both = leaf.key + leaf.certificates + ours.certificate
    try TLSIdentity(certificates: both, key: both).check(library)
    #expect(throws: TLSError.keyMismatch) {
      try TLSIdentity(certificates: leaf.certificates, key: ours.key).check(library)
    }
    #expect(throws: TLSError.notKey) {
      try TLSIdentity(certificates: leaf.certificates, key: leaf.certificates).check(library)
    }
    #expect(throws: TLSError.self) {
      try TLSIdentity(certificates: leaf.key, key: leaf.key).check(library)
    }
  }

  @Test(
    "a certificate that a user has made serves, with whatever kind of key",
    .enabled(if: Tool.isHere("openssl"), "there is no 'openssl' here"),
    arguments: [
      ["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], ["ed25519"],
    ])
  func servesOwn(kind: [String]) throws {
    let folder = try TemporaryFolder()
    let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
    let made = try #require(Tool("openssl")).run(
      ["req", "-x509", "-nodes", "-subj", "/CN=x", "-keyout", key, "-out", certificate]
        + ["-addext", "subjectAltName=DNS:localhost", "-newkey"] + kind)
    #expect(made.code == 0, "\(made.text)")
    let identity = TLSIdentity(
      certificates: Array(try Data(contentsOf: URL(fileURLWithPath: certificate))),
      key: Array(try Data(contentsOf: URL(fileURLWithPath: key))))
    try identity.check(Authorities.library.get())
    #expect(try Authorities.pair(trust: .file(certificate), identity: identity).settle())
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

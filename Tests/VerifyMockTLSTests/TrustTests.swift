import Foundation
import Testing
import VerifyMockTLS

@Suite("Trust")
struct TrustTests {
  private func failures(_ pair: SessionPair) -> (client: TLSFailure?, server: TLSFailure?) {
    #expect(!pair.settle())
    return (pair.client.failure, pair.server.failure)
  }

  @Test(
    "a certificate for other hosts is refused",
    arguments: ["other.example", "test.example", "a.b.test.example", "127.0.0.2", "::2"])
  func refusesHost(host: String) throws {
    let (client, server) = failures(try Authorities.pair(host: host))
    guard case .wrongHost(asked: host, let named) = client else {
      Issue.record("\(String(describing: client))")
      return
    }
    #expect(named.contains("DNS:localhost"))
    #expect(named.contains("127.0.0.1"))
    #expect(server == .alert(42))
    #expect(client?.description.contains("not for '\(host)'") == true)
  }

  @Test("an expired certificate is refused with its date")
  func refusesExpired() throws {
    let identity = try Authorities.ours.get().identity(
      for: ["localhost"], validity: -7200 ..< -3600)
    let (client, server) = failures(try Authorities.pair(identity: identity))
    guard case .expired(let time) = client else {
      Issue.record("\(String(describing: client))")
      return
    }
    #expect(time.hasSuffix("GMT"))
    #expect(server == .alert(45))
  }

  @Test("a certificate of the future is refused with its date")
  func refusesFuture() throws {
    let identity = try Authorities.ours.get().identity(for: ["localhost"], validity: 3600..<7200)
    let (client, _) = failures(try Authorities.pair(identity: identity))
    guard case .notYetValid(let time) = client else {
      Issue.record("\(String(describing: client))")
      return
    }
    #expect(time.hasSuffix("GMT"))
  }

  @Test("a foreign authority is refused by name, and the server learns why")
  func refusesForeign() throws {
    let library = try Authorities.library.get()
    let other = try CertificateAuthority.make(library, name: "Somebody else", validFor: 1)
    let identity = try other.identity(for: ["localhost"])
    let (client, server) = failures(try Authorities.pair(identity: identity))
    #expect(client == .unknownAuthority(issuer: "CN=Somebody else"))
    #expect(server == .alert(48))
    #expect(server?.description.contains("does not trust") == true)
  }

  @Test("a certificate that signed itself is refused unless it is the one that is trusted")
  func refusesSelfSigned() throws {
    let library = try Authorities.library.get()
    let other = try CertificateAuthority.make(library, name: "localhost", validFor: 1)
    let identity = TLSIdentity(certificates: other.certificate, key: other.key)
    let (client, _) = failures(try Authorities.pair(identity: identity))
    #expect(client == .selfSigned(subject: "CN=localhost"))
  }

  @Test("a server's own certificate may be what is trusted")
  func trustsLeaf() throws {
    let identity = try Authorities.identity.get()
    let pair = try Authorities.pair(trust: .pem(identity.certificates), identity: identity)
    #expect(pair.settle())
  }

  @Test("an authority's own certificate is no server's")
  func refusesPurpose() throws {
    let library = try Authorities.library.get()
    let other = try CertificateAuthority.make(library, name: "localhost", validFor: 1)
    let identity = TLSIdentity(certificates: other.certificate, key: other.key)
    let (client, server) = failures(
      try Authorities.pair(trust: .pem(other.certificate), identity: identity))
    #expect(client == .refusedCertificate(reason: "unsuitable certificate purpose"))
    #expect(server == .alert(43))
  }

  @Test(
    "the name in the subject counts for nothing",
    .enabled(if: Tool.isHere("openssl"), "there is no 'openssl' here"))
  func ignoresSubject() throws {
    let folder = try TemporaryFolder()
    let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
    let made = try #require(Tool("openssl")).run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-subj", "/CN=localhost", "-keyout", key, "-out", certificate,
    ])
    #expect(made.code == 0, "\(made.text)")
    let identity = TLSIdentity(
      certificates: Array(try Data(contentsOf: URL(fileURLWithPath: certificate))),
      key: Array(try Data(contentsOf: URL(fileURLWithPath: key))))
    let (client, _) = failures(
      try Authorities.pair(trust: .file(certificate), identity: identity))
    #expect(client == .wrongHost(asked: "localhost", named: ""))
  }

  @Test("trusting nothing in particular takes anybody, by explicit word")
  func trustsAnybody() throws {
    let identity = try Authorities.ours.get().identity(
      for: ["elsewhere.example"], validity: -7200 ..< -3600)
    let pair = try Authorities.pair(trust: .nothing, identity: identity)
    #expect(pair.settle())
  }

  @Test("the system's store does not know our authority")
  func refusesWithSystem() throws {
    let (client, _) = failures(try Authorities.pair(trust: .system))
    #expect(client == .unknownAuthority(issuer: "CN=Ours of the tests"))
  }

  @Test("a file of roots is believed, and a missing or empty one is named")
  func readsFile() throws {
    let library = try Authorities.library.get()
    let folder = try TemporaryFolder()
    let path = try folder.write(Authorities.ours.get().certificate, "roots.pem")
    #expect(try Authorities.pair(trust: .file(path)).settle())
    let missing = folder.path + "/none.pem"
    #expect(throws: TLSError.unreadableRoots(missing)) {
      try TLSContext.client(library, trust: .file(missing))
    }
    let empty = try folder.write([], "empty.pem")
    #expect(throws: TLSError.self) { try TLSContext.client(library, trust: .file(empty)) }
    #expect(throws: TLSError.self) { try TLSContext.client(library, trust: .pem([1, 2, 3])) }
  }

  @Test("a chain with an authority between is sent whole")
  func sendsChain() throws {
    let ours = try Authorities.ours.get()
    let leaf = try Authorities.identity.get()
    let chain = TLSIdentity(certificates: leaf.certificates + ours.certificate, key: leaf.key)
    let alone = try Authorities.pair()
    let whole = try Authorities.pair(identity: chain)
    #expect(alone.settle())
    #expect(whole.settle())
    #expect(whole.sentByServer > alone.sentByServer + 300)
  }

  @Test("a key that belongs to another certificate is refused, and the failure says so")
  func refusesMismatch() throws {
    let ours = try Authorities.ours.get()
    let leaf = try Authorities.identity.get()
    let mixed = TLSIdentity(certificates: leaf.certificates, key: ours.key)
    let (client, server) = failures(try Authorities.pair(identity: mixed))
    #expect(
      server
        == .badIdentity(serverName: "localhost", reason: TLSError.keyMismatch.description))
    #expect(client == .alert(80))
  }
}

import VerifyMockTLS

/// What the tests share: the library, an authority and identities made once.
enum Authorities {
  static let library = Result { () throws(TLSError) in try TLSLibrary.load() }

  static let ours = Result { () throws(TLSError) in
    try CertificateAuthority.make(library.get(), name: "Ours of the tests", validFor: 30)
  }

  static let identity = Result { () throws(TLSError) in
    try ours.get().identity(for: ["localhost", "*.test.example", "127.0.0.1", "::1"])
  }

  /// A server and a client that believes `trust`, which is our authority when nil.
  static func pair(
    host: String = "localhost", trust: TLSTrust? = nil, identity: TLSIdentity? = nil
  ) throws -> SessionPair {
    let shown = try identity ?? Authorities.identity.get()
    let server = try TLSContext.server(library.get()) { _ in shown }
    let client = try TLSContext.client(
      library.get(), trust: trust ?? .pem(ours.get().certificate))
    return SessionPair(
      client: try client.clientSession(host: host), server: try server.serverSession())
  }
}

import Testing
import VerifyMockTLS

@Suite("Handshake")
struct HandshakeTests {
  @Test(
    "a client and a server agree on TLS 1.3, HTTP/1.1 and the host", arguments: [Int.max, 1, 7])
  func agrees(chunk: Int) throws {
    let pair = try Authorities.pair()
    pair.chunk = chunk
    #expect(pair.client.hasOutput)
    #expect(pair.settle())
    #expect(pair.client.failure == nil)
    #expect(pair.server.failure == nil)
    #expect(pair.client.version == "TLSv1.3")
    #expect(pair.server.agreedProtocol == "http/1.1")
    #expect(pair.client.agreedProtocol == "http/1.1")
    #expect(pair.server.serverName == "localhost")
  }

  @Test("nothing is written before the handshake is done")
  func blocksBefore() throws {
    let pair = try Authorities.pair()
    #expect(pair.client.write("early") == .blocked)
    #expect(pair.server.write("early") == .blocked)
    #expect(pair.settle())
    #expect(pair.client.write("late") == .moved(4))
    _ = pair.carry()
    #expect(pair.server.read().bytes == Array("late".utf8))
    #expect(pair.server.read().outcome == .blocked)
  }

  @Test(
    "a host is verified as a name or an address",
    arguments: ["localhost", "LOCALHOST.", "a.test.example", "127.0.0.1", "::1", "[::1]"])
  func verifies(host: String) throws {
    let pair = try Authorities.pair(host: host)
    #expect(pair.settle(), "\(String(describing: pair.client.failure))")
  }

  @Test("an address is not sent as a name", arguments: ["127.0.0.1", "[::1]"])
  func sendsNoAddress(host: String) throws {
    let pair = try Authorities.pair(host: host)
    #expect(pair.settle())
    #expect(pair.server.serverName == nil)
  }

  @Test("the server chooses the certificate by the name that the client sends")
  func chooses() throws {
    let library = try Authorities.library.get()
    let authority = try Authorities.ours.get()
    let server = try TLSContext.server(library) { name in
      name.flatMap { try? authority.identity(for: [$0]) }
    }
    let client = try TLSContext.client(library, trust: .pem(authority.certificate))
    for host in ["one.example", "two.example", "one.example"] {
      let pair = SessionPair(
        client: try client.clientSession(host: host), server: try server.serverSession())
      #expect(pair.settle())
      #expect(pair.server.serverName == host)
    }
  }

  @Test(
    "a name without a certificate is refused with alert 112", arguments: ["other.example", nil])
  func refusesName(name: String?) throws {
    let library = try Authorities.library.get()
    let server = try TLSContext.server(library) { _ in nil }
    let client = try TLSContext.client(library, trust: .nothing)
    let pair = SessionPair(
      client: try client.clientSession(host: name ?? "127.0.0.1"),
      server: try server.serverSession())
    #expect(!pair.settle())
    #expect(pair.server.failure == .noIdentity(serverName: name))
    #expect(pair.client.failure == .alert(112))
  }
}

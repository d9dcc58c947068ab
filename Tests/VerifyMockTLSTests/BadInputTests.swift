import Testing
import VerifyMockTLS

@Suite("Bad input")
struct BadInputTests {
  private func server() throws -> TLSSession { try Authorities.pair().server }
  private func client() throws -> TLSSession { try Authorities.pair().client }

  @Test(
    "plain HTTP on a TLS port is told apart, however it is split, and answered by nothing",
    arguments: [
      "GET / HTTP/1.1\r\n\r\n", "POST /x HTTP/1.1\r\n", "CONNECT a:443 HTTP/1.1\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ], [1, 4, 100])
  func plainHTTP(text: String, chunk: Int) throws {
    let session = try server()
    session.take(Array(text.utf8), chunk: chunk)
    #expect(session.read().outcome == .failed)
    #expect(session.failure == .plainHTTP)
    #expect(!session.hasOutput)
  }

  @Test("a server that answers a client in plain HTTP is told apart")
  func plainServer() throws {
    let session = try client()
    session.take(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
    #expect(session.read().outcome == .failed)
    #expect(session.failure == .plainHTTP)
  }

  @Test(
    "noise is not TLS",
    arguments: [
      [0], [0, 1, 2, 3, 4, 5], [0x80, 0x2E, 1, 3, 1], [0x16, 0x02, 0, 0, 5], [0x17, 3, 3, 0, 1, 0],
      Array("SSH-2.0-x\r\n".utf8),
    ] as [[UInt8]])
  func noise(bytes: [UInt8]) throws {
    for session in [try server(), try client()] {
      session.take(bytes)
      session.endInput()
      #expect(session.read().outcome == .failed)
      #expect(session.failure == .notTLS)
    }
  }

  @Test(
    "a record that is TLS in its first bytes only breaks the session",
    arguments: [
      [0x16, 0x03, 0x01, 0xFF, 0xFF] + [UInt8](repeating: 1, count: 100),
      [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00],
      [0x16, 0x03, 0x01, 0x00, 0x04, 0x63, 0x00, 0x00, 0x00],
    ] as [[UInt8]])
  func brokenRecord(bytes: [UInt8]) throws {
    let session = try server()
    session.take(bytes)
    #expect(session.read().outcome == .failed)
    guard case .brokenProtocol = session.failure else {
      Issue.record("\(String(describing: session.failure))")
      return
    }
  }

  @Test("half a handshake waits, and its end is told apart at every byte of the greeting")
  func halfHandshake() throws {
    let greeting = try client().output()
    for count in 0..<greeting.count {
      let session = try server()
      session.take(Array(greeting[..<count]))
      #expect(session.read().outcome == .blocked)
      session.endInput()
      #expect(session.read().outcome == .failed)
      #expect(session.failure == (count == 0 ? .closedAtOnce : .closedInHandshake))
    }
  }

  @Test("a changed bit in the greeting never does more than break the session")
  func mutatedGreeting() throws {
    let greeting = try client().output()
    for index in greeting.indices {
      let session = try server()
      var bytes = greeting
      bytes[index] ^= UInt8(1) << UInt8(index % 8)
      session.take(bytes)
      session.endInput()
      for _ in 0..<3 { _ = session.read() }
      #expect(session.failure != nil)
      #expect(!session.isEstablished)
    }
  }

  @Test("a client that ends during the handshake leaves the server with a reason")
  func clientGoes() throws {
    let pair = try Authorities.pair()
    pair.server.take(pair.client.output())
    #expect(pair.server.step() == .blocked)
    pair.server.endInput()
    #expect(pair.server.step() == .failed)
    #expect(pair.server.failure == .closedInHandshake)
  }

  @Test("first bytes tell TLS from plain text")
  func sniffs() {
    #expect(TLSSession.isTLS([0x16, 0x03, 0x01]) == true)
    #expect(TLSSession.isTLS([0x16]) == true)
    #expect(TLSSession.isTLS("GET /".utf8) == false)
    #expect(TLSSession.isTLS([]) == nil)
  }

  @Test(
    "a client must name a host", arguments: ["", "a b", "ä.example", "a..b", "x\u{0}y", "a,IP:1"])
  func refusesHost(host: String) throws {
    let context = try TLSContext.client(Authorities.library.get(), trust: .nothing)
    #expect(throws: TLSError.invalidHost(host)) { try context.clientSession(host: host) }
    let ours = try Authorities.ours.get()
    #expect(throws: TLSError.invalidHost(host)) { try ours.identity(for: [host]) }
  }
}

import Testing
import VerifyMockHTTP
import VerifyMockTLS
import VerifyMockTestSupport

@testable import VerifyMockNetwork

@Suite("The event loop speaks TLS", .timeLimit(.minutes(20)))
struct SecureLoopTests {
  private static func ask(
    _ client: LoopClient, port: UInt16, host: String = "localhost", method: String = "POST",
    target: String = "/", body: String = "", trust: TLSTrust? = nil
  ) async throws -> OutgoingResult {
    let message = HTTPRequest(method: method, target: target, host: "x", body: Array(body.utf8))
    var request = OutgoingRequest(
      host: host, port: port, message: message, trust: try trust ?? TestAuthority.trust,
      timeout: .seconds(600))
    request.limits.body = 16 << 20
    return await client.send(request)
  }

  private static func withClient(
    backend: PollBackend = .best, context: TLSContext? = nil,
    _ body: (LoopClient, EventLoop<LoopTestApplication>) async throws -> Void
  ) async throws {
    let client = try LoopClient()
    let security = try context ?? TestAuthority.context()
    try await EventLoopTests.withLoop(backend: backend) {
      $0.security = security
    } _: { loop in
      try await body(client, loop)
    }
    await client.stop()
  }

  @Test("requests are answered, large contents go both ways", arguments: PollBackend.allCases)
  func answers(backend: PollBackend) async throws {
    try await Self.withClient(backend: backend) { client, loop in
      for size in [0, 1, 16_384, 100_000, 900_000] {
        let body = String(repeating: "b", count: size)
        let result = try await Self.ask(client, port: loop.port, body: body)
        guard case .answered(let response) = result else {
          Issue.record("\(size): \(result)")
          return
        }
        #expect(response.body.count == 7 + size)
      }
      let result = try await Self.ask(client, port: loop.port, target: "/big/9000000")
      guard case .answered(let response) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(response.body.count == 9_000_000)
    }
  }

  @Test("requests in one record, and over many, are answered in order; bytes come one at a time")
  func splits() async throws {
    try await Self.withClient { _, loop in
      let client = try SecureClient(try RawClient(port: loop.port))
      try client.shakeHands(chunk: 1)
      let expected = (0..<300).map { "GET /\($0) " }
      client.write(
        (0..<300).map { "GET /\($0) HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" }.joined())
      var text = ""
      while expected.contains(where: { !text.contains($0) }) {
        let part = try client.read(1)
        if part.isEmpty { break }
        text += part
      }
      let places = expected.compactMap { wanted in text.ranges(of: wanted).first?.lowerBound }
      #expect(places.count == 300)
      #expect(places == places.sorted())
    }
  }

  @Test(
    "what a client sends ahead of a late answer is not forgotten in the session",
    arguments: Array(stride(from: 56_000, through: 96_000, by: 4_000)))
  func readsAhead(size: Int) async throws {
    try await Self.withClient { _, loop in
      let client = try SecureClient(try RawClient(port: loop.port))
      try client.shakeHands()
      let body = String(repeating: "b", count: 1000)
      let request = "POST /n HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + body
      let count = size / request.utf8.count
      client.write(
        "GET /delay/100 HTTP/1.1\r\nHost: x\r\n\r\n"
          + String(repeating: request, count: count))
      var text = ""
      while text.ranges(of: body).count < count {
        let part = try client.read(1)
        if part.isEmpty { break }
        text += part
      }
      #expect(text.ranges(of: body).count == count)
    }
  }

  @Test(
    "a client trusts nobody but whom it should",
    arguments: [
      ("localhost", -7200..<(-3600), true, "expired"),
      ("localhost", 3600..<7200, true, "not valid"),
      ("other.example", CertificateAuthority.usualValidity, true, "not for 'localhost'"),
      ("localhost", CertificateAuthority.usualValidity, false, "not among the trusted"),
    ])
  func verifies(name: String, validity: Range<Int>, isTrusted: Bool, why: String) async throws {
    let context = try TestAuthority.context(for: [name], validity: validity)
    let other = try CertificateAuthority.make(
      TestAuthority.library.get(), name: "Another", validFor: 30)
    try await Self.withClient(context: context) { client, loop in
      let trust = isTrusted ? nil : TLSTrust.pem(other.certificate)
      let result = try await Self.ask(client, port: loop.port, trust: trust)
      guard case .unreachable(let reason) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(reason.contains(why))
      // Nobody has been asked anything.
      #expect(try await loop.run { app, _ in app.handledCount } == 0)
      let careless = try await Self.ask(client, port: loop.port, trust: .nothing)
      guard case .answered = careless else {
        Issue.record("\(careless)")
        return
      }
    }
  }

  @Test("plain HTTP is told to speak TLS, noise is cut off, and both are counted")
  func refusesPlain() async throws {
    try await Self.withClient { client, loop in
      let plain = try RawClient(port: loop.port)
      plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      let response = try plain.readResponse()
      #expect(response.status == 400)
      #expect(response.body.contains("https"))
      #expect(try plain.readToEnd().isEmpty)
      let noise = try RawClient(port: loop.port)
      noise.send([0, 1, 2, 3, 4, 5])
      #expect(try noise.readToEnd().isEmpty)
      let half = try RawClient(port: loop.port)
      half.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
      half.endOutput()
      _ = try half.readToEnd()
      // A probe that says nothing is no failure.
      let probe = try RawClient(port: loop.port)
      probe.endOutput()
      #expect(try probe.readToEnd().isEmpty)
      let counted = try await loop.run { app, context in
        (app.failures, context.connections.handshakesFailed)
      }
      #expect(counted.0.count == 3)
      #expect(counted.1 == 3)
      guard case .answered = try await Self.ask(client, port: loop.port) else {
        Issue.record("others are disturbed")
        return
      }
    }
  }

  @Test("a handshake that stalls ends at the deadline of a head; others are served meanwhile")
  func endsStalled() async throws {
    let client = try LoopClient()
    let security = try TestAuthority.context()
    try await EventLoopTests.withLoop {
      $0.security = security
      // Long enough for a good client's handshake on a busy machine.
      $0.deadlines.head = .seconds(2)
    } _: { loop in
      let silent = try RawClient(port: loop.port)
      let stalled = try RawClient(port: loop.port)
      stalled.send([0x16, 0x03, 0x01])
      guard case .answered = try await Self.ask(client, port: loop.port) else {
        Issue.record("others are disturbed")
        return
      }
      #expect(try silent.readToEnd().isEmpty)
      #expect(try stalled.readToEnd().isEmpty)
      #expect(try await loop.run { app, _ in app.failures.count } == 2)
    }
    await client.stop()
  }

  @Test("a client over TLS that does not read is dropped after a while")
  func dropsStopped() async throws {
    let security = try TestAuthority.context()
    try await EventLoopTests.withLoop {
      $0.security = security
      $0.deadlines.write = .milliseconds(200)
    } _: { loop in
      let client = try SecureClient(try RawClient(port: loop.port, receiveBuffer: 4096))
      try client.shakeHands()
      client.write("GET /big/30000000 HTTP/1.1\r\nHost: x\r\n\r\n")
      try await EventLoopTests.wait(for: loop) { $0.open == 0 }
      #expect(try await loop.run { _, context in context.connections.timedOut } == 1)
    }
  }

  @Test("one connection too many is closed and counted; the next one after an end is served")
  func refusesCrowd() async throws {
    let security = try TestAuthority.context()
    try await EventLoopTests.withLoop {
      $0.security = security
      $0.maxConnections = 1
    } _: { loop in
      do {
        let first = try SecureClient(try RawClient(port: loop.port))
        try first.shakeHands()
        let second = try RawClient(port: loop.port)
        #expect(try second.readToEnd().isEmpty)
        #expect(try await loop.run { _, context in context.connections.refused } == 1)
      }
      try await EventLoopTests.wait(for: loop) { $0.open == 0 }
      try SecureClient(try RawClient(port: loop.port)).shakeHands()
    }
  }

  @Test("TLS on a port of plain HTTP is refused at once and named")
  func refusesTLS() async throws {
    try await EventLoopTests.withLoop { loop in
      let raw = try RawClient(port: loop.port)
      let client = try SecureClient(raw)
      client.flush()
      #expect(try raw.readResponse().status == 400)
      #expect(try await loop.run { app, _ in app.refusals } == [.tlsHandshake])
    }
  }
}

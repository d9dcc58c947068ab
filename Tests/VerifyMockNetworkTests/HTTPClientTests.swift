import Testing
import VerifyMockHTTP
import VerifyMockTLS

@testable import VerifyMockNetwork

@Suite("A command's client")
struct HTTPClientTests {
  private static func send(
    _ url: String, trust: TLSTrust = .system, proxy: HTTPProxy? = nil,
    limits: TimeLimits = TimeLimits(.seconds(60))
  ) throws -> Result<Int, HTTPClient.Failure> {
    let url = try #require(EndpointURL(url))
    let client = try HTTPClient(
      url: url, trust: trust, proxy: proxy, limits: limits)
    return client.send(HTTPRequest(target: "/", host: client.authority)).map { $0.response.status }
  }

  @Test("https is spoken with whoever proves to be the host, and with nobody else")
  func verifies() async throws {
    let security = try TestAuthority.context()
    try await EventLoopTests.withLoop {
      $0.security = security
    } _: { loop in
      let url = "https://localhost:\(loop.port)"
      #expect(try Self.send(url, trust: TestAuthority.trust) == .success(200))
      #expect(try Self.send(url, trust: .nothing) == .success(200))
      guard case .failure(.untrusted) = try Self.send(url) else {
        Issue.record("an unknown authority was trusted")
        return
      }
    }
  }

  @Test("each phase has a limit and words of its own")
  func limits() async throws {
    // It accepts in the system's queue and never says a word.
    let silent = try Listeners(LoopConfiguration(hosts: ["127.0.0.1"]))
    defer { for socket in silent.sockets { socket.close() } }
    let place = "127.0.0.1:\(silent.addresses.first?.port ?? 0)"
    // Only the phase in question is short: a busy machine may delay the others.
    var limits = TimeLimits(.seconds(60))
    limits.handshake = .milliseconds(200)
    #expect(
      try Self.send("https://\(place)", trust: .nothing, limits: limits)
        == .failure(.handshakeTimedOut))
    #expect(
      try Self.send("https://here", proxy: HTTPProxy("http://\(place)"), limits: limits)
        == .failure(.handshakeTimedOut))
    limits.response = .milliseconds(200)
    #expect(try Self.send("http://\(place)", limits: limits) == .failure(.timedOut))
    #expect(
      Set(
        [HTTPClient.Failure.connectTimedOut, .handshakeTimedOut, .timedOut]
          .map(\.description)
      ).count == 3)
  }

  @Test("a proxy is asked for the way, and its refusal is told")
  func usesProxy() async throws {
    var app = LoopTestApplication()
    app.security = try TestAuthority.context()
    try await EventLoopTests.withLoop(app: app) { loop in
      let proxy = try HTTPProxy("http://127.0.0.1:\(loop.port)")
      #expect(
        try Self.send("https://here", trust: TestAuthority.trust, proxy: proxy) == .success(200))
      guard
        case .failure(.proxyRefused(let reason)) = try Self.send(
          "https://no-such-host.invalid", proxy: proxy)
      else {
        Issue.record("the proxy let it pass")
        return
      }
      #expect(reason.contains("502"))
    }
  }
}

import Testing
import VerifyMockHTTP
import VerifyMockNetwork

@testable import VerifyMock

@Suite("What becomes of a request that names a host")
struct ProxyRulesTests {
  private static let rules = ProxyRules(
    served: ["api.one.example", "API.two.example"],
    passed: ["Docs.example", "odd.example:8443", "localhost", "127.0.0.1"],
    own: ["mock"])

  /// What is decided on a target; the server listens on 127.0.0.1:8374.
  private static func decision(_ line: String, host: String) -> ProxyRules.Decision? {
    var parser = HTTPRequestParser()
    let text = "\(line) HTTP/1.1\r\nHost: \(host)\r\n\r\n"
    Array(text.utf8).withUnsafeBytes { parser.append($0) }
    guard parser.next() == .request else { return nil }
    return ProxyTarget(parser.request).map {
      rules.decision(on: $0, addresses: [.loopbackV4(port: 8374)])
    }
  }

  @Test(
    "hosts of the documents are answered, those that are passed pass, this server is itself",
    arguments: [
      ("GET http://api.one.example/v1", "api.one.example", ProxyRules.Decision.served),
      ("GET https://api.two.example/v1", "api.two.example", .served),
      ("GET https://API.ONE.example/v1", "api.one.example", .served),
      ("CONNECT api.one.example:443", "api.one.example:443", .served),
      ("CONNECT docs.example:443", "docs.example:443", .passed),
      ("CONNECT odd.example:8443", "odd.example:8443", .passed),
      ("CONNECT odd.example:443", "odd.example:443", .foreign),
      ("GET http://example.com/", "example.com", .foreign),
      ("GET http://one.example/", "one.example", .foreign),
      ("GET http://api.one.example.evil/", "api.one.example.evil", .foreign),
      ("GET http://localhost:8374/", "localhost:8374", .own),
      ("GET http://127.0.0.1:8374/", "127.0.0.1:8374", .own),
      ("GET http://[::1]:8374/", "[::1]:8374", .own),
      ("GET http://mock:9000/", "mock:9000", .own),
      ("GET http://localhost:9000/", "localhost:9000", .passed),
      ("CONNECT 127.0.0.1:22", "127.0.0.1:22", .passed),
      ("CONNECT 127.0.0.1:8374", "127.0.0.1:8374", .own),
      ("CONNECT [::ffff:127.0.0.1]:8374", "x", .own), ("CONNECT 0.0.0.0:8374", "x", .own),
      ("CONNECT [::1]:22", "x", .foreign), ("GET http://api.one.example/", "x", .served),
      ("GET http://192.0.2.1:8374/", "192.0.2.1:8374", .foreign),
    ])
  func decides(line: String, host: String, expected: ProxyRules.Decision) {
    #expect(Self.decision(line, host: host) == expected)
  }

  @Test("a request in origin form names no host of its own")
  func leavesOthers() {
    #expect(Self.decision("GET /v1", host: "example.com") == nil)
  }
}

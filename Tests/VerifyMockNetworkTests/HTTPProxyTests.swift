import Testing

@testable import VerifyMockNetwork

@Suite("The proxy of the environment")
struct HTTPProxyTests {
  private static func found(
    _ url: String, _ variables: [String: String]
  ) throws -> HTTPProxy? {
    let url = try #require(EndpointURL(url))
    return try HTTPProxy.ofEnvironment(for: url) { variables[$0] }
  }

  @Test(
    "HTTPS_PROXY is heeded in either case of letters, ALL_PROXY after it",
    arguments: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
  func reads(name: String) throws {
    let proxy = try Self.found("https://a.example", [name: "http://p.example:3128/"])
    #expect(proxy?.host == "p.example")
    #expect(proxy?.port == 3128)
    #expect(try Self.found("http://a.example", [name: "http://p.example:3128"]) == nil)
    #expect(try Self.found("https://localhost:1", [name: "http://p.example:3128"]) == nil)
    #expect(try Self.found("https://a.example", [name: ""]) == nil)
  }

  @Test(
    "NO_PROXY names hosts, domains and ports",
    arguments: [
      ("a.example", true), (".example", true), ("example", true), ("*.example", true),
      ("*", true), ("b.example,a.example", true), ("b.example a.example", true),
      ("A.EXAMPLE", true), ("a.example:443", true), ("a.example:8443", false),
      ("xample", false), ("b.a.example", false), ("", false), (",", false), (".", false),
    ])
  func excepts(list: String, isExcepted: Bool) throws {
    let variables = ["HTTPS_PROXY": "http://p.example", "NO_PROXY": list]
    #expect(try (Self.found("https://a.example", variables) == nil) == isExcepted)
  }

  @Test("credentials are sent as they are meant")
  func authorizes() throws {
    let proxy = try HTTPProxy("http://user:p%40ss@p.example:3128")
    #expect(proxy.host == "p.example")
    #expect(proxy.authorization == "Basic dXNlcjpwQHNz")
  }

  @Test(
    "what is no HTTP proxy is refused", arguments: ["socks5://p.example", "https://p", "http://"])
  func refuses(text: String) {
    #expect(throws: HTTPProxy.Failure.self) { try HTTPProxy(text) }
  }
}

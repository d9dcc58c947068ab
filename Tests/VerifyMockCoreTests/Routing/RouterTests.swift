import Testing

@testable import VerifyMockCore

@Suite("Routing")
struct RouterTests {
  /// `provider/operation` and the captures of a request, or why there is none.
  private static func route(_ method: String, _ path: String) throws -> String {
    let catalogue = try ForeignProviderTests.catalogue.get()
    let bytes = Array(path.utf8)
    switch catalogue.router.route(method: Array(method.utf8), path: bytes) {
    case .operation(let provider, let operation, _, let captures):
      let found = catalogue.providers[provider]
      let texts = captures.map { String(decoding: bytes[$0], as: UTF8.self) }
      return ([found.id + "/" + found.operations[operation].id] + texts).joined(separator: " ")
    case .methodNotAllowed(let provider, let allowed):
      return "405 \(catalogue.providers[provider].id) \(allowed.joined(separator: ","))"
    case .unknown(let nearest):
      return "404 " + (nearest.map { catalogue.providers[$0].id } ?? "none")
    }
  }

  @Test(
    "A path finds its operation, with or without a final slash",
    arguments: [
      ("POST", "/v1/Account/MA1/Verify/Session/", "plivo-verify/createSession MA1"),
      ("POST", "/v1/Account/MA1/Verify/Session", "plivo-verify/createSession MA1"),
      ("GET", "/v1/Account/MA1/Verify/Session/a%2Fb/", "plivo-verify/getSession MA1 a%2Fb"),
      ("HEAD", "/v1/Account/MA1/Verify/Session/x", "plivo-verify/getSession MA1 x"),
    ])
  func operations(method: String, path: String, expected: String) throws {
    #expect(try Self.route(method, path) == expected)
  }

  @Test("A known path with another method names the methods that it has")
  func methods() throws {
    #expect(
      try Self.route("PATCH", "/v1/Account/MA1/Verify/Session/")
        == "405 plivo-verify GET,HEAD,POST,OPTIONS")
  }

  @Test(
    "An unknown path has the provider whose paths share the longest start",
    arguments: [
      ("/v1/Account/MA1/Verify/Sessions/", "404 plivo-verify"),
      ("/v1/Account/MA1/Verify//Session/", "404 plivo-verify"),
      ("/verify/v1/otp", "404 d7-verify"), ("/", "404 none"), ("/nothing/here", "404 none"),
    ])
  func unknown(path: String, expected: String) throws {
    #expect(try Self.route("POST", path) == expected)
  }

  @Test(
    "The nearest route is the one whose parts agree best, letters in any case",
    arguments: [
      ("POST /v1/account/MA1/verify/session/", "POST /v1/Account/{auth_id}/Verify/Session/"),
      ("POST /verify/v1/otp/send", "POST /verify/v1/otp/send-otp"),
    ])
  func nearest(asked: String, expected: String) throws {
    let catalogue = try ForeignProviderTests.catalogue.get()
    #expect(catalogue.router.nearestRoute(to: asked) == expected)
  }

  @Test("A request that resembles nothing has no nearest route")
  func far() throws {
    let catalogue = try ForeignProviderTests.catalogue.get()
    #expect(catalogue.router.nearestRoute(to: "PUT /a") == nil)
  }
}

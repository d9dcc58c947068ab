import Testing
import VerifyMockHTTP

@Suite("Authorization")
struct HTTPAuthorizationTests {
  @Test("Basic gives id and secret, whatever the case of the scheme")
  func basic() {
    for scheme in ["Basic", "basic", "BASIC"] {
      guard case .basic(let credentials) = read("\(scheme)   TUE6cDphOnM=") else {
        Issue.record("not Basic: \(scheme)")
        continue
      }
      #expect(Array(credentials.id) == Array("MA".utf8))
      #expect(Array(credentials.secret) == Array("p:a:s".utf8))
    }
    #expect(HTTPBasicCredentials.field(id: "MA", secret: "p:a:s") == "Basic TUE6cDphOnM=")
  }

  @Test("Bearer gives any visible token")
  func bearer() {
    #expect(read("bearer abc.DEF-_~+/==") == .bearer(Array("abc.DEF-_~+/==".utf8)))
    #expect(read("Bearer {x}!") == .bearer(Array("{x}!".utf8)))
  }

  @Test(
    "What can't be read is malformed, not missing",
    arguments: [
      "", "Basic", "Basic ", "Basic !!!", "Basic TUE=", "Basic TUE6cDphOnM", "Bearer", "Bearer a b",
      "Bearer \u{FC}", "=", "Basic/x", "Basic TQ==", "Basic OgA=", "Basic /zo=",
    ])
  func malformed(value: String) {
    #expect(read(value) == .malformed)
  }

  @Test("No field is missing, another scheme is unsupported")
  func others() {
    #expect(HTTPAuthorization(nil) == .missing)
    #expect(read("Digest username=x") == .unsupported)
    #expect(read("Token") == .unsupported)
  }

  @Test("A field repeated with the same value counts once, with another it is malformed")
  func repeated() {
    #expect(read(fields: ["Bearer a", "Bearer a"]) == .bearer([0x61]))
    #expect(read(fields: ["Bearer a", "Bearer b"]) == .malformed)
    #expect(read(fields: []) == .missing)
  }

  private func read(_ value: String) -> HTTPAuthorization {
    Array(value.utf8).withUnsafeBufferPointer { HTTPAuthorization($0) }
  }

  private func read(fields: [String]) -> HTTPAuthorization {
    var parser = HTTPRequestParser()
    let lines = fields.map { "Authorization: \($0)\r\n" }.joined()
    parser.append("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
    #expect(parser.next() == .request)
    return HTTPAuthorization(of: parser.request)
  }
}

import Testing
import VerifyMockTestSupport

@testable import VerifyMock

@Suite("The control token")
struct ControlTokenTests {
  @Test(
    "a server does not start with a token that opens the control API to everyone",
    arguments: ["", " ", "\t", "two words", "ключ", "line\nend"])
  func refusesEmpty(text: String) async throws {
    var configuration = MockServer.Configuration()
    configuration.controlToken = text
    await #expect(throws: MockServerError.self) {
      try await MockServer.start(configuration: configuration)
    }
  }

  @Test("only the whole token equals it")
  func comparesWhole() throws {
    let token = try ControlToken("secret-42")
    func equals(_ text: String) -> Bool {
      Array(text.utf8).withUnsafeBufferPointer { token.equals($0) }
    }
    #expect(equals("secret-42"))
    for other in ["", "s", "secret-4", "secret-43", "secret-42secret-42", "Secret-42"] {
      #expect(!equals(other), "\(other)")
    }
  }

  @Test("health is public, the seed needs the token")
  func hidesSeed() async throws {
    var configuration = MockServer.Configuration()
    configuration.controlToken = "secret-42"
    configuration.seed = 4711
    let mock = try await MockServer.start(configuration: configuration)
    func health(_ field: String) throws -> RawClient.Response {
      let client = try RawClient(port: UInt16(mock.port))
      client.send("GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\(field)\r\n")
      return try client.readResponse()
    }
    for field in ["", "X-Verify-Mock-Token: wrong\r\n", "X-Verify-Mock-Token:\r\n"] {
      let answer = try health(field)
      #expect(answer.status == 200)
      #expect(!answer.body.contains("seed"))
    }
    for field in ["X-Verify-Mock-Token: secret-42\r\n", "Authorization: Bearer secret-42\r\n"] {
      #expect(try health(field).body.contains(#""seed":"4711""#))
    }
    await mock.stop()
  }
}

import Testing
import VerifyMockTestSupport

@testable import VerifyMock

@Suite("WWW-Authenticate in a 401")
struct ChallengeTests {
  private static func ask(_ mock: MockServer, _ field: String) throws -> RawClient.Response {
    let client = try RawClient(port: UInt16(mock.port))
    client.send(
      "GET /v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/ HTTP/1.1\r\nHost: x\r\n\(field)"
        + "Connection: close\r\n\r\n")
    return try client.readResponse()
  }

  @Test(
    "a document's field goes out with the answer and its content, and by default there is none",
    arguments: ["", "Authorization: Basic TUFYWFhYWFhYWFhYWFhYWFhYWFg6aW52YWxpZA==\r\n"])
  func sends(field: String) async throws {
    for isOn in [false, true] {
      var configuration = MockServer.Configuration()
      if isOn { configuration.quirks = ["unauthorized-challenge"] }
      let mock = try await MockServer.start(configuration: configuration)
      let answer = try Self.ask(mock, field)
      #expect(answer.status == 401)
      #expect(answer.fields["www-authenticate"] == (isOn ? "Basic realm=\"api\"" : nil))
      #expect(answer.body.contains("authentication"))
      await mock.stop()
    }
  }
}

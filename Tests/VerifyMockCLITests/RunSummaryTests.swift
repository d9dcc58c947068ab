import Testing
import VerifyMock
import VerifyMockHTTP
import VerifyMockNetwork

@testable import VerifyMockCLI

@Suite("The summary of a run")
struct RunSummaryTests {
  /// What the summary says after these requests.
  private static func summary(
    _ requests: [HTTPRequest]
  ) async throws -> [String] {
    var configuration = MockServer.Configuration()
    configuration.hasMagicRecipients = true
    let server = try await MockServer.start(configuration: configuration)
    let endpoint = try #require(EndpointURL(server.url))
    let client = try HTTPClient(url: endpoint)
    for request in requests { _ = try client.send(request).get() }
    let record = try #require(server.record())
    await server.stop()
    #expect(server.record() == nil)
    return RunSummary.text(record).split(separator: "\n").map(String.init)
  }

  private static func get(_ target: String) -> HTTPRequest {
    HTTPRequest(target: target, host: "127.0.0.1")
  }

  @Test("A program that asks for nothing has not used the proxy")
  func nothing() async throws {
    #expect(
      try await Self.summary([])
        == ["verify-mock: nothing was requested: the program has not used the proxy"])
  }

  @Test("Requests that fit nothing are counted and listed, digits of numbers hidden")
  func unmatched() async throws {
    let lines = try await Self.summary([
      Self.get("/nothing/14155550100"), Self.get("/nothing/2"),
    ])
    #expect(lines.first == "verify-mock: 2 requests, 2 unmatched, 0 breaking the contract")
    #expect(lines.contains { $0.hasPrefix("  unmatched: GET /nothing/•••••••••00 → 404") })
    #expect(!lines.joined().contains("14155550100"))
  }

  @Test("A scenario that a magic recipient brought is listed with the recipient")
  func magic() async throws {
    var request = HTTPRequest(
      method: "POST", target: "/verify/v1/otp/send-otp", host: "127.0.0.1",
      body: Array(#"{"recipient":"+15005550042"}"#.utf8))
    for (name, value) in [("Authorization", "Bearer t"), ("Content-Type", "application/json")] {
      let isAdded = request.addField(name, value)
      try #require(isAdded)
    }
    let lines = try await Self.summary([request])
    #expect(
      lines.contains(
        "  scenario 'd7-verify/rate-limited' was active for 1 of them,"
          + " because +1…42 is a magic recipient"))
  }

  @Test("No more than twenty mistakes are listed in full")
  func limit() async throws {
    let lines = try await Self.summary((0..<23).map { Self.get("/nothing/x\($0)") })
    #expect(lines.count { $0.hasPrefix("  unmatched:") } == 20)
    #expect(lines.last == "  and 3 more")
  }
}

import Testing

@testable import VerifyMock

@Suite("Stopping a mock server")
struct StoppingTests {
  @Test("A call that waits for a message is resumed when the server stops")
  func resumesWaits() async throws {
    let mock = try await MockServer.start()
    let waiting = Task { try await mock.inbox.code(for: "+14155550100", within: .seconds(600)) }
    // The wait has begun once it shows in the server's own list.
    while try await mock.waitCount() == 0 { await Task.yield() }
    await mock.stop()
    await #expect(throws: MockServerError.self) { try await waiting.value }
    await #expect(throws: MockServerError.self) { try await mock.requests() }
  }
}

import Foundation
import Testing
import VerifyMock
import VerifyMockTesting
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite("A hard-coded host is routed to the mock")
struct RoutingTests {
  private func routed(_ mock: MockServer) -> Caller {
    var caller = Caller(
      mock, session: URLSession(configuration: .ephemeral.routing(to: mock)))
    caller.base = "https://api.plivo.com"
    return caller
  }

  @Test("requests to a provider's host reach it, body and credentials too", .verifyMock())
  func reaches() async throws {
    let mock = try #require(MockServer.current)
    let caller = routed(mock)
    let session = try await caller.send()
    let code = try await mock.inbox.code(for: "+14155550100")
    #expect(try await caller.check(code, session) == 200)
    try await mock.expect(.send, to: "+14155550100", times: 1)
  }

  @Test("sessions of parallel tests go each to its own", arguments: 0..<16)
  func parallel(_ number: Int) async throws {
    let mine = try await MockServer.start()
    let other = try await MockServer.start()
    let caller = routed(mine)
    _ = routed(other)
    try await caller.send()
    #expect(try await mine.requests().count == 1)
    #expect(try await other.requests().isEmpty)
    await mine.stop()
    await other.stop()
  }

  @Test("other hosts go where they were going", .verifyMock())
  func others() async throws {
    let mock = try #require(MockServer.current)
    let other = try await MockServer.start()
    var caller = routed(mock)
    caller.base = other.url
    try await caller.send()
    #expect(try await mock.requests().isEmpty)
    #expect(try await other.requests().count == 1)
    await other.stop()
  }
}

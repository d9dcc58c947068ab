import Testing
import VerifyMock
import VerifyMockConformance
import VerifyMockTesting

@Suite("An endpoint is checked against its contract, one test case for each check")
struct ConformanceTests {
  static let suite = Task {
    let mock = try await MockServer.start()
    return try await ConformanceSuite("plivo-verify", url: mock.url)
  }

  @Test(arguments: ConformanceSuite.checks)
  func conforms(_ check: ConformanceCheck) async throws {
    let suite = try await Self.suite.value
    #expect(suite.failures(of: check) == [])
  }
}

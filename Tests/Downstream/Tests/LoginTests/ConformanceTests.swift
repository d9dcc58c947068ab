import Testing
import VerifyMock
import VerifyMockConformance
import VerifyMockTesting

@Suite("An endpoint is held against its contract, each check by itself")
struct ConformanceTests {
  static let suite = Task {
    let mock = try await MockServer.start()
    return try ConformanceSuite("plivo-verify", url: mock.url)
  }

  @Test(arguments: ConformanceSuite.checks)
  func conforms(_ check: ConformanceCheck) async throws {
    let suite = try await Self.suite.value
    #expect(suite.failures(of: check) == [])
  }
}

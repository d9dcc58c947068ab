import Testing
import VerifyMock
import VerifyMockTesting

@Suite("A test has its server as long as it runs")
struct ScopeTests {
  struct Broken: Error {}

  /// Runs a body in a scope of the trait, and hands back the server that it had.
  private func scoped(
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws -> (mock: MockServer, error: (any Error)?) {
    let test = try #require(Test.current)
    let testCase = try #require(Test.Case.current)
    let seen = Seen()
    var thrown: (any Error)?
    do {
      try await (.verifyMock() as VerifyMockTrait).provideScope(for: test, testCase: testCase) {
        await seen.set(MockServer.current)
        try await body()
      }
    } catch {
      thrown = error
    }
    return (try #require(await seen.mock), thrown)
  }

  private actor Seen {
    var mock: MockServer?
    func set(_ mock: MockServer?) { self.mock = mock }
  }

  @Test("outside of a trait there is no current server")
  func outside() { #expect(MockServer.current == nil) }

  @Test("it stops when the body returns")
  func returns() async throws {
    let (mock, error) = try await scoped {}
    #expect(error == nil)
    await #expect(throws: MockServerError.self) { try await mock.requests() }
  }

  @Test("it stops when the body throws, and the error goes on")
  func throwing() async throws {
    let (mock, error) = try await scoped { throw Broken() }
    #expect(error is Broken)
    await #expect(throws: MockServerError.self) { try await mock.requests() }
  }

  @Test("it stops when the body is cancelled")
  func cancelled() async throws {
    let task = Task {
      try await scoped {
        withUnsafeCurrentTask { $0?.cancel() }
        try Task.checkCancellation()
      }
    }
    let (mock, error) = try await task.value
    #expect(error is CancellationError)
    await #expect(throws: MockServerError.self) { try await mock.requests() }
  }

  @Test("a trait within a trait has the same server")
  func nested() async throws {
    _ = try await scoped {
      let outer = MockServer.current
      let test = try #require(Test.current)
      let testCase = try #require(Test.Case.current)
      try await (.verifyMock("wrong-code") as VerifyMockTrait).provideScope(
        for: test, testCase: testCase
      ) {
        #expect(MockServer.current === outer)
      }
      #expect(try await outer?.requests().isEmpty == true)
    }
  }

  @Test("child tasks see it, detached ones do not", .verifyMock())
  func tasks() async throws {
    let mock = try #require(MockServer.current)
    async let child = MockServer.current
    #expect(await child === mock)
    #expect(await Task { MockServer.current }.value === mock)
    #expect(await Task.detached { MockServer.current }.value == nil)
  }

  @Test("a server is told by its address, without the documents behind it", .verifyMock())
  func reflection() throws {
    let mock = try #require(MockServer.current)
    var text = ""
    dump(mock, to: &text)
    #expect(text.utf8.count < 200)
  }

  @Test("a lenient test may do what it likes", .verifyMock(lenient: true))
  func lenient() async throws {
    try await Caller(try #require(MockServer.current)).post("/nowhere", [:])
  }

  @Test("what a scenario breaks fails no test", .verifyMock("malformed-response"))
  func scripted() async throws {
    let mock = try #require(MockServer.current)
    _ = try? await Caller(mock).send()
    #expect(try await mock.requests().count == 1)
  }

  @Test("a secret that begins with invalid is refused on purpose", .verifyMock())
  func onPurpose() async throws {
    let caller = Caller(try #require(MockServer.current))
    let answer = try await caller.post(
      "/v1/Account/\(caller.id)/Verify/Session/", ["recipient": "+14155550100"],
      token: "invalid-token")
    #expect(answer.status == 401)
  }
}

@Suite("Traits of suite and test add up", .verifyMock("wrong-code", code: "111111"))
struct NestedTraitTests {
  let mock = MockServer.current

  @Test("the suite's scenario and code hold")
  func suite() async throws {
    let mock = try #require(mock)
    let caller = Caller(mock)
    let session = try await caller.send()
    #expect(try await mock.inbox.code(for: "+14155550100") == "111111")
    #expect(try await caller.check("111111", session) != 200)
    try await mock.expect(.check, outcome: .wrongCode, times: 1)
  }

  @Test("the test's scenario replaces it, the code stays", .verifyMock("otp-sent"))
  func inner() async throws {
    let caller = Caller(try #require(mock))
    let session = try await caller.send()
    #expect(try await caller.check("111111", session) == 200)
  }

  @Test("a scenario in Swift replaces it", .verifyMock(MockScenario(code: "222222")))
  func written() async throws {
    let caller = Caller(try #require(mock))
    let session = try await caller.send()
    #expect(try await caller.check("222222", session) == 200)
  }
}

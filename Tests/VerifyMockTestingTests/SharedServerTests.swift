import Testing
import VerifyMock
import VerifyMockTesting

@Suite("Tests that share a server never meet", .verifyMock("otp-sent", shared: true))
struct SharedServerTests {
  let mock: MockServer

  init() throws { mock = try #require(MockServer.current) }

  @Test("each sees its own requests, messages and codes only", arguments: 0..<20)
  func apart(_ number: Int) async throws {
    let caller = Caller(mock)
    let session = try await caller.send()
    let code = try await mock.inbox.code(for: "+14155550100")
    #expect(try await mock.inbox.messages().count == 1)
    #expect(try await caller.check(code, session) == 200)
    #expect(try await mock.requests().map(\.operation) == ["createSession", "validateSession"])
  }

  @Test("an inner scenario is for its test alone", .verifyMock("wrong-code", code: "111111"))
  func inner() async throws {
    let caller = Caller(mock)
    let session = try await caller.send()
    #expect(try await caller.check("111111", session) != 200)
    try await mock.expect(.check, outcome: .wrongCode, times: 1)
  }

  @Test("a clock that is advanced is one's own", arguments: [true, false, true, false])
  func clock(_ isLate: Bool) async throws {
    let caller = Caller(mock)
    let session = try await caller.send()
    let code = try await mock.inbox.code(for: "+14155550100")
    if isLate { try await mock.clock.advance(by: .seconds(3_600)) }
    #expect(try await caller.check(code, session) == (isLate ? 400 : 200))
    try await mock.expect(.check, outcome: isLate ? .expired : .approved, times: 1)
  }

  @Test("reset is about one's own account")
  func reset() async throws {
    let other = try await mock.asNewAccount()
    try await Caller(other).send()
    try await Caller(mock).send()
    try await mock.reset()
    #expect(try await mock.requests().isEmpty)
    #expect(try await other.requests().count == 1)
  }

  @Test("stopping one's view leaves the server to the others")
  func stop() async throws {
    await mock.stop()
    try await Caller(mock).send()
  }
}

@Suite("A shared server is one server", .verifyMock(shared: true), .serialized)
struct OneServerTests {
  private static let urls = Urls()
  private actor Urls {
    var all: Set<String> = []
    func add(_ url: String) -> Int {
      all.insert(url)
      return all.count
    }
  }

  @Test("all cases have the same address", arguments: 0..<5)
  func sameAddress(_ number: Int) async throws {
    #expect(await Self.urls.add(try #require(MockServer.current).url) == 1)
  }

  @Suite("an inner suite has it too", .verifyMock(shared: true))
  struct Inner {
    @Test("the same address")
    func sameAddress() async throws {
      #expect(await OneServerTests.urls.add(try #require(MockServer.current).url) == 1)
    }
  }
}

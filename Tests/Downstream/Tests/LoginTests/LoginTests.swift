import Foundation
import LoginClient
import Testing
import VerifyMock
import VerifyMockTesting
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite(.verifyMock("plivo-verify/otp-sent"))
struct LoginTests {
  let mock: MockServer
  let login: LoginClient

  init() throws {
    mock = try #require(MockServer.current)
    login = LoginClient(environment: mock.environment)
  }

  @Test("the code that was sent logs in")
  func rightCode() async throws {
    let session = try await login.sendCode(to: "+14155550100")
    let code = try await mock.inbox.code(for: "+14155550100", within: .seconds(2))
    #expect(try await login.check(code, session: session) == .loggedIn)
    try await mock.expect(.send, to: "+14155550100", times: 1)
    try await mock.expect(.check, outcome: .approved, times: 1)
  }

  @Test("a pinned code needs no inbox", .verifyMock(code: "424242"))
  func pinnedCode() async throws {
    let session = try await login.sendCode(to: "+14155550100")
    #expect(try await login.check("424242", session: session) == .loggedIn)
  }

  @Test("the inner trait's scenario replaces the suite's", .verifyMock("plivo-verify/wrong-code"))
  func innerScenario() async throws {
    let session = try await login.sendCode(to: "+14155550100")
    let code = try await mock.inbox.code(for: "+14155550100")
    #expect(try await login.check(code, session: session) != .loggedIn)
    #expect(try await login.check(code, session: session) != .loggedIn)
    #expect(try await login.check(code, session: session) == .loggedIn)
    try await mock.expect(.check, outcome: .wrongCode, times: 2)
  }

  @Test("a code expires without anyone sleeping")
  func expiry() async throws {
    let session = try await login.sendCode(to: "+14155550100")
    let code = try await mock.inbox.code(for: "+14155550100")
    try await mock.clock.advance(by: .seconds(3_600))
    #expect(try await login.check(code, session: session) != .loggedIn)
    try await mock.expect(.check, outcome: .expired, times: 1)
  }

  @Test(
    "a scenario written in Swift",
    .verifyMock(MockScenario(steps: [.on(.send, outcome: .rateLimited)])))
  func writtenScenario() async throws {
    await #expect(throws: LoginClient.Failure.self) {
      try await login.sendCode(to: "+14155550100")
    }
    _ = try await login.sendCode(to: "+14155550100")
    try await mock.expect(.send, outcome: .rateLimited, times: 1)
  }

  @Test(
    "a magic recipient brings its scenario with it",
    .verifyMock(configure: { configuration in
      configuration.scenarios = []
      configuration.hasMagicRecipients = true
    }))
  func magicRecipient() async throws {
    let session = try await login.sendCode(to: "+15005550010")
    let code = try await mock.inbox.code(for: "+15005550010")
    #expect(try await login.check(code, session: session) != .loggedIn)
  }

  @Test("a host that is hard-coded is routed")
  func hardCodedHost() async throws {
    let session = URLSession(configuration: .ephemeral.routing(to: mock))
    let login = LoginClient(
      environment: mock.environment, session: session, base: "https://api.plivo.com")
    _ = try await login.sendCode(to: "+14155550100")
    try await mock.expect(.send, to: "+14155550100", times: 1)
  }

  @Test("parameterised cases never meet", arguments: 1...20)
  func parameterised(_ number: Int) async throws {
    _ = try await login.sendCode(to: "+14155550100")
    try await mock.expect(.send, times: 1)
    #expect(try await mock.inbox.messages().count == 1)
  }
}

import LoginClient
import Testing
import VerifyMock
import VerifyMockTesting

@Suite("200 tests at a time, a server each", .verifyMock("plivo-verify/otp-sent"))
struct OwnServerTests {
  @Test(arguments: 1...200)
  func logIn(_ number: Int) async throws { try await walk() }
}

@Suite("200 tests at a time on one server", .verifyMock("plivo-verify/otp-sent", shared: true))
struct SharedServerTests {
  @Test(arguments: 1...200)
  func logIn(_ number: Int) async throws { try await walk() }

  @Test("an inner scenario is for its test alone", .verifyMock("plivo-verify/wrong-code"))
  func inner() async throws {
    let mock = try #require(MockServer.current)
    let login = LoginClient(environment: mock.environment)
    let session = try await login.sendCode(to: "+14155550100")
    let code = try await mock.inbox.code(for: "+14155550100")
    #expect(try await login.check(code, session: session) != .loggedIn)
  }
}

/// The same recipient in every test: only the account or the server keeps them apart.
private func walk() async throws {
  let mock = try #require(MockServer.current)
  let login = LoginClient(environment: mock.environment)
  let session = try await login.sendCode(to: "+14155550100")
  let code = try await mock.inbox.code(for: "+14155550100")
  #expect(try await login.check(code, session: session) == .loggedIn)
  try await mock.expect(.send, to: "+14155550100", times: 1)
  #expect(try await mock.requests().count == 2)
}

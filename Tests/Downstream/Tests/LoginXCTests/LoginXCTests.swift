import LoginClient
import VerifyMock
import VerifyMockXCTest
import XCTest

final class LoginXCTests: XCTestCase {
  func testLogIn() async throws {
    try await withMockServer("plivo-verify/otp-sent") { mock in
      let login = LoginClient(environment: mock.environment)
      let session = try await login.sendCode(to: "+14155550100")
      let code = try await mock.inbox.code(for: "+14155550100")
      let verdict = try await login.check(code, session: session)
      XCTAssertEqual(verdict, .loggedIn)
    }
  }

  func testWithTeardown() async throws {
    let mock = try await startMockServer("plivo-verify/wrong-code", code: "424242")
    let login = LoginClient(environment: mock.environment)
    let session = try await login.sendCode(to: "+14155550100")
    let verdict = try await login.check("424242", session: session)
    XCTAssertNotEqual(verdict, .loggedIn)
    try await mock.expect(.send, to: "+14155550100", times: 1)
  }
}

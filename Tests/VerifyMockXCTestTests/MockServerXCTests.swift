#if canImport(XCTest)
import VerifyMock
import VerifyMockXCTest
import XCTest

final class MockServerXCTests: XCTestCase {
  private struct Broken: Error {}

  func testTheServerStopsWhenTheBodyReturns() async throws {
    let mock = try await withMockServer { $0 }
    await Self.assertStopped(mock)
  }

  func testTheServerStopsWhenTheBodyThrows() async throws {
    let seen = Seen()
    do {
      try await withMockServer { mock in
        await seen.set(mock)
        throw Broken()
      }
      XCTFail("the error is lost")
    } catch is Broken {}
    let mock = await seen.mock
    await Self.assertStopped(try XCTUnwrap(mock))
  }

  func testTheServerRunsUntilTeardownAndStopsThen() async throws {
    // What was added last is done first.
    let seen = Seen()
    addTeardownBlock {
      let mock = await seen.mock
      await Self.assertStopped(try XCTUnwrap(mock))
    }
    let mock = try await startMockServer("otp-sent")
    await seen.set(mock)
    addTeardownBlock { _ = try await mock.requests() }
    let count = try await mock.requests().count
    XCTAssertEqual(count, 0)
  }

  func testAMisspeltScenarioIsThrown() async throws {
    do {
      _ = try await startMockServer("wrong-cod")
      XCTFail("nothing was thrown")
    } catch let error as MockServerError {
      XCTAssertTrue(error.message.contains("did you mean"), error.message)
    }
  }

  private actor Seen {
    var mock: MockServer?
    func set(_ mock: MockServer) { self.mock = mock }
  }

  private static func assertStopped(_ mock: MockServer) async {
    do {
      _ = try await mock.requests()
      XCTFail("the server still answers")
    } catch {}
  }
}
#endif

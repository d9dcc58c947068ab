#if canImport(XCTest)
public import VerifyMock
public import XCTest

/// Runs a piece of a test with a mock server, and stops it after, also when the piece throws.
///
/// The test fails when a request fits no operation, breaks the contract, or has its credentials
/// refused though no scenario says so.
///
/// ```swift
/// try await withMockServer("provider/scenario") { mock in
///   …
/// }
/// ```
///
/// - Parameters:
///   - scenario: `provider/scenario`, or a shared scenario's name; nil for the default behaviour.
///   - code: the code of every verification; nil for random ones.
///   - lenient: whether such requests are let pass.
///   - file: where a failure is reported; the caller's file.
///   - line: the caller's line.
///   - configure: changes how the server starts.
///   - isolation: where the piece runs; the caller's actor.
///   - body: the piece of the test.
@discardableResult
public func withMockServer<R>(
  _ scenario: String? = nil, code: String? = nil, lenient: Bool = false,
  file: StaticString = #filePath, line: UInt = #line,
  configure: (inout MockServer.Configuration) -> Void = { _ in },
  isolation: isolated (any Actor)? = #isolation,
  _ body: (MockServer) async throws -> sending R
) async throws -> sending R {
  let mock = try await XCTestFixture.start(scenario, code: code, configure: configure)
  do {
    let result = try await body(mock)
    await XCTestFixture.end(mock, lenient: lenient, file: file, line: line)
    return result
  } catch {
    await XCTestFixture.end(mock, lenient: lenient, file: file, line: line)
    throw error
  }
}

extension XCTestCase {
  /// Starts a mock server that is stopped when the test is torn down.
  ///
  /// The test fails when a request fits no operation, breaks the contract, or has its credentials
  /// refused though no scenario says so. For user-interface tests hand `MockServer.environment`
  /// to `XCUIApplication.launchEnvironment`.
  ///
  /// - Parameters:
  ///   - scenario: `provider/scenario`, or a shared scenario's name; nil for the default behaviour.
  ///   - code: the code of every verification; nil for random ones.
  ///   - lenient: whether such requests are let pass.
  ///   - file: where a failure is reported; the caller's file.
  ///   - line: the caller's line.
  ///   - configure: changes how the server starts.
  ///   - isolation: where the test runs; the caller's actor.
  public func startMockServer(
    _ scenario: String? = nil, code: String? = nil, lenient: Bool = false,
    file: StaticString = #filePath, line: UInt = #line,
    configure: (inout MockServer.Configuration) -> Void = { _ in },
    isolation: isolated (any Actor)? = #isolation
  ) async throws -> MockServer {
    let mock = try await XCTestFixture.start(scenario, code: code, configure: configure)
    addTeardownBlock {
      await XCTestFixture.end(mock, lenient: lenient, file: file, line: line)
    }
    return mock
  }
}
#endif

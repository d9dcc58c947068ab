#if canImport(XCTest)
import VerifyMock
import XCTest

/// What both forms of the fixture do.
enum XCTestFixture {
  static func start(
    _ scenario: String?, code: String?, configure: (inout MockServer.Configuration) -> Void,
    isolation: isolated (any Actor)? = #isolation
  ) async throws -> MockServer {
    var configuration = MockServer.Configuration()
    configuration.code = code
    configure(&configuration)
    return try await MockServer.start(scenario, configuration: configuration).reporting(report)
  }

  /// Says what the code under test did wrong, and stops the server.
  static func end(
    _ mock: MockServer, lenient: Bool, file: StaticString, line: UInt
  ) async {
    if !lenient {
      for message in await mock.mistakes() { XCTFail(message, file: file, line: line) }
    }
    await mock.stop()
  }
}

extension XCTestFixture {
  /// Records what an expectation finds wrong at its line.
  static let report = MockReport { message, place in
    XCTFail(message, file: place.filePath, line: UInt(place.line))
  }
}
#endif

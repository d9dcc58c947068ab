#if canImport(XCTest)
import VerifyMock
import XCTest

extension XCTestFixture {
  /// Records what an expectation finds wrong at its line.
  static let report = MockReport { message, place in
    XCTFail(message, file: place.filePath, line: UInt(place.line))
  }
}
#endif

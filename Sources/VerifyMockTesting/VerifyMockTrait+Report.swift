#if canImport(Testing)
import Testing
import VerifyMock

extension VerifyMockTrait {
  /// Records what an expectation finds wrong at its line.
  static let report = MockReport { message, place in
    Issue.record(
      Comment(rawValue: message),
      sourceLocation: SourceLocation(
        fileID: place.fileID, filePath: "\(place.filePath)", line: place.line, column: place.column)
    )
  }

  /// Records every request that only a mistake in the code under test explains.
  ///
  /// A server that the test has stopped itself can't be asked any more, and nothing is recorded.
  static func judge(_ mock: MockServer, at place: SourceLocation) async {
    for message in await mock.mistakes() {
      Issue.record(Comment(rawValue: message), sourceLocation: place)
    }
  }
}
#endif

import VerifyMockCore
import VerifyMockJSON

extension MockServer {
  /// Expects that the code under test made certain requests.
  ///
  /// ```swift
  /// try await mock.expect(.send, to: "+14155550100", times: 1)
  /// try await mock.expect(.check, outcome: .wrongCode)
  /// ```
  ///
  /// - Parameters:
  ///   - operation: an effect such as `.send`, or an operation's id.
  ///   - recipient: a telephone number, compared by its digits; nil for any.
  ///   - outcome: how the requests ended; nil for any.
  ///   - times: how many there are; nil for at least one.
  ///   - fileID: where a failure is told; the caller's place, like the next three.
  ///   - filePath: the caller's file.
  ///   - line: the caller's line.
  ///   - column: the caller's column.
  /// - Throws: ``MockServerError`` with what was expected, what came and what came near. Under a
  ///   fixture the test fails at this line instead and goes on, and only what can't be asked at all
  ///   is thrown: a word that does not exist, a server that has been stopped.
  public func expect(
    _ operation: MockOperation, to recipient: String? = nil, outcome: MockOutcome? = nil,
    times: Int? = nil, fileID: String = #fileID, filePath: StaticString = #filePath,
    line: Int = #line,
    column: Int = #column
  ) async throws(MockServerError) {
    try Self.check(operation, outcome, catalogue)
    let phone = try recipient.map { text throws(MockServerError) in
      guard let phone = PhoneNumber(text) else {
        throw MockServerError("'\(text)' is not a telephone number")
      }
      return phone.e164
    }
    let expectation = Expectation(
      operation: operation, recipient: phone, outcome: outcome, times: times)
    guard let failure = expectation.failure(among: try await requests()) else { return }
    guard let report else { throw MockServerError(failure) }
    report.record(
      failure,
      MockReport.Place(fileID: fileID, filePath: filePath, line: line, column: column))
  }

  private static func check(
    _ operation: MockOperation, _ outcome: MockOutcome?, _ catalogue: Catalogue
  ) throws(MockServerError) {
    let effects = Effect.allCases.map(\.rawValue)
    let ids = catalogue.providers.flatMap { provider in
      provider.operations.flatMap { [$0.id, provider.id + "/" + $0.id] }
    }
    if !effects.contains(operation.name), !ids.contains(operation.name) {
      throw MockServerError(
        "there is no operation '\(operation)'"
          + (NearestName.of(operation.name, in: effects + ids).map { "; did you mean '\($0)'?" }
            ?? "; effects are: " + effects.joined(separator: ", ")))
    }
    if let outcome, Outcome(rawValue: outcome.name) == nil {
      throw MockServerError(
        UnknownName("outcome", outcome.name, known: Outcome.names).description)
    }
  }
}

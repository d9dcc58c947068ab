import VerifyMockCore
import VerifyMockJSON
import VerifyMockNetwork

extension MockServer {
  /// The requests that fit, oldest first.
  ///
  /// - Throws: ``MockServerError`` when the query's recipient is no telephone number.
  public func requests(
    _ query: RequestQuery = RequestQuery()
  ) async throws(MockServerError) -> [RecordedRequest] {
    var wanted = ControlAPI.ExchangeQuery()
    wanted.operation = query.operation
    wanted.isMatched = query.isMatched
    wanted.hasViolations = query.hasViolations
    if let text = query.recipient {
      guard let phone = PhoneNumber(text) else {
        throw MockServerError("'\(text)' is not a telephone number")
      }
      wanted.recipient = phone
    }
    let chosen = wanted
    return try await askScoped { application, _, accounts in
      application.engine.journal.exchanges
        .filter { chosen.holds($0) && self.account.made($0, accounts) }
        .map { RecordedRequest($0) }
    }
  }
}

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
  ///   - fileID: where a failure is reported: the caller's place, as for the next three.
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
    guard let report else { throw MockServerError(failure, .unmetExpectation) }
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
    if let outcome, Outcome(name: outcome.name) == nil {
      throw MockServerError(
        UnknownName("outcome", outcome.name, known: Outcome.names).description)
    }
  }
}

extension MockServer {
  /// Which requests are expected, and how the journal differs from that.
  struct Expectation: Sendable {
    let operation: MockOperation
    let recipient: String?
    let outcome: MockOutcome?
    let times: Int?

    /// A readable diff; nil when the journal is as expected.
    func failure(among requests: [RecordedRequest]) -> String? {
      let met = requests.filter { differences(of: $0).isEmpty }
      if times.map({ $0 == met.count }) ?? !met.isEmpty { return nil }
      var lines = ["expected \(wanted), but \(Self.count(met.count))"]
      for one in met.prefix(5) { lines.append("  = \(Self.line(one))") }
      let near = requests.filter { one in
        let count = differences(of: one).count
        return count > 0 && count < conditions && (met.isEmpty || isAbout(one))
      }
      if met.isEmpty || (times ?? 0) > met.count {
        for one in near.suffix(5) {
          lines.append("  ≠ \(Self.line(one)): " + differences(of: one).joined(separator: ", "))
        }
        if near.isEmpty, met.isEmpty {
          lines.append(contentsOf: Self.nothingNear(requests))
        }
      }
      return lines.joined(separator: "\n")
    }

    private var conditions: Int { 1 + (recipient == nil ? 0 : 1) + (outcome == nil ? 0 : 1) }

    private var wanted: String {
      let count = times.map { $0 == 1 ? "1" : String($0) } ?? "at least 1"
      return "\(count) '\(operation)'" + (recipient.map { " to \($0)" } ?? "")
        + (outcome.map { " that ended '\($0)'" } ?? "")
    }

    private static func count(_ count: Int) -> String {
      switch count {
      case 0: "there was none"
      case 1: "there was 1"
      default: "there were \(count)"
      }
    }

    private func isAbout(_ request: RecordedRequest) -> Bool {
      let full = request.operation.map { "\(request.provider ?? "")/\($0)" }
      return [request.effect, request.operation, full].contains(operation.name)
    }

    private func differences(of request: RecordedRequest) -> [String] {
      var result: [String] = []
      if !isAbout(request) {
        result.append(
          "is '\(request.effect ?? request.operation ?? "no operation")', not '\(operation)'")
      }
      if let recipient, request.recipient != recipient {
        result.append("is to \(request.recipient ?? "nobody"), not \(recipient)")
      }
      if let outcome, !outcome.covers(request.outcome) {
        result.append("ended '\(request.outcome ?? "in a fault")', not '\(outcome)'")
      }
      return result
    }

    private static func nothingNear(_ requests: [RecordedRequest]) -> [String] {
      if requests.isEmpty { return ["  the server has received no request at all"] }
      return ["  what came:"] + requests.suffix(5).map { "    \(line($0))" }
        + (requests.count > 5 ? ["    and \(requests.count - 5) before"] : [])
    }

    /// One request in a line: its number, what it asked, and what it got.
    static func line(_ request: RecordedRequest) -> String {
      "#\(request.sequence) \(request.method) \(request.target) → \(request.status)"
        + (request.outcome.map { " \($0)" } ?? "")
        + (request.recipient.map { " (\($0))" } ?? "")
        + (request.magic.map { ", because \($0)" } ?? "")
    }
  }
}

extension MockServer {
  /// What a fixture reports at the end of a test; empty for a server that has been stopped.
  package func mistakes() async -> [String] {
    var messages: [String] = []
    let own = (try? await unexpectedRequests()) ?? []
    messages += own.prefix(5).map(\.description)
    if own.count > 5 { messages.append("and \(own.count - 5) more requests like these") }
    guard isAccountOnly else { return messages }
    let others = (try? await unexpectedRequestsOfNobody()) ?? []
    messages += others.prefix(5).map {
      $0.description
        + "\n  its credentials are of no test's account: some test on this shared server made it"
    }
    return messages
  }
}

/// Takes what an expectation finds wrong, where it stands in the test.
package struct MockReport: Sendable {
  /// A place in the test's source.
  package struct Place: Sendable {
    package let fileID: String
    package let filePath: StaticString
    package let line: Int
    package let column: Int

    package init(fileID: String, filePath: StaticString, line: Int, column: Int) {
      self.fileID = fileID
      self.filePath = filePath
      self.line = line
      self.column = column
    }
  }

  package let record: @Sendable (String, Place) -> Void

  package init(record: @escaping @Sendable (String, Place) -> Void) {
    self.record = record
  }
}

extension MockServer {
  /// The requests that only a mistake in the code under test explains, oldest first.
  ///
  /// Those that no operation fits, that break a contract, and whose credentials were refused though
  /// no scenario asked for that. Wrong codes, expiry and limits are part of life and not among
  /// them. The fixtures fail a test that made any.
  public func unexpectedRequests() async throws(MockServerError) -> [UnexpectedRequest] {
    try await askScoped { application, _, accounts in
      application.engine.journal.exchanges
        .filter { self.account.made($0, accounts) }
        .compactMap { UnexpectedRequest($0) }
    }
  }

  /// The unexpected requests whose credentials belong to no test on a shared server;
  /// each is reported once, however many tests share the server.
  package func unexpectedRequestsOfNobody() async throws(MockServerError) -> [UnexpectedRequest] {
    try await ask { application, _ in
      let engine = application.engine
      let last = application.toldSequence
      let fresh = engine.journal.exchanges.filter { exchange in
        guard exchange.sequence > last else { return false }
        let caller =
          exchange.caller.map { String(decoding: $0.key, as: UTF8.self) }
          ?? MockAccount.caller(of: exchange)
        return caller.map { !application.ownedKeys.contains($0) } ?? true
      }
      application.toldSequence = engine.journal.total
      return fresh.compactMap { UnexpectedRequest($0) }
    }
  }
}

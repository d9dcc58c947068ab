package import VerifyMockContract
package import VerifyMockCore

/// The result of checking an endpoint, with one test case per check.
///
/// ```swift
/// import Testing
/// import VerifyMock
/// import VerifyMockConformance
///
/// struct EndpointTests {
///   static let suite = Task {
///     try await ConformanceSuite("provider", url: "http://127.0.0.1:8374")
///   }
///
///   @Test(arguments: ConformanceSuite.checks)
///   func conforms(_ check: ConformanceCheck) async throws {
///     let suite = try await Self.suite.value
///     #expect(suite.failures(of: check) == [])
///   }
/// }
/// ```
///
/// The requests are sent once, when the suite is created; the test cases read the result.
public struct ConformanceSuite: Sendable {
  /// Every check of the catalogue, in the order of the ids.
  public static let checks = Check.allCases.map { ConformanceCheck(id: $0.id, title: $0.title) }

  private let report: Report

  package init(report: Report) { self.report = report }

  /// Checks a provider's endpoint over a transport.
  package init(
    _ provider: Provider, over transport: some Transport, options: CheckOptions
  ) {
    let plan = Planner.plan(for: provider, options: options)
    var runner = Runner(
      transport: transport, provider: provider,
      maker: RequestMaker(provider: provider, options: options), options: options)
    let records = runner.run(plan)
    let findings = Checker.findings(
      provider: provider, contract: provider.contract, options: options, records: records,
      callbacks: runner.callbacks())
    report = Report(
      subject: provider.id, options: options, plan: plan, records: records, findings: findings,
      contract: provider.contract)
  }

  /// Checks an endpoint over a transport by a contract alone.
  package init(
    _ contract: Contract, named name: String, over transport: some Transport, options: CheckOptions
  ) {
    let plan = ContractPlanner.plan(for: contract, options: options, isReadOnly: false)
    var runner = Runner(
      transport: transport, provider: nil,
      maker: RequestMaker(provider: nil, contract: contract, options: options), options: options)
    let records = runner.run(plan)
    let findings = Checker.findings(
      provider: nil, contract: contract, options: options, records: records)
    report = Report(
      subject: name, options: options, plan: plan, records: records, findings: findings,
      contract: contract)
  }

  /// The checks that no request was sent for, each with the reason.
  public var skipped: [(check: ConformanceCheck, reason: String)] {
    report.rows.compactMap { row in
      guard case .skipped(let reason) = row.verdict else { return nil }
      return (ConformanceCheck(id: row.check.id, title: row.check.title), reason)
    }
  }

  /// The findings of a check, one text each; empty when it passed or was skipped.
  public func failures(of check: ConformanceCheck) -> [String] {
    report.findings.filter { $0.check.id == check.id && $0.severity > .info }
      .map { ConsoleReport.details($0).joined(separator: "\n") }
  }

  /// Every finding, in the order of the checks: what ``failures(of:)`` puts into words, as data.
  public var findings: [ConformanceFinding] { report.findings.map(ConformanceFinding.init) }

  /// Why a check was skipped; nil when it was not.
  public func reasonSkipped(_ check: ConformanceCheck) -> String? {
    for row in report.rows where row.check.id == check.id {
      if case .skipped(let reason) = row.verdict { return reason }
    }
    return nil
  }

  /// How many requests were sent.
  public var requestCount: Int { report.requests }

  /// The whole report as it is printed on a terminal.
  public var summary: String { ReportKind.console.text(report) }
}

/// Whose code a suite asks for, where no mock's inbox has it.
public struct ConformanceCode: Sendable, Hashable {
  /// The number that the code was sent to.
  public let recipient: String
  /// The verification's id; empty when the send named none.
  public let verification: String

  package init(_ wanted: WantedCode) {
    recipient = wanted.recipient
    verification = wanted.verification
  }
}

/// One check of the catalogue, as an argument of a parameterised test.
public struct ConformanceCheck: Sendable, Hashable, CustomStringConvertible {
  /// The stable id: `C01`.
  public let id: String
  /// What is true when the check passes.
  public let title: String

  /// Id and title.
  public var description: String { "\(id) \(title)" }
}

/// One difference between an endpoint and its documentation.
public struct ConformanceFinding: Sendable, Hashable, CustomStringConvertible {
  /// How serious a difference is.
  public enum Severity: String, Sendable, CaseIterable {
    /// Worth knowing; never fails a test.
    case info
    /// Against something that the documentation only suggests.
    case warning
    /// Against what is documented, an RFC, or a matter of security.
    case failure
  }

  /// The check that found it.
  public let check: ConformanceCheck
  /// How serious it is.
  public let severity: Severity
  /// What is wrong, in one clause.
  public let what: String
  /// Where in the answer, such as `body/status (1:40)`; nil for the answer as a whole.
  public let location: String?
  /// What the documentation asks for; nil where ``what`` says it.
  public let expected: String?
  /// What the endpoint sent; codes, secrets and numbers are masked.
  public let got: String?
  /// What to do about it; nil where that is plain.
  public let hint: String?
  /// Where the contract says so, as `FILE:LINE:COLUMN`.
  public let contractPlace: String?
  /// The title of the page that the contract's statement comes from.
  public let source: String?
  /// The name of the request that shows it.
  public let request: String?
  /// A shell command that sends that request again.
  public let command: String?

  /// What a report prints about it, over several lines.
  public let description: String

  init(_ finding: Finding) {
    check = ConformanceCheck(id: finding.check.id, title: finding.check.title)
    severity =
      switch finding.severity {
      case .info: .info
      case .warning: .warning
      case .failure: .failure
      }
    what = finding.what
    location = finding.location
    expected = finding.expected
    got = finding.got
    hint = finding.hint
    contractPlace = finding.contractPlace
    source = finding.source
    request = finding.step
    command = finding.reproduce
    description = ConsoleReport.details(finding).joined(separator: "\n")
  }
}

package import VerifyMockCore

/// The result of checking an endpoint, with one test case per check.
///
/// ```swift
/// static let suite = try ConformanceSuite("provider", url: server.url)
///
/// @Test(arguments: ConformanceSuite.checks)
/// func conforms(_ check: ConformanceCheck) { #expect(suite.failures(of: check).isEmpty) }
/// ```
///
/// The endpoint is asked once, when the suite is created; the test cases read the result.
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

  /// The findings of a check, one text each; empty when it passed or was skipped.
  public func failures(of check: ConformanceCheck) -> [String] {
    report.findings.filter { $0.check.id == check.id && $0.severity > .info }
      .map { ConsoleReport.details($0).joined(separator: "\n") }
  }

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

/// One check of the catalogue, as an argument of a parameterised test.
public struct ConformanceCheck: Sendable, Hashable, CustomStringConvertible {
  /// The stable id: `C01`.
  public let id: String
  /// What is true when the check passes.
  public let title: String

  /// Id and title.
  public var description: String { "\(id) \(title)" }
}

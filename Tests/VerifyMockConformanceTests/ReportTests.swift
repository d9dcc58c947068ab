import Foundation
import Testing
import VerifyMockCore
import VerifyMockJSON

@testable import VerifyMockConformance

/// Reports are golden files; `VERIFY_MOCK_REWRITE=1 swift test --filter ReportTests` rewrites them.
@Suite struct ReportTests {
  /// A run with findings of every kind of place.
  static func report(_ court: Court, _ alter: JSONValue) -> Report {
    let (records, findings) = court.judge(nil, alter: alter)
    let plan = Planner.plan(for: court.provider, options: court.options)
    return Report(
      subject: court.provider.id, options: court.options, plan: plan, records: records,
      findings: findings, contract: court.provider.contract)
  }

  static let alter: JSONValue = .object([
    JSONMember("status", .number("400")),
    JSONMember(
      "to",
      .object([
        JSONMember("status", .number("500")),
        JSONMember(
          "header", .array([.string("X-Debug"), .string("verify-mock-fake-token")])),
      ])),
  ])

  @Test("Every form of a report is its golden file", arguments: ReportKind.allCases)
  func golden(kind: ReportKind) throws {
    let court = try Court("d7-verify")
    try Self.compare(
      kind.text(Self.report(court, Self.alter)), with: "Fixtures/reports/\(kind.rawValue).txt")
  }

  @Test(
    "Every provider's plan is its golden file",
    arguments: ["plivo-verify", "plivo-caller-id", "d7-verify"])
  func plan(id: String) throws {
    let court = try Court(id)
    var options = court.options
    options.maxPaid = 20
    let plan = Planner.plan(for: court.provider, options: options)
    try Self.compare(
      PlanReport.text(plan, options: options, subject: id),
      with: "Fixtures/reports/plan-\(id).txt")
  }

  @Test("No report tells a code, a secret or a whole number", arguments: ReportKind.allCases)
  func masked(kind: ReportKind) throws {
    let court = try Court("d7-verify")
    // An answer that repeats the secret and a recipient in a field that is reported.
    let alter: JSONValue = .object([
      JSONMember("route", .string("GET")), JSONMember("status", .number("200")),
      JSONMember(
        "to",
        .object([
          JSONMember("body", .string(#"{"verify-mock-fake-token":1,"+14155550100":2}"#))
        ])),
    ])
    let (records, findings) = court.judge(nil, alter: alter)
    let plan = Planner.plan(for: court.provider, options: court.options)
    let text = kind.text(
      Report(
        subject: "d7-verify", options: court.options, plan: plan, records: records,
        findings: findings, contract: court.provider.contract))
    // There is a secret to hide, and it shows that it is hidden.
    #expect(findings.contains { $0.what.contains("verify-mock-fake-token") })
    #expect(text.contains("•••"))
    #expect(!text.contains("verify-mock-fake-token"))
    for recipient in CheckOptions.fictional {
      #expect(!text.contains(recipient.dropFirst()))
    }
    let words = Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    // Shorter ones stand in other numbers by chance.
    let codes = records.compactMap(\.code).filter { $0.count > 4 }
    #expect(!codes.isEmpty)
    for code in codes { #expect(!words.contains(code)) }
  }

  static func compare(_ text: String, with path: String) throws {
    let url = Repository.root.appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["VERIFY_MOCK_REWRITE"] != nil {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(text == golden, "\(path) differs; VERIFY_MOCK_REWRITE=1 rewrites it")
  }
}

import Testing
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

@testable import VerifyMockConformance

/// What keeps a run from costing money.
@Suite struct SafetyTests {
  @Test("Without a budget nothing is sent that costs, and its checks are skipped with the reason")
  func budget() throws {
    let court = try Court("plivo-verify")
    var options = court.options
    options.maxPaid = 0
    let plan = Planner.plan(for: court.provider, options: options)
    #expect(plan.steps.allSatisfy { $0.cost == .free && !$0.changesState && !$0.hasUnsafeMethod })
    #expect(plan.skipped[.rightCode]?.contains("--max-paid 0") == true)
    #expect(plan.steps.contains { $0.checks.contains(.wrongSecret) })
  }

  @Test(
    "Whatever range a contract gives, a value outside it is found or left out",
    arguments: [
      (nil, 5, ["6"]), (3, nil, ["2"]), (1, 8, ["9", "-1"]), (nil, 1e300, []), (nil, -1e300, []),
      (-1e300, nil, []), (1e300, nil, []), (nil, .infinity, []), (nil, -.infinity, []),
      (-.infinity, nil, []),
    ] as [(Double?, Double?, [String])])
  func ranges(minimum: Double?, maximum: Double?, expected: [String]) {
    var facts = SchemaFacts()
    facts.types = .number
    facts.minimum = minimum
    facts.maximum = maximum
    #expect(Planner.outOfRange(facts) == expected)
  }

  @Test("A budget bounds the sends, however many checks would like one", arguments: [1, 2, 3])
  func bounded(count: Int) throws {
    let court = try Court("plivo-verify")
    var options = court.options
    options.maxPaid = count
    let plan = Planner.plan(for: court.provider, options: options)
    #expect(plan.steps.count { $0.cost != .free } == count)
  }

  @Test("A paid endpoint that accepts a malformed send is charged for it and asked nothing more")
  func lax() throws {
    var court = try Court("plivo-verify")
    court.maxPaid = 20
    let body = #"{"api_id":"{{id}}","message":"Session initiated","session_uuid":"{{id}}"}"#
    let alter: JSONValue = .object([
      JSONMember("route", .string("POST")), JSONMember("told", .string("recipient is required")),
      JSONMember(
        "to",
        .object([JSONMember("status", .number("202")), JSONMember("body", .string(body))])),
    ])
    let (records, findings) = court.judge(nil, alter: alter)
    #expect(findings.contains { $0.check == .missingRequired })
    let index = try #require(records.firstIndex { $0.step.isMalformedSend && $0.isSuccess })
    #expect(index + 1 < records.count)
    #expect(records[(index + 1)...].allSatisfy { $0.delivery == nil && $0.skipped != nil })
    let options = court.options
    let plan = Planner.plan(for: court.provider, options: options)
    let report = Report(
      subject: "", options: options, plan: plan, records: records, findings: findings,
      contract: court.provider.contract)
    #expect(report.stopped != nil && report.exitCode(failOn: .failure) == 1)
    #expect(report.paid == records.count { $0.step.cost != .free && $0.isSuccess } + 1)
  }

  @Test(
    "Recipients are only the given ones and one that can't be reached",
    arguments: ["plivo-verify", "plivo-caller-id", "d7-verify"])
  func recipients(id: String) throws {
    let court = try Court(id)
    let (records, _) = court.judge()
    let known = Set(CheckOptions.fictional + ["+10005550100"])
    var sent: Set<String> = []
    for record in records where record.step.contract.method == "POST" {
      guard let request = record.request, let body = try? JSONValue(parsing: request.body),
        let recipient = (body["recipient"] ?? body["phone_number"])?.string
      else { continue }
      #expect(known.contains(recipient))
      sent.insert(recipient)
    }
    #expect(sent.count > 3, "\(sent)")
  }

  @Test("Without codes what needs them is skipped, not failed")
  func noCodes() throws {
    let court = try Court("d7-verify")
    var options = court.options
    options.noCodes = "codes can't be learnt"
    let plan = Planner.plan(for: court.provider, options: options)
    #expect(plan.skipped[.rightCode] == "codes can't be learnt")
    #expect(!plan.steps.contains { $0.checks.contains(.race) })
  }

  @Test("The same documents and options give the same plan and the same answers")
  func deterministic() throws {
    let court = try Court("d7-verify")
    let one = court.judge().records.map { $0.response?.body }
    let other = court.judge().records.map { $0.response?.body }
    #expect(one == other)
  }

  @Test("One check can be asked for alone, with what it needs")
  func only() throws {
    let court = try Court("plivo-verify")
    var options = court.options
    options.only = [.secondCheck]
    let plan = Planner.plan(for: court.provider, options: options)
    #expect(plan.steps.map(\.name) == ["send-1", "right-1", "again-1"])
  }

  @Test("What a baseline accepts is told no more")
  func baseline() throws {
    let court = try Court("d7-verify")
    let (records, findings) = court.judge(nil, alter: ReportTests.alter)
    let plan = Planner.plan(for: court.provider, options: court.options)
    let report = Report(
      subject: "", options: court.options, plan: plan, records: records, findings: findings,
      contract: court.provider.contract, baseline: Set(findings.map(\.fingerprint)))
    #expect(report.findings.isEmpty && report.accepted == findings.count && !findings.isEmpty)
    #expect(report.exitCode(failOn: .info) == 0)
  }

  @Test("A suite gives each check as a case of its own", arguments: ConformanceSuite.checks)
  func suite(check: ConformanceCheck) throws {
    let suite = try Self.suite.get()
    #expect(suite.failures(of: check).isEmpty)
  }

  static let suite = Result {
    let court = try Court("d7-verify")
    return ConformanceSuite(
      court.provider, over: EngineTransport(catalogue: court.catalogue), options: court.options)
  }
}

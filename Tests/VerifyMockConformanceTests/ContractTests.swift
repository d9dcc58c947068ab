import Foundation
import Testing
import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

@testable import VerifyMockConformance

/// What can be judged by a contract alone.
@Suite struct ContractTests {
  @Test(
    "A contract alone finds nothing on the faithful mock",
    arguments: ["plivo-verify", "plivo-caller-id", "d7-verify"])
  func faithful(id: String) throws {
    let court = try Court(id)
    let (records, findings) = judge(court, EngineTransport(catalogue: court.catalogue))
    #expect(records.count { $0.response != nil } > 10)
    #expect(records.allSatisfy { $0.response != nil || $0.skipped != nil })
    #expect(findings.isEmpty, "\(findings.map { "\($0.check.id) \($0.step ?? "") \($0.what)" })")
  }

  @Test(
    "A contract alone finds what breaks its schemas, its credentials and its methods",
    arguments: [
      ("method-as-404", "C12"), ("unauthorized-as-400", "C09"), ("extra-field", "C06"),
      ("expiry-as-text", "C04"), ("status-lower-case", "C05"),
    ])
  func broken(name: String, check: String) throws {
    #expect(try findings(ofDefect: name).contains(check))
  }

  @Test(
    "A contract alone finds credentials that nobody looks at, and a refusal that is not documented",
    arguments: [200, 403])
  func credentials(status: Int) throws {
    let court = try Court("d7-verify")
    let alter: JSONValue = .object([
      JSONMember("status", .number("401")),
      JSONMember("to", .object([JSONMember("status", .number("\(status)"))])),
    ])
    let inner = EngineTransport(catalogue: court.catalogue)
    let (_, findings) = judge(court, AlteringTransport(inner: inner, alter: alter))
    let ids = Set(findings.map(\.check.id))
    #expect(ids.contains("C09"))
  }

  @Test("A pattern that can't decide about an answer is a finding for information")
  func undecided() throws {
    let court = try Court("d7-verify")
    let transport = EngineTransport(catalogue: court.catalogue)
    let sent = judge(court, transport).records.first { $0.body?.root["otp_id"] != nil }
    let file = try #require(
      Repository.files(in: "Scenarios").first { $0.name == "d7-verify/openapi.json" })
    let text = String(decoding: file.bytes, as: UTF8.self).replacingOccurrences(
      of: #""otp_id": { "type": "string", "format": "uuid" },"#,
      with: #""otp_id": { "type": "string", "pattern": "^(?:([^z]+)+\\1z|[^z]+)$" },"#)
    let contract = try Contract.load([ContractSource(name: file.name, text: text)])
    let old = try #require(sent)
    let operation = try #require(contract.operation(old.step.contract.id))
    var record = StepRecord(
      step: PlanStep(role: old.step.role, operation: nil, contract: operation))
    record.request = old.request
    record.delivery = old.delivery
    record.body = old.body
    let findings = Checker.findings(
      provider: nil, contract: contract, options: court.options, records: [record]
    ).filter { $0.what.contains("undecided: the pattern") }
    #expect(findings.map(\.severity) == [.info])
  }

  /// The checks that find a defect of the mock by the contract alone.
  private func findings(ofDefect name: String) throws -> Set<String> {
    let defect = try #require(
      Defect.all.first { $0.provider == "d7-verify" && $0.name == name }, "there is no such defect")
    let court = try Court(defect.provider)
    let inner = EngineTransport(
      catalogue: court.catalogue, scenario: try defect.scenario(court.catalogue),
      provider: court.index)
    let transport = AlteringTransport(inner: inner, alter: defect.alter ?? .null)
    return Set(judge(court, transport).findings.map(\.check.id))
  }

  @Test("Read-only plans send nothing but what is safe")
  func readOnly() throws {
    let court = try Court("plivo-verify")
    let plan = ContractPlanner.plan(
      for: court.provider.contract, options: court.options, isReadOnly: true)
    let unchanged = plan.steps.filter { $0.changes.isEmpty }
    #expect(unchanged.count > 5)
    #expect(unchanged.allSatisfy { $0.contract.method == "GET" })
  }

  private func judge(
    _ court: Court, _ transport: some Transport
  ) -> (records: [StepRecord], findings: [Finding]) {
    let contract = court.provider.contract
    let plan = ContractPlanner.plan(for: contract, options: court.options, isReadOnly: false)
    var runner = Runner(
      transport: transport, provider: nil,
      maker: RequestMaker(provider: nil, contract: contract, options: court.options),
      options: court.options)
    let records = runner.run(plan)
    let findings = Checker.findings(
      provider: nil, contract: contract, options: court.options, records: records)
    return (records, findings)
  }
}

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
    #expect(records.count { $0.response != nil } == records.count && records.count > 10)
    #expect(findings.isEmpty, "\(findings.map { "\($0.check.id) \($0.step ?? "") \($0.what)" })")
  }

  @Test("A contract alone finds what breaks its schemas, its credentials and its methods")
  func broken() throws {
    let wanted = [
      "method-as-404": "C12", "unauthorized-as-400": "C09", "extra-field": "C06",
      "expiry-as-text": "C04", "status-lower-case": "C05",
    ]
    for defect in Defect.all where defect.provider == "d7-verify" {
      guard let check = wanted[defect.name] else { continue }
      let court = try Court(defect.provider)
      let inner = EngineTransport(
        catalogue: court.catalogue, scenario: try defect.scenario(court.catalogue),
        provider: court.index)
      let transport = AlteringTransport(inner: inner, alter: defect.alter ?? .null)
      let (_, findings) = judge(court, transport)
      // By a contract alone any documented refusal of credentials will do.
      if check == "C09" { continue }
      #expect(findings.contains { $0.check.id == check }, "\(defect.testDescription)")
    }
  }

  @Test("Read-only plans send nothing but what is safe")
  func readOnly() throws {
    let court = try Court("plivo-verify")
    let plan = ContractPlanner.plan(
      for: court.provider.contract, options: court.options, isReadOnly: true)
    #expect(plan.steps.filter { $0.changes.isEmpty }.allSatisfy { $0.contract.method == "GET" })
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
    let findings = Judge.findings(
      provider: nil, contract: contract, options: court.options, records: records)
    return (records, findings)
  }
}

import Foundation
import Testing
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

@testable import VerifyMockConformance

/// Providers and endpoints that nobody here has written.
@Suite struct StrangerTests {
  static let catalogue = Result {
    try Catalogue(
      Repository.files(in: "Scenarios") + Repository.files(in: "Fixtures/providers") + taught())
  }

  /// The provider that Scenarios/README.md teaches with.
  private static func taught() throws -> [SourceFile] {
    let text = try String(
      contentsOf: Repository.root.appendingPathComponent("Scenarios/README.md"), encoding: .utf8)
    let samples = text.components(separatedBy: "```json\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    guard samples.count > 1 else { return [] }
    return [
      SourceFile(name: "acme-otp/openapi.json", text: samples[0]),
      SourceFile(name: "acme-otp/provider.json", text: samples[1]),
    ]
  }

  @Test(
    "A provider that is documents alone plays every scenario and is judged without a finding",
    arguments: ["acme-otp", "deep-otp"])
  func faithful(id: String) throws {
    let catalogue = try Self.catalogue.get()
    let index = try #require(catalogue.index(of: id))
    var played = 0
    for name in catalogue.scenarioNames(of: index) {
      guard let scenario = try? catalogue.scenario(named: name, provider: index) else { continue }
      var player = WalkthroughPlayer(scenario: scenario, provider: index, catalogue: catalogue)
      for failure in player.play().failures { Issue.record("\(name): \(failure)") }
      played += 1
    }
    #expect(played >= 5)
    let provider = catalogue.providers[index]
    var options = CheckOptions()
    options.credentials = RequestBuilder.documentedCredentials(of: provider)
    let plan = Planner.plan(for: provider, options: options)
    var runner = Runner(
      transport: EngineTransport(catalogue: catalogue, scenario: nil, provider: index),
      provider: provider, maker: RequestMaker(provider: provider, options: options),
      options: options)
    let records = runner.run(plan)
    let findings = Checker.findings(
      provider: provider, contract: provider.contract, options: options, records: records)
    #expect(findings.isEmpty, "\(findings.map { "\($0.check.id) \($0.step ?? "") \($0.what)" })")
    // Credentials are tried where nothing but a check is free.
    #expect(Set(plan.skipped.keys).isDisjoint(with: [.noCredentials, .wrongSecret, .wrongScheme]))
    let unknown = records.filter { $0.step.name.hasPrefix("unknown-") }
    #expect(!unknown.isEmpty)
    for record in unknown {
      #expect(
        record.response?.status == 404,
        "the id has the provider's form: \(record.skipped?.text ?? "")")
    }
  }

  @Test("Five requests in a row without an answer end the run, which says why")
  func silence() throws {
    let court = try Court("plivo-verify")
    let plan = Planner.plan(for: court.provider, options: court.options)
    var runner = Runner(
      transport: FixedTransport(delivery: .failed("no answer came in time")),
      provider: court.provider,
      maker: RequestMaker(provider: court.provider, options: court.options), options: court.options)
    let records = runner.run(plan)
    #expect(records.count { $0.delivery != nil } == 5)
    let report = Report(
      subject: "", options: court.options, plan: plan, records: records, findings: [],
      contract: court.provider.contract)
    #expect(
      report.stopped
        == "the run was stopped: 5 requests in a row got no answer: no answer came in time")
  }

  @Test(
    "By a contract alone a 404 for an id that was made up is a warning, unless all are let pass",
    arguments: [(Strictness.samples, true), (.lenient, false)])
  func inventedID(strictness: Strictness, isTold: Bool) throws {
    let text = #"""
      { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {
        "/pets/{id}": { "get": { "operationId": "pet",
          "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } } ],
          "responses": { "200": { "description": "ok" } } } },
        "/pets": { "get": { "operationId": "pets", "responses": { "200": { "description": "ok" } } } } } }
      """#
    let contract = try Contract.load([try ContractSource(name: "c.json", text: text)])
    var options = CheckOptions()
    options.strictness = strictness
    let plan = ContractPlanner.plan(for: contract, options: options, isReadOnly: true)
    var runner = Runner(
      transport: FixedTransport(delivery: .answered(FixedTransport.response(404), after: .zero)),
      provider: nil, maker: RequestMaker(provider: nil, contract: contract, options: options),
      options: options)
    let findings = Checker.findings(
      provider: nil, contract: contract, options: options, records: runner.run(plan))
    let told = findings.filter { $0.step == "call pet" }
    #expect(told.map(\.severity) == (isTold ? [.warning] : []))
    #expect(told.allSatisfy { $0.what.contains("the values of 'id' are invented") })
    let list = findings.filter { $0.step == "call pets" }
    #expect(list.map(\.severity) == (isTold ? [.failure] : []))
  }

  @Test("A report holds nothing that a terminal or a log takes for a command")
  func commands() {
    var masking = Masking()
    masking.hide(secret: "hunter2")
    let text = masking.masked("a\u{1B}[31m\n::error::hunter2 \u{202E}\u{9B}b")
    #expect(text == "a\\u001B[31m\\u000A::error::••• \\u202E\\u009Bb")
    #expect(Masking.plain("x\u{1B}1") == Masking.plain("x\\u001B1"))
  }

  @Test("Credentials are hidden as they stand behind Basic, too")
  func basic() throws {
    let court = try Court("plivo-verify")
    let credentials = try #require(court.options.credentials)
    let field = HTTPBasicCredentials.field(id: credentials.id, secret: credentials.secret)
    var finding = Finding(.secretEchoed, "told: \(field.dropFirst(6))")
    finding.got = field
    let report = Report(
      subject: "", options: court.options, plan: Plan(), records: [], findings: [finding],
      contract: court.provider.contract)
    #expect(report.findings.map(\.what) == ["told: •••"])
    #expect(report.findings.map(\.got) == ["Basic •••"])
  }
}

/// Answers every request alike.
struct FixedTransport: Transport {
  let delivery: Delivery

  var now: Instant { Instant(nanoseconds: 0) }
  mutating func send(_ request: BuiltRequest) -> Delivery { delivery }
  mutating func sendTogether(_ requests: [BuiltRequest]) -> [Delivery] {
    requests.map { _ in delivery }
  }
  mutating func code(for wanted: WantedCode) -> String? { nil }
  mutating func pass(_ interval: Interval, isPacing: Bool) -> Bool { true }

  static func response(_ status: Int) -> HTTPReceivedResponse {
    var parser = HTTPResponseParser(limits: HTTPLimits(), answersHead: false)
    let bytes = Array(
      "HTTP/1.1 \(status) OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}".utf8)
    bytes.withUnsafeBytes { parser.append($0) }
    guard case .response(let response) = parser.next() else { preconditionFailure() }
    return response
  }
}

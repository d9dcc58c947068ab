import Testing
import VerifyMockCore
import VerifyMockJSON

@testable import VerifyMockConformance

/// Judges the mock in memory, faithful or with a defect.
struct Court {
  let catalogue: Catalogue
  let index: Int
  var provider: Provider { catalogue.providers[index] }
  /// How many sends may be paid for; nil where they are free.
  var maxPaid: Int?

  init(_ id: String, in catalogue: Catalogue? = nil) throws {
    self.catalogue = try catalogue ?? Repository.catalogue.get()
    index = try #require(self.catalogue.index(of: id))
  }

  /// A scenario that turns quirks on or changes the provider's document.
  func scenario(quirks: [String] = [], set: String = "{}") throws -> Scenario {
    let value = JSONValue.object([
      JSONMember("scenario", .string("changed")), JSONMember("provider", .string(provider.id)),
      JSONMember("summary", .string("Changed.")), JSONMember("breaksContract", .bool(true)),
      JSONMember("quirks", .array(quirks.map { .string($0) })),
      JSONMember("set", try JSONValue(parsing: Array(set.utf8))),
    ])
    return try catalogue.scenario(inBody: SourceFile(name: "changed", bytes: value.bytes()))
      .scenario
  }

  var options: CheckOptions {
    var options = CheckOptions()
    options.credentials = RequestBuilder.documentedCredentials(of: provider)
    options.otherCredentials = options.credentials.map { id, secret in
      (id.dropLast() + "Z", secret + "-2")
    }
    options.maxPaid = maxPaid
    return options
  }

  /// Judges by the unchanged documents what a scenario makes of the provider, or what a proxy
  /// makes of its answers.
  func judge(
    _ scenario: Scenario? = nil, alter: JSONValue? = nil
  ) -> (records: [StepRecord], findings: [Finding]) {
    let transport = EngineTransport(catalogue: catalogue, scenario: scenario, provider: index)
    if let alter { return judge(AlteringTransport(inner: transport, alter: alter)) }
    return judge(transport)
  }

  private func judge(
    _ transport: some Transport
  ) -> (records: [StepRecord], findings: [Finding]) {
    var options = options
    options.callbackURL = "http://127.0.0.1:9/callback"
    let plan = Planner.plan(for: provider, options: options)
    var runner = Runner(
      transport: transport, provider: provider,
      maker: RequestMaker(provider: provider, options: options), options: options)
    let records = runner.run(plan)
    let findings = Checker.findings(
      provider: provider, contract: provider.contract, options: options, records: records,
      callbacks: runner.callbacks())
    return (records, findings)
  }
}

package import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
package import VerifyMockContract

/// Checks the records of a run against the documents.
///
/// It is pure, so that a recorded run can be checked again.
package struct Checker {
  let provider: Provider?
  let contract: Contract
  let options: CheckOptions
  let records: [StepRecord]
  /// The provider in every other form that its documents or clients show.
  lazy var forms = Self.forms(of: provider)
  private let indices: [StepRole: Int]
  var findings: [Finding] = []
  /// Per step, the places whose values break their schema: they are not compared with others.
  var unsound: [StepRole: Set<String>] = [:]

  package init(
    provider: Provider?, contract: Contract, options: CheckOptions, records: [StepRecord]
  ) {
    self.provider = provider
    self.contract = contract
    self.options = options
    self.records = records
    indices = Dictionary(
      records.enumerated().map { ($1.step.role, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// All findings, each cause once.
  package static func findings(
    provider: Provider?, contract: Contract, options: CheckOptions, records: [StepRecord],
    callbacks: [CallbackRequest]? = nil
  ) -> [Finding] {
    var checker = Checker(
      provider: provider, contract: contract, options: options, records: records)
    for record in records { checker.checkExchange(record) }
    if provider != nil {
      checker.checkStates()
      checker.checkIdentity()
      checker.checkTimes()
      checker.checkSums()
      checker.checkRepeats()
      checker.checkRace()
      checker.checkRate()
      checker.checkPages()
      checker.checkFilters()
      checker.checkOddPages()
      checker.checkValues()
      checker.checkNumbers()
      checker.checkForeign()
      checker.checkCallbacks(callbacks)
    }
    if provider == nil { checker.checkResources() }
    checker.checkSecrets()
    checker.checkSecurity()
    return FindingMerge.merged(checker.findings.filter { options.wants($0.check) })
  }

  /// Checks that credentials and codes do not travel to another machine in the clear.
  private mutating func checkSecurity() {
    guard options.security == .plain, let first = records.first(where: { $0.response != nil })
    else { return }
    var finding = Finding(
      .transportSecurity, "credentials and codes travel in the clear", expected: "https",
      got: "http", severity: .warning)
    finding.key = "plain"
    report(finding, first)
  }

  func record(_ role: StepRole) -> StepRecord? { indices[role].map { records[$0] } }

  /// Adds a finding, completed from its exchange.
  mutating func report(_ finding: Finding, _ record: StepRecord?) {
    var finding = finding
    if let record {
      finding.step = record.step.name
      finding.operations = [record.step.contract.id]
      finding.steps = steps(to: record)
      finding.excerpt = Excerpt.text(of: record.response?.body ?? [], at: finding.location)
      if let request = record.request {
        finding.reproduce = CurlCommand.text(
          request, url: options.url, credentials: options.credentials,
          other: options.otherCredentials, codes: Set(records.compactMap(\.code)))
      }
      let response = record.response.flatMap { record.step.contract.response(status: $0.status) }
      if finding.contractPlace == nil {
        let place = contract.place(at: response?.pointer ?? record.step.contract.pointer)
        finding.contractPlace = place.description
      }
      if finding.source == nil {
        finding.source = (response?.provenance ?? record.step.contract.provenance).source
      }
    }
    findings.append(finding)
  }

  /// The names of the steps that a step rests on, in the order in which they were sent.
  private func steps(to record: StepRecord) -> [String] {
    var roles: Set<StepRole> = []
    var rest = record.step.needs
    while let role = rest.popLast() {
      guard roles.insert(role).inserted, let needed = self.record(role) else { continue }
      rest += needed.step.needs
    }
    return records.filter { roles.contains($0.step.role) && $0.delivery != nil }.map(\.step.name)
  }

  /// Whether the value in a slot satisfies its schema.
  func isSound(_ slot: TemplateReading.Slot, _ record: StepRecord) -> Bool {
    guard let places = unsound[record.step.role] else { return true }
    return places.allSatisfy { place in
      let path = slot.path.joined(separator: "/")
      return path != place && !path.hasPrefix(place + "/")
    }
  }

  /// Excludes a value that is wrong by itself from comparisons.
  mutating func doubt(_ slot: TemplateReading.Slot, _ record: StepRecord) {
    unsound[record.step.role, default: []].insert(slot.path.joined(separator: "/"))
  }

  /// The text of a term; nil when it is absent or its schema does not allow it.
  func text(
    _ term: Term, _ reading: TemplateReading, _ record: StepRecord
  ) -> (text: String, slot: TemplateReading.Slot)? {
    guard let slot = reading.slot(term), isSound(slot, record),
      let text = slot.value.string ?? slot.value.numberText
    else { return nil }
    return (text, slot)
  }

  /// `body/a/b (3:7)`
  func location(_ slot: TemplateReading.Slot) -> String {
    "body/" + slot.path.joined(separator: "/") + " (\(slot.value.position))"
  }

  /// The send that started the verification of a step.
  func send(of record: StepRecord) -> StepRecord? {
    if record.step.recipient != nil { return record }
    for role in record.step.needs {
      if let needed = self.record(role), let found = send(of: needed) { return found }
    }
    return nil
  }
}

package import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
package import VerifyMockContract

/// Holds the records of a run against the documents; pure, so that a recorded run can be judged
/// again.
package struct Judge {
  let provider: Provider?
  let contract: Contract
  let options: CheckOptions
  let records: [StepRecord]
  var findings: [Finding] = []
  /// By step the places whose values break their schema: they are not compared any more.
  var unsound: [StepRole: Set<String>] = [:]

  package init(
    provider: Provider?, contract: Contract, options: CheckOptions, records: [StepRecord]
  ) {
    self.provider = provider
    self.contract = contract
    self.options = options
    self.records = records
  }

  /// Everything that is wrong, each cause told once.
  package static func findings(
    provider: Provider?, contract: Contract, options: CheckOptions, records: [StepRecord],
    callbacks: [CallbackRequest]? = nil
  ) -> [Finding] {
    var judge = Judge(provider: provider, contract: contract, options: options, records: records)
    for record in records { judge.judgeExchange(record) }
    if provider != nil {
      judge.judgeStates()
      judge.judgeIdentity()
      judge.judgeTimes()
      judge.judgeSums()
      judge.judgeRepeats()
      judge.judgeRace()
      judge.judgeRate()
      judge.judgePages()
      judge.judgeFilters()
      judge.judgeCallbacks(callbacks)
    }
    judge.judgeSecrets()
    judge.judgeSecurity()
    return FindingMerge.merged(judge.findings.filter { options.wants($0.check) })
  }

  /// That what another machine is told does not travel in the clear.
  private mutating func judgeSecurity() {
    guard options.security == .plain, let first = records.first(where: { $0.response != nil })
    else { return }
    var finding = Finding(
      .transportSecurity, "credentials and codes travel in the clear", expected: "https",
      got: "http", severity: .warning)
    finding.key = "plain"
    report(finding, first)
  }

  func record(_ role: StepRole) -> StepRecord? { records.first { $0.step.role == role } }

  /// Adds a finding with what its exchange says of it.
  mutating func report(_ finding: Finding, _ record: StepRecord?) {
    var finding = finding
    if let record {
      finding.step = record.step.name
      if let request = record.request {
        finding.reproduce = CurlCommand.text(request, url: options.url)
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

  /// Whether a slot holds what its schema allows.
  func isSound(_ slot: TemplateReading.Slot, _ record: StepRecord) -> Bool {
    guard let places = unsound[record.step.role] else { return true }
    return places.allSatisfy { place in
      let path = slot.path.joined(separator: "/")
      return path != place && !path.hasPrefix(place + "/")
    }
  }

  /// Keeps a value that is wrong by itself from being compared with others.
  mutating func doubt(_ slot: TemplateReading.Slot, _ record: StepRecord) {
    unsound[record.step.role, default: []].insert(slot.path.joined(separator: "/"))
  }

  /// The text of a term where it is there and sound.
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

  /// The send that a step is about.
  func send(of record: StepRecord) -> StepRecord? {
    if record.step.recipient != nil { return record }
    for role in record.step.needs {
      if let needed = self.record(role), let found = send(of: needed) { return found }
    }
    return nil
  }
}

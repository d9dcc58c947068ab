package import VerifyMockContract
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// The result of a run, ready to be written in any format.
package struct Report: Sendable {
  /// What became of one check.
  package enum Verdict: Sendable, Equatable {
    case passed
    case failed
    case warned
    case noted
    case skipped(String)

    package var word: String {
      switch self {
      case .passed: "passed"
      case .failed: "failed"
      case .warned: "warned"
      case .noted: "noted"
      case .skipped: "skipped"
      }
    }
  }

  package struct Row: Sendable {
    package let check: Check
    package let verdict: Verdict
    /// How many requests it looked at.
    package let requests: Int
    /// How long their answers took, together.
    package var nanoseconds: Int64 = 0
  }

  /// One request with its answer, secrets, codes and numbers masked.
  package struct Exchange: Sendable {
    package var step = ""
    package var checks: [String] = []
    package var method = ""
    package var url = ""
    package var requestFields: [(name: String, value: String)] = []
    package var requestBody = ""
    /// Nil when no answer came.
    package var status: Int?
    package var responseFields: [(name: String, value: String)] = []
    /// At most 64 KiB of it.
    package var responseBody = ""
    /// Why nothing came, or nothing was sent.
    package var note = ""
    package var start = ""
    package var nanoseconds: Int64 = 0
  }

  /// One documented status of an operation, and whether it was seen.
  package struct Coverage: Sendable {
    package let operation: String
    package let status: String
    package let isTested: Bool
    package let reason: String
  }

  package var subject: String
  package var url: String
  package var seed: UInt64
  package var requests = 0
  package var planned = 0
  package var paid = 0
  /// Sends that succeeded, paid for or not.
  package var sends = 0
  package var rows: [Row] = []
  package var findings: [Finding] = []
  package var accepted = 0
  package var coverage: [Coverage] = []
  package var exchanges: [Exchange] = []
  /// How many checks are about verifications, where nothing is known of any.
  package var inapplicable = 0
  /// What of the contract could not be used, each with its place.
  package var faults: [String] = []
  /// From which severity on a finding counts.
  package var failOn = Severity.failure
  /// Why the run ended early; nil when it did not.
  package var stopped: String?

  /// Summarises a run.
  ///
  /// - Parameter baseline: fingerprints of findings that are accepted.
  package init(
    subject: String, options: CheckOptions, plan: Plan, records: [StepRecord],
    findings all: [Finding], contract: Contract, baseline: Set<String> = []
  ) {
    self.subject = subject
    url = options.url
    seed = options.seed
    planned = plan.steps.count
    requests = records.count { $0.delivery != nil }
    sends = records.count {
      ($0.step.cost != .free || $0.step.isMalformedSend) && $0.isSuccess
    }
    paid = options.maxPaid == nil ? 0 : sends
    stopped = records.compactMap(\.skipped).first {
      if case .runStopped = $0 { true } else { false }
    }.map { $0.text.visible() }
    var masking = Masking()
    if let (id, secret) = options.credentials {
      masking.hide(secret: secret)
      // As it stands behind `Basic `.
      masking.hide(secret: String(HTTPBasicCredentials.field(id: id, secret: secret).dropFirst(6)))
    }
    if let (id, secret) = options.otherCredentials {
      masking.hide(secret: secret)
      masking.hide(secret: String(HTTPBasicCredentials.field(id: id, secret: secret).dropFirst(6)))
    }
    for recipient in options.recipients { masking.hide(recipient: recipient) }
    for record in records {
      if let code = record.code {
        masking.hide(code: code)
        masking.hide(code: WalkthroughPlayer.wrong(code))
      }
    }
    let fresh = all.filter { !baseline.contains($0.fingerprint) }
    accepted = all.count - fresh.count
    findings = fresh.map { $0.masked(by: masking) }
    inapplicable = plan.inapplicable.count
    faults = contract.faults.map(\.description)
    rows = Check.allCases.filter { options.wants($0) && !plan.inapplicable.contains($0) }.map {
      var row = Self.row($0, plan, records, fresh, options, contract)
      row.nanoseconds = Self.time(of: $0, records)
      return row
    }
    exchanges = records.map { Self.exchange($0, options.url, masking) }
    coverage = Self.coverage(records, contract)
  }

  /// A run that did not begin, because the endpoint could not be reached: every check is skipped.
  package init(
    subject: String, options: CheckOptions, plan: Plan, contract: Contract,
    unreachable reason: String
  ) {
    let records = plan.steps.map { step in
      var record = StepRecord(step: step)
      record.skipped = .runStopped(reason)
      return record
    }
    self.init(
      subject: subject, options: options, plan: plan, records: records, findings: [],
      contract: contract)
  }

  private static func row(
    _ check: Check, _ plan: Plan, _ records: [StepRecord], _ findings: [Finding],
    _ options: CheckOptions, _ contract: Contract
  ) -> Row {
    let users = records.filter { $0.step.checks.contains(check) }
    let sent = users.count { $0.response != nil }
    let worst = findings.filter { $0.check == check }.map(\.severity).max()
    if let worst {
      let verdict: Verdict =
        worst == .failure ? .failed : worst == .warning ? .warned : .noted
      return Row(check: check, verdict: verdict, requests: sent)
    }
    if check == .coverage, records.contains(where: { $0.delivery != nil }) {
      return Row(check: check, verdict: .passed, requests: records.count)
    }
    if check == .responseTime, options.responseTime != nil {
      return Row(check: check, verdict: .passed, requests: records.count)
    }
    if check == .transportSecurity, options.security == .verified,
      case let count = records.count(where: { $0.response != nil }), count > 0
    {
      return Row(check: check, verdict: .passed, requests: count)
    }
    if check == .responseHeaders,
      !contract.operations.contains(where: { $0.responses.contains { !$0.headers.isEmpty } })
    {
      return Row(check: check, verdict: .skipped("no response header is documented"), requests: 0)
    }
    if sent > 0 { return Row(check: check, verdict: .passed, requests: sent) }
    let reason =
      plan.skipped[check] ?? users.compactMap(\.skipped).first?.text
      ?? (check == .coverage ? records.compactMap(\.skipped).first?.text : nil)
      ?? "no request was planned for it"
    return Row(check: check, verdict: .skipped(reason.visible()), requests: 0)
  }

  private static func time(of check: Check, _ records: [StepRecord]) -> Int64 {
    records.reduce(0) { sum, record in
      guard record.step.checks.contains(check), case .answered(_, let time)? = record.delivery
      else { return sum }
      return sum.saturatingAdd(time.nanoseconds)
    }
  }

  private static func exchange(
    _ record: StepRecord, _ url: String, _ masking: Masking
  ) -> Exchange {
    var exchange = Exchange()
    exchange.step = record.step.name
    exchange.checks = record.step.checks.map(\.id)
    exchange.start = record.time.text
    exchange.note = record.skipped?.text.visible() ?? "no answer"
    if let request = record.request {
      exchange.method = request.method
      exchange.url = masking.hidden(url + request.target)
      exchange.requestFields = request.fields.map { ($0.name, masking.hidden($0.value)) }
      exchange.requestBody = masking.hidden(String(decoding: request.body, as: UTF8.self))
    }
    guard case .answered(let response, let time)? = record.delivery else { return exchange }
    exchange.status = response.status
    exchange.nanoseconds = time.nanoseconds
    exchange.responseFields = response.fields.map {
      (
        String(decoding: $0.name, as: UTF8.self),
        masking.hidden(String(decoding: $0.value, as: UTF8.self))
      )
    }
    exchange.responseBody = masking.hidden(
      String(decoding: response.body.prefix(1 << 16), as: UTF8.self))
    return exchange
  }

  private static func coverage(_ records: [StepRecord], _ contract: Contract) -> [Coverage] {
    var rows: [Coverage] = []
    for operation in contract.operations where operation.path != nil {
      let seen = Set(
        records.filter { record in
          record.step.contract.id == operation.id
            && !record.step.changes.contains { if case .method = $0 { true } else { false } }
        }.compactMap { $0.response?.status })
      let methods = Set(
        records.filter { record in
          record.step.contract.path == operation.path
            && record.step.changes.contains { if case .method = $0 { true } else { false } }
        }.compactMap { $0.response?.status })
      let isUsed = records.contains { $0.step.contract.id == operation.id }
      for response in operation.responses {
        guard case .exact(let status) = response.status else { continue }
        let isTested = seen.contains(status) || status == 405 && methods.contains(405)
        rows.append(
          Coverage(
            operation: operation.id, status: "\(status)", isTested: isTested,
            reason: isTested
              ? ""
              : !isUsed
                ? "no step uses the operation"
                : status >= 500 ? "a server error can't be asked for" : "no step came to it"))
      }
    }
    return rows
  }

  package func count(_ verdict: String) -> Int { rows.count { $0.verdict.word == verdict } }

  /// 0 when nothing is found that counts, 1 otherwise, also when nothing was checked at all or the
  /// run had to be stopped.
  package func exitCode(failOn: Severity) -> Int32 {
    if stopped != nil { return 1 }
    if rows.allSatisfy({ if case .skipped = $0.verdict { true } else { $0.check == .coverage } }) {
      return 1
    }
    return findings.contains { $0.severity >= failOn } ? 1 : 0
  }
}

extension Finding {
  /// The finding with secrets, codes and recipients masked.
  func masked(by masking: Masking) -> Finding {
    var finding = self
    finding.what = masking.masked(what)
    finding.location = location.map { masking.masked($0) }
    finding.expected = expected.map { masking.masked($0) }
    finding.got = got.map { masking.masked($0) }
    finding.hint = hint.map { masking.masked($0) }
    finding.excerpt = excerpt.map { masking.masked($0) }
    finding.reproduce = reproduce.map { masking.masked($0) }
    return finding
  }
}

extension Report {
  /// Sums up what a program sent to a mock, each check of a program a row.
  ///
  /// - Parameters:
  ///   - requests: all that it sent.
  ///   - matched: those that an operation was found for.
  package init(
    subject: String, url: String, seed: UInt64, requests: Int, matched: Int,
    programFindings: [Finding]
  ) {
    self.subject = subject
    self.url = url
    self.seed = seed
    self.requests = requests
    planned = requests
    findings = programFindings
    rows = Check.ofPrograms.map { check in
      let worst = programFindings.filter { $0.check == check }.map(\.severity).max()
      let verdict: Verdict =
        switch worst {
        case .failure?: .failed
        case .warning?: .warned
        case .info?: .noted
        case nil: requests == 0 ? .skipped("nothing was requested") : .passed
        }
      return Row(check: check, verdict: verdict, requests: requests)
    }
  }
}

/// The forms that a report comes in.
package enum ReportKind: String, Sendable, CaseIterable {
  case console
  case junit
  case json
  case github
  case markdown
  case html
  case har
  case sarif

  /// The report as text, with a final newline where there is any.
  package func text(_ report: Report, isColored: Bool = false) -> String {
    switch self {
    case .console: ConsoleReport.text(report, isColored: isColored)
    case .junit: JUnitReport.text(report)
    case .json: JSONReport.text(report)
    case .github: GitHubReport.text(report)
    case .markdown: MarkdownReport.text(report)
    case .html: HTMLReport.text(report)
    case .har: HARReport.text(report)
    case .sarif: SARIFReport.text(report)
    }
  }
}

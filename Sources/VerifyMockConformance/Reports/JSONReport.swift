import VerifyMockJSON

/// A report as JSON; `version` changes when a reader has to.
package enum JSONReport {
  package static let version = 1

  package static func text(_ report: Report) -> String {
    func number(_ value: Int) -> JSONValue { .number("\(value)") }
    let summary: JSONValue = .object([
      JSONMember("requests", number(report.requests)),
      JSONMember("planned", number(report.planned)), JSONMember("paid", number(report.paid)),
      JSONMember("checks", number(report.rows.count)),
      JSONMember("passed", number(report.count("passed"))),
      JSONMember("failed", number(report.count("failed"))),
      JSONMember("warned", number(report.count("warned"))),
      JSONMember("skipped", number(report.count("skipped"))),
      JSONMember("accepted", number(report.accepted)),
    ])
    let checks = report.rows.map { row -> JSONValue in
      var members = [
        JSONMember("id", .string(row.check.id)), JSONMember("title", .string(row.check.title)),
        JSONMember("severity", .string(row.check.severity.rawValue)),
        JSONMember("basis", .string(row.check.basis)),
        JSONMember("verdict", .string(row.verdict.word)),
        JSONMember("requests", number(row.requests)),
      ]
      if case .skipped(let reason) = row.verdict {
        members.append(JSONMember("reason", .string(reason)))
      }
      return .object(members)
    }
    let coverage = report.coverage.map { row -> JSONValue in
      var members = [
        JSONMember("operation", .string(row.operation)), JSONMember("status", .string(row.status)),
        JSONMember("tested", .bool(row.isTested)),
      ]
      if !row.reason.isEmpty { members.append(JSONMember("reason", .string(row.reason))) }
      return .object(members)
    }
    var value: JSONValue = .object([
      JSONMember("version", number(version)), JSONMember("subject", .string(report.subject)),
      JSONMember("url", .string(report.url)), JSONMember("seed", .number("\(report.seed)")),
      JSONMember("summary", summary), JSONMember("findings", .array(report.findings.map(finding))),
      JSONMember("checks", .array(checks)), JSONMember("coverage", .array(coverage)),
    ])
    if let reason = report.stopped { value["stopped"] = .string(reason) }
    return value.text(isPretty: true) + "\n"
  }

  private static func finding(_ finding: Finding) -> JSONValue {
    var members = [
      JSONMember("check", .string(finding.check.id)),
      JSONMember("severity", .string(finding.severity.rawValue)),
      JSONMember("what", .string(finding.what)),
    ]
    let texts = [
      ("location", finding.location), ("expected", finding.expected), ("got", finding.got),
      ("hint", finding.hint), ("contract", finding.contractPlace), ("source", finding.source),
      ("certainty", finding.certaintyWord), ("request", finding.step),
      ("excerpt", finding.excerpt), ("reproduce", finding.reproduce),
      ("fingerprint", finding.fingerprint),
    ]
    for case (let name, let text?) in texts { members.append(JSONMember(name, .string(text))) }
    if !finding.steps.isEmpty {
      members.append(JSONMember("after", .array(finding.steps.map { .string($0) })))
    }
    members.append(JSONMember("repeats", .number("\(finding.repeats)")))
    return .object(members)
  }
}

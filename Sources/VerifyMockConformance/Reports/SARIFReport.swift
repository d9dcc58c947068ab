import VerifyMockJSON

/// A report as
/// [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), each finding at
/// the place of the contract that it rests on.
package enum SARIFReport {
  package static func text(_ report: Report) -> String {
    let used = Set(report.findings.map(\.check)).sorted()
    let rules = used.map { check -> JSONValue in
      .object([
        JSONMember("id", .string(check.id)),
        JSONMember("shortDescription", .object([JSONMember("text", .string(check.title))])),
        JSONMember("help", .object([JSONMember("text", .string("rests on: " + check.basis))])),
      ])
    }
    let run: JSONValue = .object([
      JSONMember(
        "tool",
        .object([
          JSONMember(
            "driver",
            .object([
              JSONMember("name", .string("verify-mock check")), JSONMember("rules", .array(rules)),
            ]))
        ])), JSONMember("results", .array(report.findings.map(result))),
    ])
    let value: JSONValue = .object([
      JSONMember("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      JSONMember("version", .string("2.1.0")), JSONMember("runs", .array([run])),
    ])
    return value.text(isPretty: true) + "\n"
  }

  private static func result(_ finding: Finding) -> JSONValue {
    let level =
      switch finding.severity {
      case .failure: "error"
      case .warning: "warning"
      case .info: "note"
      }
    var members = [
      JSONMember("ruleId", .string(finding.check.id)), JSONMember("level", .string(level)),
      JSONMember(
        "message",
        .object([
          JSONMember("text", .string(ConsoleReport.details(finding).joined(separator: "\n")))
        ])),
      JSONMember(
        "partialFingerprints",
        .object([JSONMember("finding/v1", .string(finding.fingerprint))])),
    ]
    if let place = finding.contractPlace.flatMap({ location($0) }) {
      members.append(JSONMember("locations", .array([place])))
    }
    return .object(members)
  }

  /// `FILE:LINE:COLUMN` as a location.
  private static func location(_ place: String) -> JSONValue? {
    let parts = place.split(separator: ":")
    guard parts.count > 2, let line = Int(parts[parts.count - 2]),
      let column = Int(parts[parts.count - 1])
    else { return nil }
    let file = parts.dropLast(2).joined(separator: ":")
    return .object([
      JSONMember(
        "physicalLocation",
        .object([
          JSONMember("artifactLocation", .object([JSONMember("uri", .string(file))])),
          JSONMember(
            "region",
            .object([
              JSONMember("startLine", .number("\(line)")),
              JSONMember("startColumn", .number("\(column)")),
            ])),
        ]))
    ])
  }
}

/// A report as Markdown, for the summary of a job.
package enum MarkdownReport {
  package static func text(_ report: Report) -> String {
    var lines = [
      "## \(cell(report.subject))", "",
      "\(report.count("passed")) passed, \(report.count("failed")) failed, "
        + "\(report.count("warned")) warned, \(report.count("skipped")) skipped; "
        + "\(report.requests) of \(report.planned) requests, \(report.sends) sends, \(report.paid) paid.",
      "",
    ]
    if let reason = report.stopped { lines += [cell(reason), ""] }
    if !report.findings.isEmpty {
      lines += ["| | check | what | expected | got |", "|---|---|---|---|---|"]
      for finding in report.findings {
        let location = finding.status == nil ? finding.location : nil
        let place = location.map { " at `\(cell($0))`" } ?? ""
        lines.append(
          "| \(finding.severity.rawValue) | \(finding.check.id) | \(cell(finding.what))\(place) | "
            + "\(cell(finding.expected ?? "")) | \(cell(finding.got ?? "")) |")
      }
      lines.append("")
    }
    let skipped = report.rows.compactMap { row -> String? in
      guard case .skipped(let reason) = row.verdict else { return nil }
      return "- \(row.check.id) \(cell(row.check.title)): \(cell(reason))"
    }
    if !skipped.isEmpty {
      lines += ["<details><summary>Skipped</summary>", ""] + skipped + ["", "</details>", ""]
    }
    lines += ["<details><summary>Coverage</summary>", ""]
    lines += ["| operation | status | tested |", "|---|---|---|"]
    lines += report.coverage.map {
      "| \(cell($0.operation)) | \($0.status) | \($0.isTested ? "yes" : "no: " + $0.reason) |"
    }
    return (lines + ["", "</details>"]).joined(separator: "\n") + "\n"
  }

  private static func cell(_ text: String) -> String {
    String(text.flatMap { $0 == "|" ? "\\|" : $0 == "\n" ? " " : $0 == "<" ? "&lt;" : String($0) })
  }
}

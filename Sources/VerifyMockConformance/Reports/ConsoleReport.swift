/// A report for a person at a terminal.
package enum ConsoleReport {
  package static func text(_ report: Report, isColored: Bool) -> String {
    func paint(_ text: String, _ color: String) -> String {
      isColored ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
    }
    var lines: [String] = []
    for finding in report.findings {
      let color = finding.severity == .failure ? "31" : finding.severity == .warning ? "33" : "36"
      lines.append(
        paint("\(finding.severity.rawValue) \(finding.check.id)", color) + "  "
          + finding.check.title)
      lines += details(finding).map { "    " + $0 }
      lines.append("")
    }
    for row in report.rows {
      if case .skipped(let reason) = row.verdict {
        lines.append("skipped \(row.check.id)  \(row.check.title): \(reason)")
      }
    }
    if report.inapplicable > 0 {
      lines.append(
        "\(report.inapplicable) checks are about verifications: a contract alone has none")
    }
    lines += report.faults.map { "left out: " + $0 }
    lines.append(
      "\(report.subject): \(report.count("passed")) passed, \(report.count("failed")) failed, "
        + "\(report.count("warned")) warned, \(report.count("skipped")) skipped; "
        + "\(report.requests) of \(report.planned) requests sent, \(report.sends) sends, \(report.paid) paid"
    )
    if let reason = report.stopped { lines.append(reason) }
    if report.accepted > 0 { lines.append("\(report.accepted) accepted by the baseline") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The lines that describe a finding.
  package static func details(_ finding: Finding) -> [String] {
    let place = finding.status == nil ? finding.location : nil
    var lines = [finding.what + (place.map { " at \($0)" } ?? "")]
    if let expected = finding.expected { lines.append("expected: " + expected) }
    if let got = finding.got { lines.append("got:      " + got) }
    if let excerpt = finding.excerpt { lines.append("answer:   " + excerpt) }
    if let hint = finding.hint { lines.append("hint:     " + hint) }
    if let place = finding.contractPlace {
      let word = finding.certaintyWord.map { ", " + $0 } ?? ""
      lines.append("contract: " + place + (finding.source.map { " (\($0)\(word))" } ?? word))
    }
    if let step = finding.step {
      lines.append(
        "request:  " + step + (finding.repeats > 0 ? ", and \(finding.repeats) more" : ""))
    }
    if !finding.steps.isEmpty {
      lines.append("after:    " + finding.steps.joined(separator: ", "))
    }
    if let command = finding.reproduce { lines.append("Reproduce with: " + command) }
    return lines
  }
}

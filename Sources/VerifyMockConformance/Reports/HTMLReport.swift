import VerifyMockJSON

/// A report as one page that needs nothing else: the findings, the plan, every exchange and how
/// long it took.
package enum HTMLReport {
  package static func text(_ report: Report) -> String {
    let title = "verify-mock check: " + report.subject
    var lines = [
      "<!DOCTYPE html>", #"<html lang="en"><head><meta charset="utf-8">"#,
      #"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
      "<title>\(escaped(title))</title>", "<style>\(style)</style></head><body>",
      "<h1>\(escaped(report.subject))</h1>",
      "<p>\(escaped(report.url)), seed \(report.seed)</p>",
      "<p><strong>\(report.count("passed")) passed, \(report.count("failed")) failed, "
        + "\(report.count("warned")) warned, \(report.count("skipped")) skipped</strong>; "
        + "\(report.requests) of \(report.planned) requests, \(report.sends) sends, "
        + "\(report.paid) paid</p>",
    ]
    if let reason = report.stopped { lines.append("<p class=failure>\(escaped(reason))</p>") }
    lines += findings(report) + checks(report) + exchanges(report)
    return (lines + ["</body></html>"]).joined(separator: "\n") + "\n"
  }

  private static func findings(_ report: Report) -> [String] {
    guard !report.findings.isEmpty else { return ["<p>No findings.</p>"] }
    return ["<h2>Findings</h2>"]
      + report.findings.map { finding in
        let step = finding.step.map { ##" <a href="#\##(anchor($0))">\##(escaped($0))</a>"## } ?? ""
        return """
          <section class="\(finding.severity.rawValue)">
          <h3>\(finding.severity.rawValue) \(finding.check.id) \(escaped(finding.check.title))\(step)</h3>
          <pre>\(escaped(ConsoleReport.details(finding).joined(separator: "\n")))</pre>
          </section>
          """
      }
  }

  private static func checks(_ report: Report) -> [String] {
    let rows = report.rows.map { row -> String in
      var note = "\(row.requests) requests"
      if case .skipped(let reason) = row.verdict { note = reason }
      return "<tr class=\(row.verdict.word)><td>\(row.check.id)</td>"
        + "<td>\(escaped(row.check.title))</td><td>\(row.verdict.word)</td>"
        + "<td>\(escaped(note))</td></tr>"
    }
    return ["<h2>Checks</h2>", "<table>"] + rows + ["</table>"]
  }

  private static func exchanges(_ report: Report) -> [String] {
    let longest = max(report.exchanges.map(\.nanoseconds).max() ?? 0, 1)
    let rows = report.exchanges.map { exchange -> String in
      let found = report.findings.filter { $0.step == exchange.step }
      let mark = found.map(\.severity).max()?.rawValue ?? ""
      let percent = Int(exchange.nanoseconds.saturatingMultiply(100) / longest)
      let status = exchange.status.map(String.init) ?? exchange.note
      let places = found.compactMap { finding in
        finding.excerpt.map { "<p class=\(finding.severity.rawValue)>\(escaped($0))</p>" }
      }
      return """
        <details id="\(anchor(exchange.step))" class="\(mark)"><summary>
        <b>\(escaped(exchange.step))</b> \(escaped(exchange.method)) \(escaped(exchange.url)) →
        \(escaped(status)) <i style="width:\(percent)px"></i> \(exchange.nanoseconds / 1_000) µs
        </summary><p>checks: \(exchange.checks.joined(separator: " "))</p>
        <pre>\(escaped(lines(exchange.requestFields, exchange.requestBody)))</pre>
        <pre>\(escaped(lines(exchange.responseFields, exchange.responseBody)))</pre>\(places.joined())
        </details>
        """
    }
    return ["<h2>Exchanges</h2>"] + rows
  }

  private static func lines(_ fields: [(name: String, value: String)], _ body: String) -> String {
    (fields.map { "\($0.name): \($0.value)" } + ["", body]).joined(separator: "\n")
  }

  private static func anchor(_ step: String) -> String {
    "step-" + String(step.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  private static func escaped(_ text: String) -> String { text.escapedForMarkup }

  private static let style = """
    body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
    pre{background:#f4f4f4;padding:.6rem;overflow-x:auto;white-space:pre-wrap}
    table{border-collapse:collapse}td{padding:.15rem .6rem;border-bottom:1px solid #ddd}
    details{border-left:4px solid #ddd;margin:.2rem 0;padding-left:.6rem}
    .failure,.failed{border-left:4px solid #c33;padding-left:.6rem}.warning,.warned{border-left:4px solid #c90;padding-left:.6rem}
    i{display:inline-block;height:.6rem;background:#69c}
    @media (prefers-color-scheme:dark){body{background:#181818;color:#ddd}pre{background:#222}}
    """
}

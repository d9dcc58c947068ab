import VerifyMockJSON

/// A report as JUnit XML: each check a test case.
package enum JUnitReport {
  package static func text(_ report: Report) -> String {
    func counts(_ check: Check) -> Bool {
      report.findings.contains { $0.check == check && $0.severity >= report.failOn }
    }
    func seconds(_ nanoseconds: Int64) -> String {
      let thousandths = nanoseconds / 1_000_000
      let rest = String("000\(thousandths % 1_000)".suffix(3))
      return "\(thousandths / 1_000).\(rest)"
    }
    let failed = report.rows.filter { counts($0.check) }
    let total = seconds(report.exchanges.reduce(0) { $0.saturatingAdd($1.nanoseconds) })
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites tests="\#(report.rows.count)" failures="\#(failed.count)" errors="0" time="\#(total)">"#,
      #"  <testsuite name="\#(escaped(report.subject))" tests="\#(report.rows.count)" failures="\#(failed.count)" errors="0" skipped="\#(report.count("skipped"))" time="\#(total)">"#,
    ]
    for row in report.rows {
      let name = escaped("\(row.check.id) \(row.check.title)")
      let head =
        #"    <testcase classname="\#(escaped(report.subject))" name="\#(name)" time="\#(seconds(row.nanoseconds))""#
      let findings = report.findings.filter { $0.check == row.check }
      switch row.verdict {
      case .skipped(let reason):
        lines.append(head + ">")
        lines.append(#"      <skipped message="\#(escaped(reason))"/>"#)
        lines.append("    </testcase>")
      case .failed, .warned, .noted:
        guard counts(row.check) else {
          lines.append(head + "/>")
          continue
        }
        lines.append(head + ">")
        for finding in findings {
          let text = escaped(ConsoleReport.details(finding).joined(separator: "\n"))
          lines.append(
            #"      <failure message="\#(escaped(finding.what))" type="\#(finding.severity.rawValue)">\#(text)</failure>"#
          )
        }
        lines.append("    </testcase>")
      case .passed: lines.append(head + "/>")
      }
    }
    return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
  }

  /// Text as XML 1.0 takes it; control characters that it forbids become U+FFFD.
  private static func escaped(_ text: String) -> String {
    var allowed = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isForbidden =
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
        || scalar.value == 0xFFFE || scalar.value == 0xFFFF
      allowed.append(isForbidden ? "\u{FFFD}" : scalar)
    }
    return String(allowed).escapedForMarkup
  }
}

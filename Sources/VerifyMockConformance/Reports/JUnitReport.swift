/// A report as JUnit XML: each check a test case.
package enum JUnitReport {
  package static func text(_ report: Report) -> String {
    let failed = report.rows.filter { $0.verdict == .failed || $0.verdict == .warned }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites tests="\#(report.rows.count)" failures="\#(failed.count)" errors="0" time="0">"#,
      #"  <testsuite name="\#(escaped(report.subject))" tests="\#(report.rows.count)" failures="\#(failed.count)" errors="0" skipped="\#(report.count("skipped"))" time="0">"#,
    ]
    for row in report.rows {
      let name = escaped("\(row.check.id) \(row.check.title)")
      let head =
        #"    <testcase classname="\#(escaped(report.subject))" name="\#(name)" time="0""#
      let findings = report.findings.filter { $0.check == row.check }
      switch row.verdict {
      case .skipped(let reason):
        lines.append(head + ">")
        lines.append(#"      <skipped message="\#(escaped(reason))"/>"#)
        lines.append("    </testcase>")
      case .failed, .warned:
        lines.append(head + ">")
        for finding in findings {
          let text = escaped(ConsoleReport.details(finding).joined(separator: "\n"))
          lines.append(
            #"      <failure message="\#(escaped(finding.what))" type="\#(finding.severity.rawValue)">\#(text)</failure>"#
          )
        }
        lines.append("    </testcase>")
      case .passed, .noted: lines.append(head + "/>")
      }
    }
    return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
  }

  /// Text as XML 1.0 takes it; control characters that it forbids become U+FFFD.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A report as workflow commands of GitHub Actions: annotations.
package enum GitHubReport {
  package static func text(_ report: Report) -> String {
    report.findings.map { finding in
      let word =
        finding.severity == .failure ? "error" : finding.severity == .warning ? "warning" : "notice"
      let title = escaped("\(finding.check.id) \(finding.check.title)", isProperty: true)
      let text = escaped(
        ConsoleReport.details(finding).joined(separator: "\n"), isProperty: false)
      return "::\(word) title=\(title)::\(text)\n"
    }.joined()
  }

  /// What would end a command or a property is written as its percent code.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}

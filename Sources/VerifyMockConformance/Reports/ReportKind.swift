/// The forms that a report comes in.
package enum ReportKind: String, Sendable, CaseIterable {
  case console
  case junit
  case json
  case github
  case markdown

  /// The report as text, with a final newline where there is any.
  package func text(_ report: Report, isColored: Bool = false) -> String {
    switch self {
    case .console: ConsoleReport.text(report, isColored: isColored)
    case .junit: JUnitReport.text(report)
    case .json: JSONReport.text(report)
    case .github: GitHubReport.text(report)
    case .markdown: MarkdownReport.text(report)
    }
  }
}

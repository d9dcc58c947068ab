import VerifyMock
import VerifyMockConformance

/// One `--report KIND=FILE`; the file `-` is the standard output.
struct ReportTarget {
  let kind: ReportKind
  let path: String

  /// Whether it goes to the standard output, after what is printed there anyway.
  var isOutput: Bool { path == "-" || path == "/dev/stdout" }

  static func all(in arguments: Arguments) throws(UsageError) -> [ReportTarget] {
    var result: [ReportTarget] = []
    for text in arguments.all("--report") {
      let name = String(text.prefix { $0 != "=" })
      guard let kind = ReportKind(rawValue: name), text.count > name.count + 1 else {
        throw UsageError(
          "'--report' must be KIND=FILE, not '\(text)'; kinds are "
            + ReportKind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      result.append(ReportTarget(kind: kind, path: String(text.dropFirst(name.count + 1))))
    }
    return result
  }

  func write(_ report: Report) throws(UsageError) {
    let bytes = Array(kind.text(report).utf8)
    if isOutput { return ProcessContext.print(bytes: bytes) }
    do throws(Files.Failure) {
      try Files.write(bytes, to: path)
    } catch {
      throw UsageError("--report \(error)")
    }
  }
}

import VerifyMock
import VerifyMockConformance

/// One `--report KIND=FILE`; the file `-` is the standard output.
struct ReportTarget {
  static let flag = Flag(
    "--report", value: Operand("KIND=FILE", .report(ReportKind.allCases.map(\.rawValue))),
    "console, junit, json, github, markdown, html, har, sarif; - is the output", repeats: true)

  let kind: ReportKind
  let path: String

  /// Whether it goes to the standard output, after what is printed there anyway.
  var isOutput: Bool { path == "-" || path == "/dev/stdout" }

  static func all(in arguments: CommandArguments) throws(UsageError) -> [ReportTarget] {
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

  /// Refuses a file in a folder that there is not, before anything is sent.
  func checkFolder() throws(UsageError) {
    let folder = Files.folder(of: path)
    guard !isOutput, !folder.isEmpty else { return }
    let isThere = (try? Files.isFolder(folder)) ?? false
    guard isThere else {
      throw UsageError("--report \(path): there is no folder '\(folder)'")
    }
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

/// The file with the port, for other programs; written once the server listens.
enum PortFile {
  static func write(_ server: MockServer, to path: String) throws(UsageError) {
    do throws(Files.Failure) {
      try Files.write(Array("\(server.port)\n".utf8), to: path)
    } catch {
      throw UsageError("--port-file \(error)")
    }
  }
}

/// A file that a flag or a word of the command line names.
enum InputFile {
  /// Its bytes; a file that can't be used is a usage error.
  ///
  /// - Parameter flag: what names it, for the message; nil for a word.
  static func read(_ path: String, flag: String? = nil) throws(UsageError) -> [UInt8] {
    do throws(Files.Failure) {
      return try Files.read(path)
    } catch {
      throw UsageError((flag.map { $0 + " " } ?? "") + error.description)
    }
  }
}

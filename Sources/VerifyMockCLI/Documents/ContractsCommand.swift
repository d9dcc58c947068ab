import VerifyMock

/// `verify-mock contracts`: lists, shows and lints contracts.
enum ContractsCommand {
  static let declaration = Command(
    "contracts", "list, show and lint contracts",
    subcommands: [
      Subcommand("list", synopsis: "[list]", "print the contracts and their operations"),
      Subcommand(
        "show", synopsis: "show PROVIDER", "print one as an OpenAPI document",
        operand: Operand("PROVIDER", .providers)),
      Subcommand(
        "lint", synopsis: "lint PATH…", "print the mistakes in OpenAPI documents", operand: .path),
    ],
    flags: [
      Flag(
        "--fail-on", value: Operand("SEVERITY", .words(["error", "warning"])),
        "lint: exit with 1 from this on: warning (default) or error"),
      Flag(
        "--scenarios", value: .folder, "add or replace documents from a folder", repeats: true),
    ],
    run: run)

  static var flags: [Flag] { declaration.allFlags }

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try CommandArguments(words, flags: flags)
    let rest = Array(arguments.words.dropFirst())
    let folders = arguments.all("--scenarios")
    do throws(MockServerError) {
      switch arguments.words.first ?? "list" {
      case "list":
        ProcessContext.print(try ContractsReport(folders: folders, skipping: Main.warn).list())
        return 0
      case "show":
        guard let id = rest.first, rest.count == 1 else { break }
        ProcessContext.print(
          bytes: try ContractsReport(folders: folders, skipping: Main.warn).show(id))
        return 0
      case "lint":
        guard !rest.isEmpty else { break }
        let failOn = arguments.value("--fail-on") ?? "warning"
        guard ["error", "warning"].contains(failOn) else {
          throw MockServerError("'--fail-on' is error or warning, not '\(failOn)'")
        }
        return try lint(rest, errorsOnly: failOn == "error")
      default: break
      }
    } catch {
      throw UsageError(error.message)
    }
    throw UsageError(
      "contracts can: list, show PROVIDER, lint PATH…")
  }

  private static func lint(
    _ paths: [String], errorsOnly: Bool
  ) throws(MockServerError) -> Int32 {
    let (documents, findings) = try ContractsReport.lint(paths)
    for finding in findings { ProcessContext.print(finding.text) }
    ProcessContext.printError(
      "\(documents) document\(documents == 1 ? "" : "s"), "
        + "\(findings.count) finding\(findings.count == 1 ? "" : "s")")
    return findings.contains { $0.isError || !errorsOnly } ? 1 : 0
  }
}

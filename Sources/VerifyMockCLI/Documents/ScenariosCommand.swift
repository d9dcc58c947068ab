import VerifyMock

/// `verify-mock scenarios`: lists, shows, validates and tests scenarios.
enum ScenariosCommand {
  static let declaration = Command(
    "scenarios", "list, show, validate and test scenarios",
    subcommands: [
      Subcommand("list", synopsis: "[list]", "print the names and summaries"),
      Subcommand(
        "show", synopsis: "show NAME", "print steps and walkthrough, for example of {scenario}",
        operand: .scenario),
      Subcommand(
        "validate", synopsis: "validate PATH…", "check the format of scenario and provider files",
        operand: .path),
      Subcommand(
        "test", synopsis: "test [NAME…]", "play walkthroughs in memory; PROVIDER for all of its",
        operand: .scenario),
      Subcommand(
        "from-journal", synopsis: "from-journal URL",
        "print the requests of a running server as a scenario", operand: "URL"),
    ],
    flags: [
      Flag(
        "--scenarios", value: .folder, "add or replace documents from a folder", repeats: true),
      Flag("--curl", "show the walkthrough as curl commands"),
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
        ProcessContext.print(try ScenariosReport(folders: folders, skipping: Main.warn).list())
        return 0
      case "show":
        guard let name = rest.first, rest.count == 1 else { break }
        ProcessContext.print(
          try ScenariosReport(folders: folders, skipping: Main.warn).show(
            name, isCurl: arguments.has("--curl")))
        return 0
      case "validate":
        guard !rest.isEmpty else { break }
        let problems = try ScenariosReport.validate(rest)
        for problem in problems { ProcessContext.printError(problem) }
        if problems.isEmpty { ProcessContext.print("valid: " + rest.joined(separator: ", ")) }
        return problems.isEmpty ? 0 : 2
      case "test":
        let (lines, isClean) = try ScenariosReport(folders: folders, skipping: Main.warn).test(rest)
        for line in lines { ProcessContext.print(line) }
        return isClean ? 0 : 1
      case "from-journal":
        guard let url = rest.first, rest.count == 1 else { break }
        ProcessContext.print(try JournalScenario.text(from: url))
        return 0
      default: break
      }
    } catch {
      throw UsageError(error.message)
    }
    throw UsageError(
      "scenarios can: list, show NAME [--curl], validate PATH…, test [NAME…], from-journal URL")
  }
}

import VerifyMock

/// `verify-mock scenarios`: lists, shows, validates and tests scenarios.
enum ScenariosCommand {
  static let flags: [CommandArguments.Flag] = [
    .init("--scenarios", value: true, repeats: true), .init("--curl"),
  ]

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

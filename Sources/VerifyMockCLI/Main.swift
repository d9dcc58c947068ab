import VerifyMock

/// The command line: the first word names the command, `serve` when there is none.
@main
enum Main {
  static func main() {
    ProcessContext.reserveStandardDescriptors()
    // On Linux the standard library reads them from /proc. To go on without flags that were given
    // could open a server that was to be closed.
    guard !CommandLine.arguments.isEmpty else {
      warn("the arguments can't be read: mount /proc")
      ProcessContext.exit(2)
    }
    ProcessContext.exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Carries out a command.
  ///
  /// - Returns: 0 ok; 1 findings; 2 usage or an invalid file; 3 endpoint unreachable; 4 refused by
  ///   a safety guard.
  static func run(_ words: [String]) -> Int32 {
    do throws(UsageError) {
      let (name, rest) = command(words)
      guard let command = Command.named(name) else {
        throw UsageError(
          "there is no command '\(name)'" + Suggestion.text(name, among: Command.all.map(\.name)))
      }
      return try command.run(rest)
    } catch {
      warn(error.message)
      return 2
    }
  }

  /// Prints a message to the standard error, under the program's name.
  static func warn(_ message: String) {
    ProcessContext.printError("verify-mock: " + message)
  }

  /// Which command the words name, and the words behind it.
  static func command(_ words: [String]) -> (name: String, rest: [String]) {
    guard let first = words.first else { return ("serve", []) }
    // What stands behind "--" is another command's.
    let own = words.prefix { $0 != "--" }
    if own.contains("--help") || own.contains("-h") {
      return ("help", first.hasPrefix("-") ? [] : [first])
    }
    if first == "--version" { return ("version", []) }
    return first.hasPrefix("-") ? ("serve", words) : (first, Array(words.dropFirst()))
  }
}

import VerifyMock

/// `verify-mock completions`: a script that completes this program's command lines in a shell.
enum CompletionsCommand {
  static let shells = ["bash", "zsh", "fish"]

  static let declaration = Command(
    "completions", brief: "completions SHELL", synopsis: "completions bash|zsh|fish",
    "a script that completes commands, flags and names in a shell",
    operand: Operand("SHELL", .words(shells)),
    notes: """
      bash   source <(verify-mock completions bash)
      zsh    verify-mock completions zsh > "${fpath[1]}/_verify-mock", then start a new shell
      fish   verify-mock completions fish > ~/.config/fish/completions/verify-mock.fish

      Providers, scenarios and quirks are those inside the program.
      """,
    run: run)

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try CommandArguments(words, flags: [])
    guard let shell = arguments.words.first, arguments.words.count == 1 else {
      throw UsageError("completions needs one SHELL: " + shells.joined(separator: ", "))
    }
    ProcessContext.print(try script(for: shell))
    return 0
  }

  static func script(for shell: String) throws(UsageError) -> String {
    let names = OfferedNames.bundled
    switch shell {
    case "bash": return BashCompletion(names: names).script
    case "zsh": return ZshCompletion(names: names).script
    case "fish": return FishCompletion(names: names).script
    default:
      throw UsageError(
        "there are no completions for '\(shell)'" + Suggestion.text(shell, among: shells))
    }
  }
}

/// The names that a shell offers.
struct OfferedNames {
  let providers: [String]
  let scenarios: [String]
  let quirks: [String]

  static var bundled: OfferedNames {
    OfferedNames(
      providers: BundledNames.providers, scenarios: BundledNames.scenarios,
      quirks: BundledNames.quirks)
  }

  /// The words of a closed set of choices; nil for files and whatever else can't be listed.
  func words(_ choices: Operand.Choices) -> [String]? {
    switch choices {
    case .any: []
    case .files, .folders, .contract, .report: nil
    case .providers: providers
    case .scenarios: scenarios
    case .quirks: quirks
    case .commands: Command.all.map(\.name)
    case .words(let words): words
    }
  }
}

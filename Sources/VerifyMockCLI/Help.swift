import VerifyMock
import VerifyMockJSON

/// The texts of `help`, made from the declarations of the commands.
enum Help {
  static let declaration = Command(
    "help", brief: "help COMMAND", synopsis: "help [COMMAND]", "the flags of a command",
    about: "Prints the commands, or what one of them takes.",
    operand: Operand("COMMAND", .commands)
  ) { words in
    ProcessContext.print(text(for: words.first))
    return 0
  }

  /// The page of a command; the overview when there is no such command.
  static func text(for name: String?) -> String {
    name.flatMap(Command.named).map(page) ?? overview
  }

  private static var overview: String {
    """
    verify-mock: an offline stand-in for phone-verification APIs

    \(table(Command.all.map { ("verify-mock " + $0.brief, $0.summary) }, width: 32, indent: 2))

    Exit codes: 0 ok; 1 findings; 2 usage or an invalid file; 3 endpoint unreachable; 4 refused by a
    safety guard.
    """
  }

  private static func page(of command: Command) -> String {
    var parts = [usage(of: command)]
    if !command.about.isEmpty { parts.append(command.about) }
    var flags = command.flags.map { ($0.usage, $0.text) }
    if let reference = command.sharedFlags?.reference { flags.append((reference, "")) }
    if !flags.isEmpty { parts.append(table(flags, width: 25, indent: 2)) }
    if !command.notes.isEmpty { parts.append(command.notes) }
    return parts.joined(separator: "\n\n")
  }

  private static func usage(of command: Command) -> String {
    if command.subcommands.isEmpty { return "verify-mock " + command.synopsis }
    let rows = command.subcommands.map { ("verify-mock \(command.name) \($0.synopsis)", $0.text) }
    return table(rows, width: (rows.map(\.0.count).max() ?? 0) + 2, indent: 0)
  }

  /// Lines of two columns.
  private static func table(_ rows: [(String, String)], width: Int, indent: Int) -> String {
    rows.map { left, right in
      let margin = String(repeating: " ", count: indent)
      if right.isEmpty { return margin + left }
      let gap = String(repeating: " ", count: max(2, width - left.count))
      return margin + left + gap + right
    }.joined(separator: "\n")
  }
}

extension Flag {
  /// Its name and its value's name.
  var usage: String { operand.map { "\(name) \($0.placeholder)" } ?? name }

  /// What it does, and whether it may be repeated.
  var text: String {
    summary.replacingEach("{scenario}", with: BundledNames.scenario)
      + (repeats ? "; may be repeated" : "")
  }
}

extension Subcommand {
  var text: String { summary.replacingEach("{scenario}", with: BundledNames.scenario) }
}

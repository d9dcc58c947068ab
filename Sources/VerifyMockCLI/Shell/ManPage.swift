import VerifyMock

/// `verify-mock man`: the manual page, in the macros of man(7).
enum ManPage {
  static let declaration = Command(
    "man", "the manual page, for man(1)",
    about: "Prints the manual page: verify-mock man > verify-mock.1; man ./verify-mock.1"
  ) { words throws(UsageError) in
    try CommandArguments(words, flags: []).refuseWords()
    ProcessContext.print(text)
    return 0
  }

  static var text: String {
    """
    .TH VERIFY-MOCK 1 "" "VerifyMock \(MockServer.version)" "User Commands"
    .SH NAME
    verify-mock \\- offline stand-in for phone-verification APIs, and conformance checker
    .SH SYNOPSIS
    .nf
    \(Command.all.map { escaped("verify-mock " + $0.synopsis) }.joined(separator: "\n"))
    .fi
    .SH DESCRIPTION
    A server that answers like phone-verification (OTP) APIs. It keeps real state, sends no message,
    and checks requests, responses and other endpoints against the providers' documentation.
    Without a command it serves every provider on port 8374.
    .SH COMMANDS
    \(Command.all.map(section).joined(separator: "\n"))
    .SH ENVIRONMENT
    Every flag of serve, run and check has a variable: \\fB\\-\\-port\\-file\\fR has
    \\fBVERIFY_MOCK_PORT_FILE\\fR. A flag overrides its variable. Values of a flag that may be repeated
    are separated by commas.
    .SH EXIT STATUS
    \(exitCodes.map { ".TP\n.B \($0)\n\(escaped($1))" }.joined(separator: "\n"))
    .SH EXAMPLES
    .nf
    verify-mock serve \\-\\-port 0 \\-\\-port\\-file port.txt \\-\\-json
    verify-mock run \\-\\- python3 app.py
    verify-mock scenarios show \(escaped(BundledNames.scenario)) \\-\\-curl
    .fi
    """
  }

  private static let exitCodes = [
    (0, "success"), (1, "findings"), (2, "usage, or an invalid file"),
    (3, "the endpoint is unreachable"), (4, "refused by a safety guard"),
  ]

  private static func section(_ command: Command) -> String {
    var lines = [".SS " + escaped(command.name), escaped(command.summary) + "."]
    if !command.about.isEmpty { lines += [".PP"] + paragraphs(command.about) }
    lines += command.subcommands.flatMap { sub in
      [".TP", "\\fB\(escaped(sub.synopsis))\\fR", escaped(sub.text)]
    }
    lines += command.flags.flatMap { flag in
      [
        ".TP",
        "\\fB\(escaped(flag.name))\\fR"
          + (flag.operand.map { " \\fI\(escaped($0.placeholder))\\fR" } ?? ""),
        escaped(flag.text),
      ]
    }
    if let shared = command.sharedFlags { lines += [".PP", escaped(shared.reference)] }
    if !command.notes.isEmpty { lines += [".PP", ".nf"] + paragraphs(command.notes) + [".fi"] }
    return lines.joined(separator: "\n")
  }

  private static func paragraphs(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? ".PP" : escaped(String(line))
    }
  }

  /// Text in which roff sees no request and no escape.
  private static func escaped(_ text: String) -> String {
    var result = text.first == "." || text.first == "'" ? "\\&" : ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "…": result += "..."
      default: result.append(character)
      }
    }
    return result
  }
}

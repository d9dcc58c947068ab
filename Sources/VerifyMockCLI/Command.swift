/// One command of the command line: what it takes, what it does, and how it runs.
///
/// Help, shell completions and the man page are made from it, so they can't differ.
struct Command: Sendable {
  let name: String
  /// What stands behind the program's name in the list of commands.
  let brief: String
  /// What stands behind the program's name on the command's own page; unused with subcommands.
  let synopsis: String
  /// What it does, as a phrase.
  let summary: String
  /// Paragraphs before the flags.
  let about: String
  let subcommands: [Subcommand]
  /// The word that a command without subcommands takes; nil for none.
  let operand: Operand?
  let flags: [Flag]
  /// Flags that another command's page explains, and the words that refer to it.
  let sharedFlags: (flags: [Flag], reference: String)?
  /// Paragraphs after the flags.
  let notes: String
  let run: @Sendable ([String]) throws(UsageError) -> Int32

  init(
    _ name: String, brief: String? = nil, synopsis: String? = nil, _ summary: String,
    about: String = "", subcommands: [Subcommand] = [], operand: Operand? = nil,
    flags: [Flag] = [], sharedFlags: (flags: [Flag], reference: String)? = nil, notes: String = "",
    run: @escaping @Sendable ([String]) throws(UsageError) -> Int32
  ) {
    self.name = name
    self.brief = brief ?? name
    self.synopsis = synopsis ?? brief ?? name
    self.summary = summary
    self.about = about
    self.subcommands = subcommands
    self.operand = operand
    self.flags = flags
    self.sharedFlags = sharedFlags
    self.notes = notes
    self.run = run
  }

  /// Every flag that it reads.
  var allFlags: [Flag] { flags + (sharedFlags?.flags ?? []) }

  /// All commands, in the order of the overview.
  static let all: [Command] = [
    ServeCommand.declaration, RunCommand.declaration, CheckCommand.declaration,
    ScenariosCommand.declaration, ContractsCommand.declaration, AuthorityCommand.declaration,
    SchemaCommand.declaration, CompletionsCommand.declaration, ManPage.declaration,
    Help.declaration, Version.declaration,
  ]

  /// - Returns: nil when there is no such command.
  static func named(_ name: String) -> Command? {
    all.first { $0.name == name }
  }
}

/// The first word behind a command that does several things.
struct Subcommand: Sendable {
  let name: String
  /// What stands behind the command's name in its help.
  let synopsis: String
  let summary: String
  /// The word that it takes; nil for none.
  let operand: Operand?

  init(_ name: String, synopsis: String? = nil, _ summary: String, operand: Operand? = nil) {
    self.name = name
    self.synopsis = synopsis ?? name
    self.summary = summary
    self.operand = operand
  }
}

/// A flag: its name with the dashes, its value, and a phrase for people.
struct Flag: Sendable {
  let name: String
  /// The value behind it; nil for a switch.
  let operand: Operand?
  let summary: String
  let repeats: Bool

  /// - Parameters:
  ///   - value: the value that must follow; nil for a switch.
  ///   - summary: a phrase; `{scenario}` becomes the name of a bundled scenario.
  init(_ name: String, value: Operand? = nil, _ summary: String, repeats: Bool = false) {
    self.name = name
    operand = value
    self.summary = summary
    self.repeats = repeats
  }

  var takesValue: Bool { operand != nil }

  /// The variable that stands in for it.
  var variable: String {
    "VERIFY_MOCK_" + name.drop { $0 == "-" }.uppercased().map { $0 == "-" ? "_" : $0 }
  }
}

/// A value or word: what help calls it, and what a shell offers for it.
struct Operand: Sendable, ExpressibleByStringLiteral {
  enum Choices: Sendable {
    /// Nothing is offered.
    case any
    case files, folders
    /// Names from the bundled documents.
    case providers, scenarios, quirks
    case commands
    /// A provider, or a file.
    case contract
    case words([String])
    /// One of these words, an equals sign and a file.
    case report([String])
  }

  let placeholder: String
  let choices: Choices

  init(_ placeholder: String, _ choices: Choices) {
    self.placeholder = placeholder
    self.choices = choices
  }

  init(stringLiteral placeholder: String) {
    self.init(placeholder, .any)
  }

  static let file = Operand("FILE", .files)
  static let path = Operand("PATH", .files)
  static let folder = Operand("DIR", .folders)
  static let scenario = Operand("NAME", .scenarios)
}

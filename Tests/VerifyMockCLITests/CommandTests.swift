import Foundation
import Testing
import VerifyMockTLS

@testable import VerifyMock
@testable import VerifyMockCLI

@Suite("Commands")
struct CommandTests {
  @Test(
    "The first word names the command, serve when there is none",
    arguments: [
      ([], "serve", []), (["--port", "0"], "serve", ["--port", "0"]),
      (["serve", "--port", "0"], "serve", ["--port", "0"]),
      (["check", "x", "--plan"], "check", ["x", "--plan"]), (["nonsense"], "nonsense", []),
      (["--help"], "help", []), (["-h"], "help", []), (["--port", "0", "--help"], "help", []),
      (["check", "--help"], "help", ["check"]), (["check", "x", "-h"], "help", ["check"]),
      (["help", "run"], "help", ["run"]), (["--version"], "version", []),
      // What stands behind the dashes is another program's.
      (["run", "--", "ls", "--help"], "run", ["--", "ls", "--help"]),
      (["run", "--help", "--", "ls"], "help", ["run"]),
    ] as [([String], String, [String])])
  func command(words: [String], name: String, rest: [String]) {
    let command = Main.command(words)
    #expect(command.name == name)
    #expect(command.rest == rest)
  }

  /// A command line that must be refused, and parts of the message.
  struct Refused: Sendable, CustomTestStringConvertible {
    let words: [String]
    let parts: [String]

    init(_ line: String, _ parts: String...) {
      words = line.split(separator: " ").map(String.init)
      self.parts = parts
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  private static func run(_ words: [String]) throws -> Int32 {
    try #require(Command.named(words[0])).run(Array(words.dropFirst()))
  }

  // Only what is refused before signals are caught: they belong to the whole process.
  @Test(
    "A command line that can't be carried out is refused with the reason",
    arguments: [
      Refused("serve --port 99999", "'--port'", "0 to 65535", "99999"),
      Refused("serve now", "'now'"),
      Refused("serve --limits al", "'--limits'", "did you mean 'all'?"),
      Refused("serve --limits few", "documented, all, none"),
      Refused("serve --seed -1", "'--seed'", "'-1'"),
      Refused("serve --max-connections 0", "'--max-connections'", "1 to 1000000"),
      Refused("serve --tls-cert a.pem", "--tls-cert and --tls-key go together"),
      Refused("serve --tls-key a.pem", "--tls-cert and --tls-key go together"),
      Refused("serve --tls-cert no/a.pem --tls-key no/b.pem", "no/a.pem"),
      Refused("serve --cacert no/roots.pem", "--cacert", "no/roots.pem"),
      Refused("check", "PROVIDER", "--url"),
      Refused("check a b", "PROVIDER", "--url"),
      Refused("check nobody-verify", "there is no provider 'nobody-verify'", ".json"),
      Refused("check no.json --url http://127.0.0.1:9", "no.json"),
      Refused("check no.yaml --url http://127.0.0.1:9", "no.yaml"),
      Refused("run", "needs a command behind '--'"),
      Refused("run --", "needs a command behind '--'"),
      Refused("run ls -- ls", "'ls'", "behind '--'"),
      Refused("run --tls -- ls", "there is no flag '--tls'"),
      Refused("run --report xml=x -- ls", "'xml=x'", "console, junit, json, github, markdown"),
      Refused("run --report json -- ls", "KIND=FILE"),
      Refused("run --report json= -- ls", "KIND=FILE"),
      Refused("scenarios shwo", "list, show NAME"),
      Refused("scenarios show", "list, show NAME"),
      Refused("scenarios show a b", "list, show NAME"),
      Refused("scenarios show wrong-cod", "wrong-code"),
      Refused("scenarios validate", "list, show NAME"),
      Refused("scenarios from-journal", "list, show NAME"),
      Refused("scenarios list --scenarios nowhere", "nowhere"),
      Refused("contracts show", "list, show PROVIDER"),
      Refused("contracts show nobody-verify", "nobody-verify"),
      Refused("contracts lint", "list, show PROVIDER"),
      Refused("contracts lnt x", "list, show PROVIDER"),
      Refused("ca a b", "one word"),
      Refused("ca pth", "'pth'", "did you mean 'path'?"),
      Refused("schema", "a schema and at least one instance"),
      Refused("schema a.json", "a schema and at least one instance"),
      Refused("schema a.json b.json --output bsic", "did you mean 'basic'?"),
      Refused("schema no.json b.json", "no.json"),
      Refused("completions", "bash, zsh, fish"),
      Refused("completions bash zsh", "bash, zsh, fish"),
      Refused("completions bsh", "'bsh'", "did you mean 'bash'?"),
      Refused("man serve", "'serve'"),
      Refused("version --jsn", "'--jsn'"),
    ])
  func refused(_ one: Refused) {
    let error = #expect(throws: UsageError.self) { try Self.run(one.words) }
    for part in one.parts {
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "it was carried out")")
    }
    #expect(error?.message.contains("\n") == false)
  }
}

@Suite("Help, completions and man page")
struct HelpTests {
  @Test("A command's page lists each of its flags once, and marks those that may be repeated")
  func flags() {
    for command in Command.all {
      let lines = Help.text(for: command.name).split(separator: "\n")
      let listed = lines.filter { $0.hasPrefix("  --") }
      #expect(
        listed.map { $0.split(separator: " ").first.map(String.init) ?? "" }
          == command.flags.map(\.name))
      #expect(Set(command.allFlags.map(\.name)).count == command.allFlags.count)
      for (line, flag) in zip(listed, command.flags) {
        #expect(line.hasSuffix("may be repeated") == flag.repeats, "\(flag.name)")
      }
    }
    for flag in RunCommand.flags
    where !RunCommand.declaration.flags.contains(where: {
      $0.name == flag.name
    }) {
      #expect(ServeCommand.flags.contains { $0.name == flag.name }, "\(flag.name)")
    }
  }

  @Test("The overview names every command, and each has lines of a readable length")
  func commands() {
    let overview = Help.text(for: nil)
    for command in Command.all {
      #expect(overview.contains("verify-mock \(command.brief)"), "\(command.name)")
      for line in Help.text(for: command.name).split(separator: "\n") {
        #expect(line.count <= 120, "\(line)")
      }
    }
    #expect(Help.text(for: "nonsense") == overview)
  }

  @Test("Completions and man page have every command, subcommand and flag, and no placeholder")
  func shells() throws {
    var texts = ["man": ManPage.text.replacing("\\-", with: "-")]
    for shell in CompletionsCommand.shells {
      texts[shell] = try CompletionsCommand.script(for: shell)
    }
    for (kind, text) in texts {
      #expect(!text.contains("{scenario}"))
      for command in Command.all {
        #expect(text.contains(command.name), "\(kind): \(command.name)")
        for sub in command.subcommands { #expect(text.contains(sub.name), "\(kind): \(sub.name)") }
        for flag in command.allFlags {
          // fish writes them without dashes.
          let name = kind == "fish" ? "-l \(flag.name.dropFirst(2)) " : flag.name
          #expect(text.contains(name), "\(kind): \(command.name) \(flag.name)")
        }
      }
    }
  }

  @Test("Scripts offer the bundled scenarios, providers and quirks")
  func names() throws {
    let names = OfferedNames.bundled
    #expect(names.scenarios.count > 20 && !names.providers.isEmpty && !names.quirks.isEmpty)
    for shell in CompletionsCommand.shells {
      let script = try CompletionsCommand.script(for: shell)
      for name in names.scenarios + names.providers + names.quirks {
        #expect(script.contains(name), "\(shell): \(name)")
      }
    }
  }

  @Test("No line of the man page is taken for a request of roff by accident")
  func manPage() {
    let requests = [".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi", ".B"]
    for line in ManPage.text.split(separator: "\n") where line.first == "." || line.first == "'" {
      #expect(requests.contains { line.split(separator: " ").first == $0[...] }, "\(line)")
    }
  }

  @Test("The version has one line: number, platform, and development where no release was built")
  func version() {
    #expect(
      Version.text.wholeMatch(
        of: /verify-mock \d+\.\d+\.\d+ \((linux|macos)-(x86_64|arm64), development\)/) != nil)
    #expect(Version.text.contains(" \(MockServer.version) "))
  }
}

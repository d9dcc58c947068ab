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

  private static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let rest = Array(words.dropFirst())
    switch words[0] {
    case "serve": return try ServeCommand.run(rest)
    case "check": return try CheckCommand.run(rest)
    case "run": return try RunCommand.run(rest)
    case "scenarios": return try ScenariosCommand.run(rest)
    case "contracts": return try ContractsCommand.run(rest)
    case "ca": return try AuthorityCommand.run(rest)
    case "schema": return try SchemaCommand.run(rest)
    default: throw UsageError("this test does not know '\(words[0])'")
    }
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
      Refused("check no.yaml --url http://127.0.0.1:9", "no.yaml", "yq -o=json"),
      Refused("run", "needs a command behind '--'"),
      Refused("run --", "needs a command behind '--'"),
      Refused("run ls -- ls", "'ls'", "behind '--'"),
      Refused("run --tls -- ls", "there is no flag '--tls'"),
      Refused("run --report html=x -- ls", "'html=x'", "console, junit, json, github, markdown"),
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
    ])
  func refused(_ one: Refused) {
    let error = #expect(throws: UsageError.self) { try Self.run(one.words) }
    for part in one.parts {
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "it was carried out")")
    }
    #expect(error?.message.contains("\n") == false)
  }
}

@Suite("Help")
struct HelpTests {
  private static func flags(_ command: String) -> [String] {
    Help.text(for: command).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.first.flatMap { line.hasPrefix("  --") ? String($0) : nil }
    }
  }

  @Test("Help lists every flag of a command and no other")
  func flags() {
    #expect(Set(Self.flags("serve")) == Set(ServeCommand.flags.map(\.name)))
    // The one flag that is always needed stands in the first line.
    #expect(Set(Self.flags("check") + ["--url"]) == Set(CheckCommand.flags.map(\.name)))
    #expect(Help.text(for: "check").prefix { $0 != "\n" }.contains(" --url URL "))
    let serving = ServingFlags.flags.map(\.name)
    for flag in RunCommand.flags.map(\.name) where !serving.contains(flag) {
      #expect(Self.flags("run").contains(flag), "\(flag)")
    }
    for flag in Self.flags("run") {
      #expect(RunCommand.flags.contains { $0.name == flag }, "\(flag)")
    }
    for command in ["scenarios", "contracts"] {
      #expect(Self.flags(command) == ["--scenarios"])
    }
    for flag in SchemaCommand.flags + ScenariosCommand.flags {
      let text = Help.text(
        for: flag.name == "--scenarios" || flag.name == "--curl" ? "scenarios" : "schema")
      #expect(text.contains(flag.name))
    }
  }

  @Test("Help marks the flags that may be repeated and those only")
  func repeats() {
    for (command, flags) in [("serve", ServeCommand.flags), ("check", CheckCommand.flags)] {
      let text = Help.text(for: command)
      for flag in flags where flag.takesValue {
        let line = text.split(separator: "\n").first { $0.hasPrefix("  \(flag.name) ") }
        let isMarked = line?.hasSuffix("may be repeated") == true
        // A report of each kind is asked for on its own.
        if flag.name != "--report" { #expect(isMarked == flag.repeats, "\(flag.name)") }
      }
    }
  }

  @Test("The overview names every command, and each has lines of a readable length")
  func commands() {
    let overview = Help.text(for: nil)
    for command in Help.commands {
      #expect(overview.contains("verify-mock \(command)") || command == "serve", "\(command)")
      for line in Help.text(for: command).split(separator: "\n") {
        #expect(line.count <= 120, "\(line)")
      }
    }
    #expect(Help.text(for: "nonsense") == overview)
  }
}

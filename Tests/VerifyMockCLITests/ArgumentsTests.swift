import Testing

@testable import VerifyMockCLI

@Suite("Words behind a command")
struct ArgumentsTests {
  private static let flags = [
    Flag("--port", value: "N", ""), Flag("--scenario", value: .scenario, "", repeats: true),
    Flag("--json", ""), Flag("--max-connections", value: "N", ""),
  ]

  private static func read(
    _ words: [String], variables: [String: String]? = nil
  ) throws(UsageError) -> CommandArguments {
    try CommandArguments(
      words, flags: flags, environment: variables != nil, variable: { variables?[$0] })
  }

  private static func message(_ words: [String], variables: [String: String]? = nil) -> String? {
    do throws(UsageError) {
      _ = try read(words, variables: variables)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("A value stands behind its flag or behind a sign of equality")
  func values() throws {
    #expect(try Self.read(["--port", "1"]).value("--port") == "1")
    #expect(try Self.read(["--port=1"]).value("--port") == "1")
    #expect(try Self.read(["--port="]).value("--port") == "")
    #expect(try Self.read(["--port=a=b"]).value("--port") == "a=b")
    #expect(try Self.read(["--port", "--json"]).value("--port") == "--json")
    #expect(try Self.read(["--port", ""]).value("--port") == "")
    #expect(try Self.read([]).value("--port") == nil)
  }

  @Test("A flag that repeats keeps every value in order")
  func repeats() throws {
    let arguments = try Self.read(["--scenario", "a", "--json", "--scenario=b"])
    #expect(arguments.all("--scenario") == ["a", "b"])
    #expect(arguments.has("--json"))
    #expect(!arguments.has("--port"))
    #expect(arguments.all("--port") == [])
  }

  @Test("Words keep their order, and two dashes end the flags")
  func words() throws {
    #expect(try Self.read(["a", "--json", "b", "-"]).words == ["a", "b", "-"])
    let arguments = try Self.read(["a", "--", "--json", "--", "b"])
    #expect(arguments.words == ["a", "--json", "--", "b"])
    #expect(!arguments.has("--json"))
  }

  @Test(
    "A mistake is named, with the flag that was probably meant",
    arguments: [
      (["--prot", "0"], "there is no flag '--prot'; did you mean '--port'?"),
      (["--PORT", "0"], "there is no flag '--PORT'; did you mean '--port'?"),
      (
        ["-x"],
        "there is no flag '-x'; there are: --port, --scenario, --json, --max-connections"
      ),
      (["--json=yes"], "'--json' takes no value"),
      (["--port"], "'--port' needs a value behind it"),
      (["--port", "1", "--port=1"], "'--port' is given twice"),
    ])
  func mistakes(words: [String], message: String) {
    #expect(Self.message(words) == message)
  }

  @Test("A switch may be given twice")
  func switches() throws {
    #expect(try Self.read(["--json", "--json"]).has("--json"))
  }

  @Test("A variable stands in for a flag that is not given")
  func variables() throws {
    let variables = [
      "VERIFY_MOCK_PORT": "1", "VERIFY_MOCK_SCENARIO": "a,b", "VERIFY_MOCK_JSON": "1",
      "VERIFY_MOCK_MAX_CONNECTIONS": "7",
    ]
    let read = try Self.read([], variables: variables)
    #expect(read.value("--port") == "1")
    #expect(read.all("--scenario") == ["a", "b"])
    #expect(read.has("--json"))
    #expect(read.value("--max-connections") == "7")
    // The flag goes before it, and a command without variables does not look.
    #expect(try Self.read(["--port", "2"], variables: variables).value("--port") == "2")
    #expect(
      try Self.read(["--scenario", "c"], variables: variables).all("--scenario") == ["c"])
    #expect(try CommandArguments([], flags: Self.flags, variable: { variables[$0] }).values.isEmpty)
  }

  @Test("An empty variable is none, and a switch is off at 0 and false")
  func emptyVariables() throws {
    #expect(try Self.read([], variables: ["VERIFY_MOCK_PORT": ""]).value("--port") == nil)
    for text in ["0", "false", "FALSE", ""] {
      #expect(try !Self.read([], variables: ["VERIFY_MOCK_JSON": text]).has("--json"), "\(text)")
    }
    for text in ["1", "true", "yes"] {
      #expect(try Self.read([], variables: ["VERIFY_MOCK_JSON": text]).has("--json"), "\(text)")
    }
  }

  @Test("A whole number is within its range")
  func integers() throws {
    func integer(_ text: String) throws(UsageError) -> Int? {
      try Self.read(["--port", text]).integer("--port", in: 0...65_535)
    }
    #expect(try integer("0") == 0)
    #expect(try integer("65535") == 65_535)
    #expect(try Self.read([]).integer("--port", in: 0...1) == nil)
    for text in ["65536", "-1", "", "x", "1.0", " 1", "99999999999999999999"] {
      let error = #expect(throws: UsageError.self) { try integer(text) }
      #expect(
        error?.message == "'--port' must be a whole number from 0 to 65535, not '\(text)'")
    }
  }

  @Test("A word where a command takes none is refused by name")
  func refusedWords() throws {
    #expect(throws: Never.self) { try Self.read(["--json"]).refuseWords() }
    let error = #expect(throws: UsageError.self) { try Self.read(["now"]).refuseWords() }
    #expect(error?.message.contains("'now'") == true)
  }
}

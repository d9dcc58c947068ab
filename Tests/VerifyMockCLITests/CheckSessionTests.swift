import Testing
import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockNetwork

@testable import VerifyMockCLI

@Suite("Flags of check")
struct CheckSessionTests {
  private static let here = "http://127.0.0.1:9"
  private static let elsewhere = "https://verify.example"

  /// The options that a command line comes to, as `--plan` reads them.
  private static func options(
    _ line: String, url: String = here, isMock: Bool = false
  ) throws(UsageError) -> CheckOptions {
    let provider = BundledNames.scenario.prefix { $0 != "/" }
    let words = line.split(separator: " ").map(String.init)
    guard let endpoint = EndpointURL(url) else { throw UsageError("'\(url)' is no URL") }
    var session = CheckSession(
      subject: try CheckSubject(String(provider), folders: []), url: endpoint,
      arguments: try CommandArguments(words, flags: CheckCommand.flags))
    try session.prepare(isMock: isMock, isPlanOnly: true)
    return session.options
  }

  @Test("On this machine nothing costs, and the fictional numbers are used")
  func hereByDefault() throws {
    let options = try Self.options("")
    #expect(options.recipients == CheckOptions.fictional)
    #expect(options.maxPaid == nil)
    #expect(options.security == .plainHere)
    #expect(options.strictness == .samples)
    #expect(options.only == nil)
    #expect(options.url == Self.here)
    #expect(options.noClock != nil)
    #expect(options.noCodes != nil)
    let mock = try Self.options("", isMock: true)
    #expect(mock.noClock == nil)
    #expect(mock.noCodes == nil)
  }

  @Test("On another machine no number is invented and no send is paid for")
  func elsewhereByDefault() throws {
    let options = try Self.options("", url: Self.elsewhere)
    #expect(options.recipients == [])
    #expect(options.maxPaid == 0)
    #expect(options.security == .verified)
    #expect(try Self.options("--insecure", url: Self.elsewhere).security == .unverified)
    #expect(try Self.options("", url: "http://verify.example").security == .plain)
    let paid = try Self.options("--max-paid 2 --recipient +14155550100", url: Self.elsewhere)
    #expect(paid.maxPaid == 2)
    #expect(paid.recipients == ["+14155550100"])
  }

  @Test("Every flag arrives in the options")
  func flags() throws {
    let options = try Self.options(
      """
      --recipient +14155550101 --recipient +14155550102 --only c01,C02 --only c28 \
      --strictness strict --response-time 500ms --seed 9 --auth me:s:ecret --slow \
      --otp-from mock --max-paid 3
      """)
    #expect(options.recipients == ["+14155550101", "+14155550102"])
    #expect(options.only?.map(\.id).sorted() == ["C01", "C02", "C28"])
    #expect(options.strictness == .strict)
    #expect(options.responseTime == .milliseconds(500))
    #expect(options.seed == 9)
    #expect(options.credentials?.id == "me")
    #expect(options.credentials?.secret == "s:ecret")
    #expect(options.noClock == nil)
    #expect(options.noCodes == nil)
    #expect(options.maxPaid == 3)
    #expect(try Self.options("--token t").credentials?.secret == "t")
  }

  @Test(
    "A flag that can't be used is refused with the reason",
    arguments: [
      ("--max-paid 2", elsewhere, "--max-paid needs a --recipient"),
      ("--max-paid -1", here, "from 0 to 1000"),
      ("--max-paid 1001", here, "from 0 to 1000"),
      ("--strictness strct", here, "did you mean 'strict'?"),
      ("--fail-on warnings", here, "did you mean 'warning'?"),
      ("--only C99", here, "there is no check 'C99'"),
      ("--only strict", here, "there is no check 'strict'"),
      ("--response-time fast", here, "'--response-time' must be a duration"),
      ("--response-time 0s", here, "'--response-time' must be a duration"),
      ("--otp-from mail", here, "prompt, mock or command:LINE"),
      ("--otp-from command:x --otp-timeout soon", here, "'--otp-timeout' must be a duration"),
      ("--seed x", here, "'--seed' must be a whole number"),
      ("--auth me", here, "'--auth' must be ID:SECRET"),
      ("--report xml=x", here, "kinds are console, junit, json, github, markdown"),
      ("--report json", here, "KIND=FILE"),
      ("--baseline no/base.json", here, "no/base.json"),
    ])
  func refused(line: String, url: String, part: String) {
    let error = #expect(throws: UsageError.self) { try Self.options(line, url: url) }
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "it was accepted")")
  }

  @Test(
    "An address that is none is refused before anything is sent",
    arguments: ["", "example.com", "ftp://127.0.0.1", "http://", "http://127.0.0.1:99999"])
  func address(_ url: String) {
    let provider = String(BundledNames.scenario.prefix { $0 != "/" })
    let error = #expect(throws: UsageError.self) {
      try CheckCommand.run([provider, "--url", url, "--plan"])
    }
    #expect(error?.message.contains("'--url' must be http:// or https://") == true)
  }

  @Test("A command prints the code, with the message's data in its variables")
  func codeCommand() {
    let wanted = WantedCode(recipient: "+14155550100", verification: "v1", channel: "sms")
    let line =
      "echo \"$VERIFY_MOCK_RECIPIENT $VERIFY_MOCK_VERIFICATION $VERIFY_MOCK_CHANNEL\"; echo more"
    #expect(
      CodeSource.command(line, within: .milliseconds(1)).code(for: wanted)
        == "+14155550100 v1 sms")
    #expect(CodeSource.nowhere.code(for: wanted) == nil)
    #expect(CodeSource.mock.code(for: wanted) == nil)
  }
}

import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract
import VerifyMockTLS
import VerifyMockNetwork

/// `verify-mock check`: holds an endpoint against its contract.
enum CheckCommand {
  static let declaration = Command(
    "check", brief: "check NAME --url URL",
    synopsis: "check PROVIDER|CONTRACT.json --url URL [FLAG…]",
    "check an endpoint against its contract",
    operand: Operand("PROVIDER|CONTRACT.json", .contract),
    flags: [
      Flag("--url", value: "URL", "the endpoint; required"),
      Flag("--plan", "print every request and its cost; send nothing"),
      Flag("--live", "allow another machine as the host"),
      Flag("--auth", value: "ID:SECRET", "the credentials; on this machine fake ones by default"),
      Flag("--token", value: "T", "a bearer token"),
      Flag(
        "--auth-other", value: "ID:SECRET",
        "another account's credentials, to ask for what is not its own"),
      Flag("--token-other", value: "T", "another account's bearer token, likewise"),
      Flag("--recipient", value: "E164", "a number that codes may be sent to", repeats: true),
      Flag("--max-paid", value: "N", "the most paid sends; 0 by default on another machine"),
      Flag(
        "--otp-from", value: Operand("WHERE", .words(["prompt", "mock", "command:"])),
        "where codes come from: prompt, mock or command:LINE"),
      Flag("--otp-timeout", value: "D", "how long to wait for a code, 60s by default"),
      Flag("--only", value: "ID", "make only this check, such as C28", repeats: true),
      Flag(
        "--strictness", value: Operand("HOW", .words(Strictness.allCases.map(\.rawValue))),
        "how to read the documents: samples (default), strict or lenient"),
      Flag(
        "--fail-on", value: Operand("SEVERITY", .words(Severity.allCases.map(\.rawValue))),
        "exit with 1 from this on: failure (default), warning or info"),
      Flag("--baseline", value: .file, "accept the findings of this JSON report"),
      Flag("--thorough", "try everything on another machine, too; there at most 100 requests else"),
      Flag("--slow", "wait in real time where a check needs it"),
      Flag("--response-time", value: "D", "report answers that take longer"),
      Flag("--cacert", value: .file, "trust these authorities over https, not the system's"),
      Flag("--insecure", "accept any certificate; the report mentions it"),
      Flag("--timeout", value: "D", "the longest wait for an answer, 10s by default"),
      Flag(
        "--callback-listen", value: "PORT",
        "receive and check callbacks; or HOST:PORT; 0 for a free port"),
      Flag("--callback-url", value: "URL", "the listener's address as the endpoint sees it"),
      Flag("--seed", value: "N", "the seed of the plan; the same seed repeats a run"),
      ReportTarget.flag,
      Flag(
        "--scenarios", value: .folder, "add or replace documents from a folder", repeats: true),
      Flag("--quiet", "print no progress"),
    ],
    notes: """
      A mock on this machine needs only --url. Exit codes: 0 no findings; 1 findings, or nothing
      could be checked; 2 usage; 3 unreachable; 4 refused by a safety guard.
      """,
    run: run)

  static var flags: [Flag] { declaration.allFlags }

  /// - Returns: 0 nothing found; 1 findings, or nothing could be checked; 2 usage; 3 unreachable;
  ///   4 refused by a safety guard.
  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try CommandArguments(words, flags: flags, environment: true)
    guard let name = arguments.words.first, arguments.words.count == 1 else {
      throw UsageError("check needs one PROVIDER or CONTRACT.json, and --url URL")
    }
    let subject = try CheckSubject(name, folders: arguments.all("--scenarios"))
    guard let text = arguments.value("--url") else { throw UsageError("check needs --url URL") }
    guard let url = EndpointURL(text) else {
      throw UsageError("'--url' must be http:// or https://HOST[:PORT][/PATH], not '\(text)'")
    }
    return try run(CheckSession(subject: subject, url: url, arguments: arguments))
  }

  private static func run(_ session: CheckSession) throws(UsageError) -> Int32 {
    var session = session
    if session.arguments.has("--plan") {
      try session.prepare(isMock: session.url.isLoopback, isPlanOnly: true)
      let plan = session.plan()
      ProcessContext.print(
        bytes: Array(
          PlanReport.text(plan, options: session.options, subject: session.subject.name).utf8))
      return 0
    }
    if !session.url.isLoopback, !session.arguments.has("--live") {
      try session.prepare(isMock: false, isPlanOnly: true)
      let plan = session.plan()
      ProcessContext.printError(
        "verify-mock: \(session.url.host) is not this machine: without --live nothing is sent. "
          + "\(plan.steps.count) requests were planned, \(plan.count(.paidSMS)) of them paid; "
          + "--plan lists them.")
      return 4
    }
    // A mistake in any flag ends the run before the first request.
    var rehearsal = session
    try rehearsal.prepare(isMock: false, isPlanOnly: true)
    let client: HTTPClient
    do {
      client = try self.client(for: session)
    } catch let error as UsageError {
      throw error
    } catch {
      try session.prepare(isMock: false, isPlanOnly: true)
      return try session.reportUnreachable("\(error)")
    }
    var isMock = false
    // Another machine is sent nothing but what the plan lists.
    if session.url.isLoopback {
      switch client.send(HTTPRequest(target: "/_mock/health", host: client.authority)) {
      case .success(let answer): isMock = answer.response.status == 200
      case .failure(let failure):
        try session.prepare(isMock: false, isPlanOnly: true)
        return try session.reportUnreachable(
          "\(session.url.text): \(failure)", remedy: remedy(for: failure))
      }
    }
    try session.prepare(isMock: isMock, isPlanOnly: false)
    return try session.judge(client)
  }

  /// The client, with the trust and the proxy that are asked for.
  private static func client(for session: CheckSession) throws -> HTTPClient {
    let timeout = try session.duration("--timeout") ?? .seconds(10)
    let authorities = session.arguments.value("--cacert")
    if authorities != nil, session.arguments.has("--insecure") {
      throw UsageError("--cacert says whom to trust, --insecure trusts anybody: give one of them")
    }
    // A file that can't be used is no endpoint that can't be reached. OpenSSL opens it by its name,
    // and would wait for a FIFO.
    if let authorities { _ = try InputFile.read(authorities, flag: "--cacert") }
    if let authorities, session.url.isSecure {
      do throws(TLSError) {
        _ = try TLSContext.client(TLSLibrary.load(), trust: .file(authorities))
      } catch {
        switch error {
        case .unreadableRoots, .notCertificates:
          throw UsageError("--cacert \(authorities): \(error)")
        default: break
        }
      }
    }
    let proxy: HTTPProxy?
    do throws(HTTPProxy.Failure) {
      proxy = try HTTPProxy.ofEnvironment(
        for: session.url, variable: ProcessContext.variable)
    } catch {
      throw UsageError("\(error)")
    }
    return try HTTPClient(
      url: session.url,
      trust: session.arguments.has("--insecure")
        ? .nothing : authorities.map { .file($0) } ?? .system,
      proxy: proxy, limits: TimeLimits(.nanoseconds(timeout.nanoseconds)))
  }

  private static func remedy(for failure: HTTPClient.Failure) -> String {
    guard case .untrusted = failure else { return "" }
    return "\nwhere it is a mock with --tls, trust its authority: "
      + "--cacert \"$(verify-mock ca path)\""
  }
}

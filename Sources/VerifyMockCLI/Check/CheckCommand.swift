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
  static let flags: [CommandArguments.Flag] = [
    .init("--url", value: true), .init("--auth", value: true), .init("--token", value: true),
    .init("--recipient", value: true, repeats: true), .init("--live"),
    .init("--max-paid", value: true), .init("--plan"), .init("--otp-from", value: true),
    .init("--otp-timeout", value: true), .init("--only", value: true, repeats: true),
    .init("--strictness", value: true), .init("--fail-on", value: true),
    .init("--baseline", value: true), .init("--slow"), .init("--response-time", value: true),
    .init("--timeout", value: true), .init("--callback-url", value: true),
    .init("--callback-listen", value: true), .init("--seed", value: true),
    .init("--report", value: true, repeats: true), .init("--quiet"),
    .init("--scenarios", value: true, repeats: true), .init("--cacert", value: true),
    .init("--insecure"),
  ]

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

import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract
import VerifyMockNetwork

/// One run of `check`: its options, its plan, its reports.
struct CheckSession {
  let subject: CheckSubject
  let url: EndpointURL
  let arguments: CommandArguments
  private(set) var options = CheckOptions()
  private var isMock = false
  private var codes = CodeSource.nowhere
  private var failOn = Severity.failure
  private var reports: [ReportTarget] = []
  private var baseline: Set<String> = []
  private var listener: CallbackListener?

  init(subject: CheckSubject, url: EndpointURL, arguments: CommandArguments) {
    self.subject = subject
    self.url = url
    self.arguments = arguments
  }

  /// Reads the flags, with the defaults that suit the endpoint.
  mutating func prepare(isMock: Bool, isPlanOnly: Bool) throws(UsageError) {
    self.isMock = isMock
    options.url = url.text
    options.security =
      url.isSecure
      ? arguments.has("--insecure") ? .unverified : .verified
      : url.isLoopback ? .plainHere : .plain
    options.recipients = url.isLoopback ? CheckOptions.fictional : []
    if arguments.has("--recipient") { options.recipients = arguments.all("--recipient") }
    options.isThorough = url.isLoopback || arguments.has("--thorough")
    options.maxPaid = try arguments.integer("--max-paid", in: 0...1_000)
    if !url.isLoopback, options.maxPaid == nil { options.maxPaid = 0 }
    if let count = options.maxPaid, count > 0, options.recipients.isEmpty {
      throw UsageError("--max-paid needs a --recipient: none is ever invented")
    }
    options.strictness = try word("--strictness") ?? .samples
    failOn = try word("--fail-on") ?? .failure
    options.only = try only()
    options.responseTime = try duration("--response-time")
    if let text = arguments.value("--seed") {
      guard let seed = UInt64(text) else {
        throw UsageError("'--seed' must be a whole number from 0 up, not '\(text)'")
      }
      options.seed = seed
    }
    if !isMock, !arguments.has("--slow") {
      options.noClock = "time can't be moved at this endpoint; --slow waits for it"
    }
    if !isPlanOnly { try listen() }
    try readCodes()
    try readCredentials(isPlanOnly: isPlanOnly)
    reports = try ReportTarget.all(in: arguments)
    for target in reports { try target.checkFolder() }
    baseline = try readBaseline()
  }

  /// Listens for callbacks if asked to, and puts the listener's address into the sends.
  private mutating func listen() throws(UsageError) {
    let told = arguments.value("--callback-url")
    guard let place = arguments.value("--callback-listen") else {
      if told != nil {
        throw UsageError(
          "--callback-url needs --callback-listen [HOST:]PORT: where what is sent to the URL "
            + "arrives on this machine")
      }
      return
    }
    let colon = place.lastIndex(of: ":")
    var host = colon.map { String(place[..<$0]) } ?? "127.0.0.1"
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard let port = UInt16(colon.map { String(place[place.index(after: $0)...]) } ?? place) else {
      throw UsageError("'--callback-listen' must be PORT or HOST:PORT, not '\(place)'")
    }
    if let told {
      // Unlike an endpoint's, this address may have a query.
      guard EndpointURL(String(told.prefix { $0 != "?" })) != nil else {
        throw UsageError("'--callback-url' must be an http:// or https:// address, not '\(told)'")
      }
    } else if !url.isLoopback {
      throw UsageError(
        "the endpoint is not on this machine: --callback-url URL must say how it reaches "
          + "--callback-listen \(place)")
    }
    do throws(ListenError) {
      let listener = try CallbackListener(host: host, port: port)
      options.callbackURL = told ?? "http://\(listener.authority)/callback"
      self.listener = listener
    } catch {
      throw UsageError("--callback-listen \(place): \(error)")
    }
  }

  private mutating func readCodes() throws(UsageError) {
    switch arguments.value("--otp-from") {
    case nil: codes = isMock ? .mock : .nowhere
    case "mock"?: codes = .mock
    case "prompt"?: codes = .prompt
    case let text? where text.hasPrefix("command:"):
      codes = .command(
        String(text.dropFirst("command:".count)),
        within: try duration("--otp-timeout") ?? .seconds(60))
    case let text?:
      throw UsageError("'--otp-from' is prompt, mock or command:LINE, not '\(text)'")
    }
    if case .nowhere = codes { options.noCodes = "codes can't be learnt (--otp-from)" }
  }

  private mutating func readCredentials(isPlanOnly: Bool) throws(UsageError) {
    options.otherCredentials =
      try credentials("--auth-other") ?? arguments.value("--token-other").map { ($0, $0) }
    if let given = try credentials("--auth") {
      options.credentials = given
    } else if let token = arguments.value("--token") {
      options.credentials = (token, token)
    } else if url.isLoopback || isPlanOnly {
      options.credentials =
        subject.provider.flatMap { RequestBuilder.documentedCredentials(of: $0) }
        ?? ("verify-mock-account", "verify-mock-fake-token")
      if isMock, !isPlanOnly, subject.provider != nil { useOwnAccount() }
    } else if subject.provider?.credentials.isEmpty == false {
      throw UsageError("a live endpoint needs --auth ID:SECRET or --token T")
    }
  }

  /// The id and the secret that a flag gives.
  private func credentials(_ flag: String) throws(UsageError) -> (id: String, secret: String)? {
    guard let text = arguments.value(flag) else { return nil }
    guard let colon = text.firstIndex(of: ":") else {
      throw UsageError("'\(flag)' must be ID:SECRET")
    }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }

  /// An account of this run's own, so that it neither finds nor leaves anything in another's.
  private mutating func useOwnAccount() {
    guard let given = options.credentials else { return }
    let number = String(String(MonotonicTime.wallNow() / 1_000).suffix(8))
    let isToken = given.id == given.secret
    let secret = isToken ? given.secret + "-" + number : given.secret
    let id = isToken ? secret : String(given.id.dropLast(8)) + number
    options.credentials = (id, secret)
    // The mock makes an account of whoever asks.
    if options.otherCredentials == nil {
      options.otherCredentials = (id.dropLast() + "Z", secret + (isToken ? "-other" : ""))
    }
  }

  private func only() throws(UsageError) -> Set<Check>? {
    guard arguments.has("--only") else { return nil }
    var result: Set<Check> = []
    for text in arguments.all("--only").flatMap({ $0.split(separator: ",") }) {
      guard let check = Check(rawValue: text.uppercased()) else {
        throw UsageError("there is no check '\(text)'; they are C01 to C48")
      }
      result.insert(check)
    }
    return result
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ flag: String
  ) throws(UsageError) -> Word? where Word.RawValue == String {
    guard let text = arguments.value(flag) else { return nil }
    guard let word = Word(rawValue: text) else {
      throw UsageError(
        "'\(flag)' is not '\(text)'" + Suggestion.text(text, among: Word.allCases.map(\.rawValue)))
    }
    return word
  }

  func duration(_ flag: String) throws(UsageError) -> Interval? {
    guard let text = arguments.value(flag) else { return nil }
    guard let interval = Interval(text), interval > .zero else {
      throw UsageError("'\(flag)' must be a duration such as 500ms or 10s, not '\(text)'")
    }
    return interval
  }

  /// The fingerprints of a JSON report or of a list of them.
  private func readBaseline() throws(UsageError) -> Set<String> {
    guard let path = arguments.value("--baseline") else { return [] }
    let bytes = try InputFile.read(path, flag: "--baseline")
    do {
      let root = try JSONDocument(bytes).root
      let elements = root.elements + (root["findings"]?.elements ?? [])
      return Set(elements.compactMap { $0.string ?? $0["fingerprint"]?.string })
    } catch {
      throw UsageError("--baseline \(path): \(error)")
    }
  }

  func plan() -> Plan {
    guard let provider = subject.provider else {
      return ContractPlanner.plan(
        for: subject.contract, options: options, isReadOnly: !url.isLoopback)
    }
    return Planner.plan(for: provider, options: options)
  }

  /// Sends the planned requests and reports the result.
  func judge(_ client: HTTPClient) throws(UsageError) -> Int32 {
    let plan = plan()
    let credentials = options.credentials
    let isToken = subject.provider?.credentials.first?.isToken ?? false
    // How long the first callback may take.
    let patience: Duration = arguments.has("--slow") ? .seconds(120) : .seconds(10)
    let transport = EndpointTransport(
      EndpointTransport.World(
        answers: { client.send($0) }, sleep: WaitingThread.sleep, wallNow: MonotonicTime.wallNow,
        code: codes.code,
        callbacks: listener.map { listener in
          { listener.requests(quiet: .seconds(1), limit: patience) }
        }),
      authority: client.authority,
      path: url.path, isMock: isMock, readsInbox: codes.isMock, isSlow: arguments.has("--slow"),
      account: (isToken ? credentials?.secret : credentials?.id) ?? "")
    var runner = Runner(
      transport: transport, provider: subject.provider,
      maker: RequestMaker(
        provider: subject.provider, contract: subject.contract, options: options),
      options: options)
    let showsProgress = ProcessContext.isTerminal(2) && !arguments.has("--quiet")
    var done = 0
    let records = runner.run(plan) { record in
      done += 1
      guard showsProgress else { return }
      let status = record.response.map { "\($0.status)" } ?? record.skipped?.text ?? "no answer"
      ProcessContext.printError("[\(done)/\(plan.steps.count)] \(record.step.name) \(status)")
    }
    if !records.isEmpty,
      records.allSatisfy({ $0.response == nil && $0.delivery != nil || $0.skipped != nil }),
      case .failed(let reason)? = records.first(where: { $0.delivery != nil })?.delivery
    {
      return try reportUnreachable("\(url.text): \(reason)")
    }
    let findings = Checker.findings(
      provider: subject.provider, contract: subject.contract, options: options, records: records,
      callbacks: runner.callbacks())
    var report = Report(
      subject: subject.name, options: options, plan: plan, records: records, findings: findings,
      contract: subject.contract, baseline: baseline)
    report.failOn = failOn
    try write(report)
    return report.exitCode(failOn: failOn)
  }

  /// Reports that nothing could be checked, in every form that was asked for.
  ///
  /// - Returns: the exit code.
  func reportUnreachable(_ reason: String, remedy: String = "") throws(UsageError) -> Int32 {
    Main.warn(reason + remedy)
    let report = Report(
      subject: subject.name, options: options, plan: plan(), contract: subject.contract,
      unreachable: reason)
    for target in reports { try target.write(report) }
    return 3
  }

  /// Writes the files first: a reader of the standard output may go away early.
  private func write(_ report: Report) throws(UsageError) {
    for target in reports where !target.isOutput { try target.write(report) }
    let printed = reports.filter(\.isOutput)
    for target in printed { try target.write(report) }
    guard printed.isEmpty else { return }
    let isColored =
      ProcessContext.isTerminal(1) && ProcessContext.variable("NO_COLOR") == nil
      && ProcessContext.variable("CI") == nil
    let text = ReportKind.console.text(report, isColored: isColored)
    ProcessContext.print(bytes: Array(text.utf8), isStyled: isColored)
  }
}

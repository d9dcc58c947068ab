import VerifyMock
import VerifyMockConformance
import VerifyMockNetwork

/// `verify-mock serve`: answers until it is stopped.
enum ServeCommand {
  static let declaration = Command(
    "serve", brief: "[serve] [FLAG…]", "answer on port 8374 until stopped",
    flags: ServingFlags.flags + [
      ReportTarget.flag,
      Flag("--json", "print one line of JSON when ready"),
      Flag("--quiet", "print no banner and no log"),
    ],
    notes: """
      Reports are written when SIGINT or SIGTERM ends the server. They list the requests that matched no
      operation or broke a contract, and the exit code is then 1.

      Every flag has an environment variable: --port-file has VERIFY_MOCK_PORT_FILE. A flag overrides
      its variable.
      """,
    run: run)

  static var flags: [Flag] { declaration.allFlags }

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try CommandArguments(words, flags: flags, environment: true)
    try arguments.refuseWords()
    let reports = try ReportTarget.all(in: arguments)
    var configuration = try ServingFlags.configuration(arguments, port: 8_374)
    let isQuiet = arguments.has("--quiet")
    let isJSON = arguments.has("--json")
    // Nobody may read the log: the server goes on all the same.
    let log = try output(2)
    defer { _ = log.finish(within: patience) }
    configuration.notice = { log.write("verify-mock: " + $0) }
    if !isQuiet { configuration.log = configuration.notice }
    let isOpen = !configuration.isLoopbackOnly
    if isOpen, configuration.controlToken == nil {
      configuration.controlToken = ControlToken.random()
    }
    // Signals are caught before anything listens, so that none is lost.
    let signals: SignalWaiter
    do throws(SignalWaiter.Failure) {
      signals = try SignalWaiter()
    } catch {
      throw UsageError("signals can't be caught: no descriptor is left")
    }
    defer { signals.release() }
    let server: MockServer
    do throws(MockServerError) {
      server = try MockServer.launch(configuration)
    } catch {
      throw UsageError(error.message)
    }
    defer { server.stopAndWait() }
    if let path = arguments.value("--port-file") { try PortFile.write(server, to: path) }
    if isJSON {
      try announce(Banner.ready(server))
    } else if !isQuiet {
      try announce(Banner.text(server, configuration))
    }
    if isOpen {
      log.write(
        "verify-mock: OPEN TO OTHER MACHINES on \(server.addresses.joined(separator: ", ")); "
          + "control token: \(configuration.controlToken ?? "")")
    }
    signals.wait()
    return try report(server, to: reports)
  }

  /// - Returns: 1 when there are reports and a request that they complain about, otherwise 0.
  private static func report(
    _ server: MockServer, to targets: [ReportTarget]
  ) throws(UsageError) -> Int32 {
    guard !targets.isEmpty, let record = server.record() else { return 0 }
    let report = Report(record, url: server.url, seed: server.seed)
    for target in targets { try target.write(report) }
    return record.breaches.isEmpty ? 0 : 1
  }

  /// How long the end waits for whoever reads the output.
  private static let patience = Duration.seconds(1)

  private static func output(_ descriptor: Int32) throws(UsageError) -> OutputWriter {
    do throws(SystemError) {
      return try OutputWriter(descriptor: descriptor)
    } catch {
      throw UsageError("no thread for the output can be started: \(error)")
    }
  }

  /// Prints to the standard output. A reader that is slow or gone is no reason to stop.
  private static func announce(_ text: String) throws(UsageError) {
    let output = try output(1)
    output.write(text)
    if case .failed(let reason) = output.finish(within: patience) {
      throw UsageError("the standard output: \(reason)")
    }
  }
}

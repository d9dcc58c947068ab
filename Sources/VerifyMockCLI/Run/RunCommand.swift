import VerifyMock
import VerifyMockConformance

/// `verify-mock run`: runs a command whose requests to the providers' hosts the mock answers.
enum RunCommand {
  static let declaration = Command(
    "run", brief: "run -- COMMAND", synopsis: "run [FLAG…] -- COMMAND ARG…",
    "run a program whose requests the mock answers",
    about: """
      Starts a server on a free port and runs the command unmodified: proxy and CA variables, set for
      that process only, send its requests to the mock. The mock answers requests to the hosts of the
      providers' documents and refuses all others.
      """,
    flags: [
      Flag("--pass", value: "HOST", "forward requests to this host", repeats: true),
      Flag("--lenient", "exit with 0 even if requests broke the contract"),
      ReportTarget.flag,
      Flag("--quiet", "print no summary"),
    ],
    sharedFlags: (
      ServingFlags.flags.filter { !$0.name.hasPrefix("--tls") && $0.name != "--pass" },
      "and the flags of serve, except those of TLS"
    ),
    notes: """
      Exit codes: the command's own; 1 instead of 0 when a request matched no operation or broke a
      contract; 126 or 127 when the command can't be run; 2 usage.
      """,
    run: run)

  static var flags: [Flag] { declaration.allFlags }

  /// - Returns: the command's own exit code; 1 in place of 0 when a request broke the contract;
  ///   126 or 127 when there is no such command; 2 usage.
  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    guard let cut = words.firstIndex(of: "--"), cut + 1 < words.count else {
      throw UsageError("run needs a command behind '--': verify-mock run [FLAG…] -- COMMAND ARG…")
    }
    let arguments = try CommandArguments(Array(words[..<cut]), flags: flags, environment: true)
    if let word = arguments.words.first {
      throw UsageError("what is '\(word)' for? The command stands behind '--'")
    }
    let reports = try ReportTarget.all(in: arguments)
    let configuration = try ServingFlags.configuration(arguments, port: 0)
    // Before the server starts, so that no signal ends one without the other.
    ChildProcess.holdSignals()
    defer { ChildProcess.releaseSignals() }
    let server: MockServer
    do throws(MockServerError) {
      server = try MockServer.launch(configuration)
    } catch {
      throw UsageError(error.message)
    }
    defer { server.stopAndWait() }
    let environment = environment(of: server, configuration)
    if let path = arguments.value("--port-file") { try PortFile.write(server, to: path) }
    let code: Int32
    do throws(ChildProcess.Failure) {
      code = try ChildProcess(Array(words[(cut + 1)...]), environment: environment).wait()
    } catch {
      ProcessContext.printError("verify-mock: \(error)")
      return error.exitCode
    }
    // Whoever reads what follows may be slow: a signal ends that, too.
    ChildProcess.releaseSignals()
    guard let record = server.record() else { return code }
    if !arguments.has("--quiet") {
      ProcessContext.printError(RunSummary.text(record))
    }
    let report = Report(record, url: server.url, seed: server.seed)
    for target in reports { try target.write(report) }
    return code == 0 && !record.breaches.isEmpty && !arguments.has("--lenient") ? 1 : code
  }

  /// Our own variables with those that lead to the server in their place.
  private static func environment(
    of server: MockServer, _ configuration: MockServer.Configuration
  ) -> [String: String] {
    var environment = ProcessContext.variables
    for (name, value) in server.environment { environment[name] = value }
    for (name, value) in ClientEnvironment.variables(proxy: server.url) {
      environment[name] = value
    }
    var trust: ClientEnvironment.Trust?
    do throws(MockServerError) {
      trust = try configuration.security.trust()
      if let trust {
        let directory = try configuration.security.directory()
        for (name, value, separator) in try LanguageStart.write(in: directory, trusting: trust) {
          let present = environment[name].map { $0.isEmpty ? "" : separator + $0 }
          environment[name] = value + (present ?? "")
        }
      }
    } catch {
      ProcessContext.printError(
        "verify-mock: only plain http is answered, for there is no TLS: \(error.message)")
    }
    if let trust {
      for (name, value) in ClientEnvironment.variables(trusting: trust) {
        environment[name] = value
      }
    }
    environment["JAVA_TOOL_OPTIONS"] = ClientEnvironment.javaOptions(
      proxy: (server.addresses.first ?? "127.0.0.1", server.port), trusting: trust,
      behind: environment["JAVA_TOOL_OPTIONS"])
    return environment
  }
}

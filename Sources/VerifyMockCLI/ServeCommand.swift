import VerifyMock

/// `verify-mock serve`: answers until it is told to stop.
enum ServeCommand {
  static let flags: [Arguments.Flag] = [
    .init("--host", value: true, repeats: true), .init("--port", value: true),
    .init("--port-file", value: true), .init("--scenario", value: true, repeats: true),
    .init("--scenarios", value: true, repeats: true),
    .init("--quirk", value: true, repeats: true), .init("--code", value: true),
    .init("--seed", value: true), .init("--freeze-clock"), .init("--limits", value: true),
    .init("--require-credentials", value: true), .init("--control-token", value: true),
    .init("--allow-host", value: true, repeats: true),
    .init("--callbacks-to", value: true, repeats: true),
    .init("--pass", value: true, repeats: true), .init("--max-connections", value: true),
    .init("--json"), .init("--quiet"),
  ]

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try Arguments(words, flags: flags, environment: true)
    try arguments.refuseWords()
    var configuration = try configuration(arguments)
    let isQuiet = arguments.has("--quiet")
    let isJSON = arguments.has("--json")
    if !isQuiet {
      configuration.log = { line in ProcessContext.printError("verify-mock: " + line) }
    }
    let isOpen = !configuration.isLoopbackOnly
    if isOpen, configuration.controlToken == nil {
      configuration.controlToken = ControlToken.random()
    }
    // Signals are caught before anything listens, so that none is lost.
    let signals: SignalWaiter
    let server: MockServer
    do {
      signals = try SignalWaiter()
      server = try MockServer.launch(configuration)
    } catch let error as MockServerError {
      throw UsageError(error.message)
    } catch {
      throw UsageError("\(error)")
    }
    if let path = arguments.value("--port-file") {
      do throws(Files.Failure) {
        try Files.write(Array("\(server.port)\n".utf8), to: path)
      } catch {
        server.stopAndWait()
        throw UsageError("--port-file \(error)")
      }
    }
    if isJSON {
      ProcessContext.print(Banner.ready(server))
    } else if !isQuiet {
      ProcessContext.print(Banner.text(server, configuration))
    }
    if isOpen {
      ProcessContext.printError(
        "verify-mock: OPEN TO OTHER MACHINES on \(server.addresses.joined(separator: ", ")); "
          + "control token: \(configuration.controlToken ?? "")")
    }
    signals.wait()
    server.stopAndWait()
    return 0
  }

  static func configuration(
    _ arguments: Arguments
  ) throws(UsageError) -> MockServer.Configuration {
    var configuration = MockServer.Configuration()
    configuration.port = try arguments.integer("--port", in: 0...65_535) ?? 8_374
    if arguments.has("--host") { configuration.hosts = arguments.all("--host") }
    configuration.scenarios = arguments.all("--scenario")
    configuration.folders = arguments.all("--scenarios")
    configuration.quirks = arguments.all("--quirk")
    configuration.code = arguments.value("--code")
    configuration.isClockFrozen = arguments.has("--freeze-clock")
    configuration.hasMagicRecipients = true
    configuration.requiredCredentials = arguments.value("--require-credentials")
    configuration.controlToken = arguments.value("--control-token")
    configuration.allowedHosts = arguments.all("--allow-host")
    configuration.callbackHosts = arguments.all("--callbacks-to")
    configuration.passedHosts = arguments.all("--pass")
    if let count = try arguments.integer("--max-connections", in: 1...1_000_000) {
      configuration.maxConnections = count
    }
    if let text = arguments.value("--seed") {
      guard let seed = UInt64(text) else {
        throw UsageError("'--seed' must be a whole number from 0 up, not '\(text)'")
      }
      configuration.seed = seed
    }
    if let text = arguments.value("--limits") {
      guard let limits = MockServer.Configuration.Limits(rawValue: text) else {
        let names = MockServer.Configuration.Limits.allCases.map(\.rawValue)
        throw UsageError("'--limits' is not '\(text)'" + Suggestion.text(text, among: names))
      }
      configuration.limits = limits
    }
    return configuration
  }
}

extension MockServer.Configuration {
  /// Whether no other machine can reach the server.
  var isLoopbackOnly: Bool {
    (hosts ?? []).allSatisfy { host in
      host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }
  }
}

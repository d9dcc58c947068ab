import VerifyMock

/// `verify-mock serve`: answers until it is told to stop.
enum ServeCommand {
  static let flags: [Arguments.Flag] = ServingFlags.flags + [.init("--json"), .init("--quiet")]

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try Arguments(words, flags: flags, environment: true)
    try arguments.refuseWords()
    var configuration = try ServingFlags.configuration(arguments, port: 8_374)
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
      do throws(UsageError) {
        try PortFile.write(server, to: path)
      } catch {
        server.stopAndWait()
        throw error
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
}

import VerifyMock
import VerifyMockTLS

/// The flags that say how a server answers, of `serve` and `run` alike.
enum ServingFlags {
  static let flags: [CommandArguments.Flag] = [
    .init("--host", value: true, repeats: true), .init("--port", value: true),
    .init("--port-file", value: true), .init("--scenario", value: true, repeats: true),
    .init("--scenarios", value: true, repeats: true),
    .init("--quirk", value: true, repeats: true), .init("--code", value: true),
    .init("--seed", value: true), .init("--freeze-clock"), .init("--limits", value: true),
    .init("--require-credentials", value: true), .init("--control-token", value: true),
    .init("--allow-host", value: true, repeats: true),
    .init("--callbacks-to", value: true, repeats: true),
    .init("--pass", value: true, repeats: true), .init("--tls"),
    .init("--tls-cert", value: true), .init("--tls-key", value: true),
    .init("--cacert", value: true), .init("--max-connections", value: true),
    .init("--max-buffered", value: true),
  ]

  /// - Parameter port: the port where none is asked for.
  static func configuration(
    _ arguments: CommandArguments, port: Int
  ) throws(UsageError) -> MockServer.Configuration {
    var configuration = MockServer.Configuration()
    configuration.notice = Main.warn
    configuration.port = try arguments.integer("--port", in: 0...65_535) ?? port
    if arguments.has("--host") { configuration.hosts = arguments.all("--host") }
    configuration.scenarios = arguments.all("--scenario")
    configuration.folders = arguments.all("--scenarios")
    configuration.quirks = arguments.all("--quirk")
    configuration.code = arguments.value("--code")
    configuration.isClockFrozen = arguments.has("--freeze-clock")
    configuration.hasMagicRecipients = true
    configuration.requiredCredentials = arguments.value("--require-credentials")
    configuration.controlToken = try token(arguments)
    configuration.allowedHosts = arguments.all("--allow-host")
    configuration.callbackHosts = arguments.all("--callbacks-to")
    configuration.passedHosts = arguments.all("--pass")
    if let path = arguments.value("--cacert") {
      // OpenSSL opens it by its name, and would wait for a FIFO.
      _ = try InputFile.read(path, flag: "--cacert")
      configuration.trust = .file(path)
    }
    try secure(&configuration, arguments)
    if let count = try arguments.integer("--max-connections", in: 1...1_000_000) {
      configuration.maxConnections = count
    }
    if let count = try arguments.integer("--max-buffered", in: 2...65_536) {
      configuration.maxBufferedBytes = count << 20
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

  /// An empty token would open the control API to everyone, so an empty variable is no unset one.
  private static func token(_ arguments: CommandArguments) throws(UsageError) -> String? {
    let text =
      arguments.value("--control-token")
      ?? ProcessContext.variable("VERIFY_MOCK_CONTROL_TOKEN")
    guard let text else { return nil }
    do throws(MockServerError) {
      _ = try ControlToken(text)
    } catch {
      throw UsageError("--control-token or VERIFY_MOCK_CONTROL_TOKEN: " + error.message)
    }
    return text
  }

  private static func secure(
    _ configuration: inout MockServer.Configuration, _ arguments: CommandArguments
  ) throws(UsageError) {
    configuration.isSecure =
      arguments.has("--tls") || arguments.has("--tls-cert") || arguments.has("--tls-key")
    guard arguments.has("--tls-cert") || arguments.has("--tls-key") else { return }
    guard let certificate = arguments.value("--tls-cert"), let key = arguments.value("--tls-key")
    else { throw UsageError("--tls-cert and --tls-key go together") }
    configuration.security = ServingSecurity(
      identity: TLSIdentity(
        certificates: try InputFile.read(certificate, flag: "--tls-cert"),
        key: try InputFile.read(key, flag: "--tls-key")))
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

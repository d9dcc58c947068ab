import VerifyMock
import VerifyMockJSON
import VerifyMockTLS

/// The flags that decide how a server answers, of `serve` and `run` alike.
enum ServingFlags {
  static let flags: [Flag] = [
    Flag("--port", value: "N", "the port, 8374 by default; 0 for a free one"),
    Flag(
      "--host", value: "ADDRESS", "listen here instead of 127.0.0.1 and ::1", repeats: true),
    Flag("--port-file", value: .path, "write the port to this file once the server listens"),
    Flag("--scenario", value: .scenario, "activate a scenario such as {scenario}", repeats: true),
    Flag(
      "--scenarios", value: .folder, "add or replace documents from a folder", repeats: true),
    Flag(
      "--quirk", value: Operand("NAME", .quirks), "answer in another documented spelling",
      repeats: true),
    Flag("--code", value: "DIGITS", "the code of every verification"),
    Flag("--seed", value: "N", "the seed of all random values; the same seed repeats a run"),
    Flag("--freeze-clock", "stop the time; POST /_mock/clock moves it"),
    Flag(
      "--limits",
      value: Operand("WHICH", .words(MockServer.Configuration.Limits.allCases.map(\.rawValue))),
      "the limits that refuse requests: documented (default), all or none"),
    Flag("--require-credentials", value: "ID:SECRET", "refuse all other credentials"),
    Flag("--control-token", value: "TOKEN", "let other machines call /_mock with this token"),
    Flag("--allow-host", value: "NAME", "accept this Host name for /_mock", repeats: true),
    Flag("--callbacks-to", value: "HOST", "allow callbacks to this host", repeats: true),
    Flag("--pass", value: "HOST", "forward proxy requests to this host", repeats: true),
    Flag("--tls", "serve https, with a certificate of the authority of 'verify-mock ca'"),
    Flag("--tls-cert", value: .file, "serve https with this certificate, in PEM, and"),
    Flag("--tls-key", value: .file, "its key"),
    Flag(
      "--cacert", value: .file, "trust these authorities in callbacks over https, not the system's"
    ),
    Flag(
      "--max-connections", value: "N", "the most connections at a time, 10000 by default"),
    Flag(
      "--max-buffered", value: "MIB",
      "the most memory for incomplete requests together, 64 by default"),
    Flag(
      "--keep", value: "WHAT=N",
      "keep N verifications, messages, exchanges, accounts or journal-bytes", repeats: true),
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
    for text in arguments.all("--keep") { try keep(text, in: &configuration.bounds) }
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

  /// Reads `WHAT=N`, or several with commas between them.
  private static func keep(
    _ text: String, in bounds: inout MockServer.Configuration.Bounds
  ) throws(UsageError) {
    let names = MockServer.Configuration.Bounds.names
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2 else {
        throw UsageError("'--keep' takes WHAT=N, such as verifications=50000, not '\(part)'")
      }
      guard let bound = names.first(where: { $0.name == sides[0] })?.bound else {
        let known = Suggestion.text(sides[0], among: names.map(\.name))
        throw UsageError("'--keep' knows no '\(sides[0])'\(known)")
      }
      guard sides[1].utf8.allSatisfy(ASCII.isDigit), let count = Int(sides[1]),
        (1...1_000_000_000).contains(count)
      else {
        throw UsageError(
          "'--keep \(sides[0])' must be a whole number from 1 to 1000000000, not '\(sides[1])'")
      }
      bounds[keyPath: bound] = count
    }
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

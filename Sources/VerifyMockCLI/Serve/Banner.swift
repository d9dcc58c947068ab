import VerifyMock

/// What `serve` says when it is ready.
enum Banner {
  /// One line of JSON for programs; the seed is text because it may not fit a `Double`.
  static func ready(_ server: MockServer) -> String {
    #"{"event":"ready","url":"\#(server.url)","port":\#(server.port),"pid":\#(ProcessContext.identifier),"#
      + #""seed":"\#(server.seed)"}"#
  }

  /// At most eight lines for a person.
  static func text(_ server: MockServer, _ configuration: MockServer.Configuration) -> String {
    var lines = [
      "VerifyMock \(MockServer.version) answers at \(server.url)",
      "  serves     " + server.providerIDs.joined(separator: ", "),
      "  inbox      \(server.url)/  (or curl \(server.url)/_mock/inbox)",
    ]
    lines.append(
      "  scenario   "
        + (configuration.scenarios.isEmpty
          ? "none (default behaviour); --scenario \(server.exampleScenario) selects one"
          : configuration.scenarios.joined(separator: ", ")))
    if configuration.isSecure, !configuration.security.isGiven,
      let path = try? configuration.security.store().certificatePath
    {
      lines.append("  trust      \(path) (or eval \"$(verify-mock ca env)\")")
    }
    lines.append("  seed       \(server.seed)")
    lines.append("  stop       Ctrl-C")
    return lines.joined(separator: "\n")
  }
}

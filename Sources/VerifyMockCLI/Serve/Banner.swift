import VerifyMock
import VerifyMockJSON

/// What `serve` says when it is ready.
enum Banner {
  /// One line of JSON for programs; the seed is text because it may not fit a `Double`.
  ///
  /// `environment` has the fake credentials; `accounts` lists those of its variables whose values
  /// name accounts.
  static func ready(_ server: MockServer) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("event")
    writer.string("ready")
    writer.key("url")
    writer.string(server.url)
    writer.key("port")
    writer.int(server.port)
    writer.key("pid")
    writer.int(ProcessContext.identifier)
    writer.key("seed")
    writer.string(String(server.seed))
    writer.key("environment")
    writer.beginObject()
    for (name, value) in server.environment.sorted(by: { $0.key < $1.key }) {
      writer.key(name)
      writer.string(value)
    }
    writer.endObject()
    writer.key("accounts")
    writer.beginArray()
    for name in server.account.accountVariables { writer.string(name) }
    writer.endArray()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
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

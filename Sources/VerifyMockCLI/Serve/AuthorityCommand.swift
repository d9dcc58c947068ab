import VerifyMock
import VerifyMockTLS

/// `verify-mock ca`: the authority that signs the certificates of mock servers.
enum AuthorityCommand {
  static let declaration = Command(
    "ca", "the authority that signs the mock's certificates",
    subcommands: [
      Subcommand(
        "path", synopsis: "[path]",
        "print the path of its certificate; it is made if there is none"),
      Subcommand("print", "print the certificate, in PEM"),
      Subcommand("env", "print variables that make programs trust it, for a shell's eval"),
      Subcommand("remove", "remove it with its key"),
    ],
    notes: "Only its owner can read the key. It is never added to the system's authorities.",
    run: run)

  static func run(_ words: [String]) throws(UsageError) -> Int32 {
    let arguments = try CommandArguments(words, flags: [])
    guard arguments.words.count <= 1 else { throw UsageError("ca takes one word") }
    let security = ServingSecurity()
    do throws(MockServerError) {
      switch arguments.words.first ?? "path" {
      case "path":
        _ = try security.authority()
        ProcessContext.print(try store(security).certificatePath)
      case "print":
        ProcessContext.print(bytes: try security.authority().certificate)
      case "env":
        let trust = try security.trust()
        for (name, value) in ClientEnvironment.variables(trusting: trust) {
          ProcessContext.print("export \(name)=\(quoted(value))")
        }
        let options = ClientEnvironment.javaOptions(
          proxy: nil, trusting: trust, behind: ProcessContext.variable("JAVA_TOOL_OPTIONS"))
        ProcessContext.print("export JAVA_TOOL_OPTIONS=\(quoted(options))")
      case "remove":
        let isRemoved: Bool
        do throws(AuthorityStoreError) {
          isRemoved = try security.store().remove()
        } catch {
          throw MockServerError(error.description)
        }
        ProcessContext.print(isRemoved ? "the authority was removed" : "there was no authority")
      case let word:
        throw MockServerError(
          "'ca' does not know '\(word)'"
            + Suggestion.text(word, among: declaration.subcommands.map(\.name)))
      }
      return 0
    } catch {
      throw UsageError(error.message)
    }
  }

  private static func store(
    _ security: ServingSecurity
  ) throws(MockServerError) -> AuthorityStore {
    do throws(AuthorityStoreError) {
      return try security.store()
    } catch {
      throw MockServerError(error.description)
    }
  }

  /// As a shell reads it back.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

import VerifyMock
import VerifyMockTLS

/// `verify-mock ca`: the authority that signs the certificates of mock servers.
enum AuthorityCommand {
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
            + Suggestion.text(word, among: ["path", "print", "env", "remove"]))
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

import Foundation
import PackagePlugin

/// `swift package verify-mock …`: the program in a package that depends on this one.
///
/// The words behind the verb are the program's own, such as `serve`, `check` or `scenarios`.
@main
struct VerifyMockPlugin: CommandPlugin {
  /// Becomes the program.
  ///
  /// A child would outlive a Ctrl-C, which the package manager answers by ending this process only.
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let program = try context.tool(named: "VerifyMockCLI").url.path
    guard FileManager.default.changeCurrentDirectoryPath(context.package.directoryURL.path) else {
      throw Failure(description: "the package's folder can't be opened")
    }
    // This thread's mask blocks the signals that end the program.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    var words = (["verify-mock"] + arguments).map { strdup($0) } + [nil]
    execv(program, &words)
    throw Failure(description: "\(program): \(String(cString: strerror(errno)))")
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}

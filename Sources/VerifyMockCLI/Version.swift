import CVerifyMockBuild
import VerifyMock

/// `verify-mock version`: the version, and which build of it this is.
enum Version {
  static let declaration = Command(
    "version", "the version, the platform, the commit of a release",
    about: "Prints one line: verify-mock VERSION (PLATFORM, COMMIT); COMMIT is 'development' "
      + "unless a\nrelease was built."
  ) { words throws(UsageError) in
    try CommandArguments(words, flags: []).refuseWords()
    ProcessContext.print(text)
    return 0
  }

  static var text: String {
    let commit = String(cString: vm_build_commit())
    return "verify-mock \(MockServer.version) (\(system)-\(processor), "
      + (commit.isEmpty ? "development)" : "commit \(commit))")
  }

  private static var system: String {
    #if os(Linux)
    "linux"
    #elseif os(macOS)
    "macos"
    #else
    "unknown"
    #endif
  }

  private static var processor: String {
    #if arch(x86_64)
    "x86_64"
    #elseif arch(arm64)
    "arm64"
    #else
    "unknown"
    #endif
  }
}

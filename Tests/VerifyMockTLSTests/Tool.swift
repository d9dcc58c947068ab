import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A program of this machine that judges what we make.
struct Tool {
  let path: String

  /// Nil when the machine lacks it.
  init?(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { return nil }
    path = found
  }

  static func isHere(_ name: String) -> Bool { Tool(name) != nil }

  /// Its exit code, and all it printed; no proxy of the surroundings is asked.
  ///
  /// By a shell: Foundation's `Process` leaks a few bytes a run, which the leak sanitizer counts.
  func run(_ arguments: [String], input: String = "") throws -> (code: Int32, text: String) {
    let folder = try TemporaryFolder()
    let source = try folder.write(Array(input.utf8), "input")
    let proxies = ["http_proxy", "https_proxy", "all_proxy"]
    let unset = (proxies + proxies.map { $0.uppercased() }).flatMap { ["-u", $0] }
    let words = (["env"] + unset + [path] + arguments).map(quoted)
    let command = words.joined(separator: " ") + " < \(quoted(source)) 2>&1"
    guard let output = popen(command, "r") else { throw POSIXError(.ENOEXEC) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, output), count > 0 {
      bytes += buffer[..<count]
    }
    let status = pclose(output)
    return ((status >> 8) & 0xFF | status & 0x7F, String(decoding: bytes, as: UTF8.self))
  }

  private func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}

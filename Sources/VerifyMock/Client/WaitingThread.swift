#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Waiting on a thread that has nothing else to do.
package enum WaitingThread {
  /// Sleeps for so long, through interruptions.
  package static func sleep(_ duration: Duration) {
    let deadline = MonotonicTime.now().advanced(by: duration)
    while true {
      let left = deadline.since(MonotonicTime.now()).wholeNanoseconds
      guard left > 0 else { return }
      var time = timespec(
        tv_sec: Int(left / 1_000_000_000), tv_nsec: Int(left % 1_000_000_000))
      _ = nanosleep(&time, nil)
    }
  }

  /// Runs a line in the shell and gives the first line of its output; nil when it fails.
  package static func firstLine(
    ofShell line: String, variables: [(name: String, value: String)]
  ) -> String? {
    for (name, value) in variables { setenv(name, value, 1) }
    guard let pipe = popen(line, "r") else { return nil }
    var bytes: [UInt8] = []
    while true {
      let byte = getc(pipe)
      if byte == EOF || byte == 0x0A || bytes.count > 256 { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    guard pclose(pipe) == 0 || !bytes.isEmpty else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  /// Reads a line from the standard input; nil at its end.
  package static func line() -> String? { readLine() }
}

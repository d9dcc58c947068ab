import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where the codes for a check come from.
enum CodeSource {
  case nowhere
  case prompt
  case mock
  case command(String, within: Interval)

  var isMock: Bool { if case .mock = self { true } else { false } }

  /// Asks for a code; nil when none comes in time.
  func code(for wanted: WantedCode) -> String? {
    switch self {
    case .nowhere, .mock: return nil
    case .prompt:
      ProcessContext.printError("The code that \(wanted.recipient) was sent:")
      return readLine().flatMap { $0.isEmpty ? nil : $0 }
    case .command(let line, let limit):
      let deadline = MonotonicTime.now().advanced(by: .nanoseconds(limit.nanoseconds))
      repeat {
        let code = Self.firstLine(
          ofShell: line,
          variables: [
            ("VERIFY_MOCK_RECIPIENT", wanted.recipient),
            ("VERIFY_MOCK_VERIFICATION", wanted.verification),
            ("VERIFY_MOCK_CHANNEL", wanted.channel),
          ])
        if let code { return code }
        WaitingThread.sleep(.seconds(1))
      } while MonotonicTime.now() < deadline
      return nil
    }
  }

  /// Runs a line in the shell and gives the first line of its output; nil when it fails.
  private static func firstLine(
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
}

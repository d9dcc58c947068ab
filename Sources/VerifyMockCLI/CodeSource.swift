import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP

/// Where codes come from.
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
      return WaitingThread.line().flatMap { $0.isEmpty ? nil : $0 }
    case .command(let line, let limit):
      let deadline = MonotonicTime.now().advanced(by: .nanoseconds(limit.nanoseconds))
      repeat {
        let code = WaitingThread.firstLine(
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
}

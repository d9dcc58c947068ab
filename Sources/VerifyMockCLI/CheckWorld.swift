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

extension EndpointTransport.World {
  /// The world as a command knows it: sockets, a clock, a source of codes.
  ///
  /// - Parameter patience: how long the first callback may take.
  init(
    client: BlockingHTTPClient, codes: CodeSource, listener: CallbackListener?,
    patience: Duration
  ) {
    self.init(
      send: { requests in
        client.send(requests).map { result in
          switch result {
          case .success(let answer):
            .answered(
              answer.response, after: Interval(nanoseconds: answer.duration.wholeNanoseconds))
          case .failure(let failure): .failed(failure.description)
          }
        }
      }, sleep: { WaitingThread.sleep(.nanoseconds($0.nanoseconds)) },
      now: { Instant(nanoseconds: MonotonicTime.wallNow()) }, code: codes.code,
      callbacks: listener.map { listener in
        { listener.requests(quiet: .seconds(1), limit: patience) }
      })
  }
}

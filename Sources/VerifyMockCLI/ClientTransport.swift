import VerifyMock
import VerifyMockConformance
import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON

/// An endpoint behind a socket; where it is the mock, its inbox and clock, too.
struct ClientTransport: VerifyMockConformance.Transport {
  /// Where codes come from.
  enum CodeSource {
    case nowhere
    case prompt
    case mock
    case command(String)
  }

  let client: BlockingHTTPClient
  let path: String
  let isMock: Bool
  let codes: CodeSource
  let isSlow: Bool
  let codeTimeout: Interval
  /// The credential that tells the mock whose inbox and clock are meant.
  let account: String
  private var passed = Interval.zero

  init(
    client: BlockingHTTPClient, path: String, isMock: Bool, codes: CodeSource, isSlow: Bool,
    codeTimeout: Interval, account: String
  ) {
    self.client = client
    self.path = path
    self.isMock = isMock
    self.codes = codes
    self.isSlow = isSlow
    self.codeTimeout = codeTimeout
    self.account = account
  }

  var now: Instant { Instant(nanoseconds: MonotonicTime.wallNow()) + passed }

  mutating func send(_ request: BuiltRequest) -> Delivery {
    sendTogether([request]).first ?? .failed("nothing was sent")
  }

  mutating func sendTogether(_ requests: [BuiltRequest]) -> [Delivery] {
    client.send(requests.map { message($0) }).map { result in
      switch result {
      case .success(let answer):
        .answered(answer.response, after: Interval(nanoseconds: answer.duration.wholeNanoseconds))
      case .failure(let failure): .failed(failure.description)
      }
    }
  }

  private func message(_ request: BuiltRequest) -> HTTPRequest {
    let target =
      path.isEmpty || request.target.hasPrefix(path + "/") ? request.target : path + request.target
    var message = HTTPRequest(
      method: request.method, target: target, host: client.authority, body: request.body)
    for (name, value) in request.fields { _ = message.addField(name, value) }
    return message
  }

  mutating func code(for wanted: WantedCode) -> String? {
    switch codes {
    case .nowhere: return nil
    case .mock: return inboxCode(wanted)
    case .prompt:
      ProcessContext.printError("The code that \(wanted.recipient) was sent:")
      return WaitingThread.line().flatMap { $0.isEmpty ? nil : $0 }
    case .command(let line):
      let deadline = MonotonicTime.now().advanced(by: .nanoseconds(codeTimeout.nanoseconds))
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

  private func inboxCode(_ wanted: WantedCode) -> String? {
    let digits = wanted.recipient.filter { $0.isASCII && $0.isNumber }
    guard
      let body = control("GET", "/_mock/inbox?recipient=%2B\(digits)&wait=2s", nil)
    else { return nil }
    let items = body["items"]?.elements ?? []
    let own = items.first { $0["verification"]?.string == wanted.verification }
    return (own ?? items.first)?["code"]?.string
  }

  mutating func pass(_ interval: Interval, isPacing: Bool) -> Bool {
    if isMock {
      let body = Array("{\"advance\":\"\(interval.text)\"}".utf8)
      guard control("POST", "/_mock/clock", body) != nil else { return false }
      passed = passed + interval
      return true
    }
    guard isSlow || isPacing else { return false }
    WaitingThread.sleep(.nanoseconds(interval.nanoseconds))
    return true
  }

  /// A call of the mock's control API; nil when it is refused.
  private func control(_ method: String, _ target: String, _ body: [UInt8]?) -> JSONElement? {
    var request = HTTPRequest(
      method: method, target: target, host: client.authority, body: body ?? [])
    _ = request.addField("X-Verify-Mock-Account", account)
    if body != nil { _ = request.addField("Content-Type", "application/json") }
    guard case .success(let answer) = client.send(request), answer.response.status == 200 else {
      return nil
    }
    return (try? JSONDocument(answer.response.body))?.root
  }
}

package import VerifyMockCore
import VerifyMockHTTP

/// The mock in memory as an endpoint, with a clock of its own.
package struct EngineTransport: Transport {
  private var engine: Engine
  private var received: [CallbackRequest] = []
  package private(set) var now: Instant

  /// Serves a catalogue, one provider as a scenario changes it where one is given.
  package init(
    catalogue: Catalogue, scenario: Scenario? = nil, provider: Int = 0, seed: UInt64 = 1
  ) {
    var options = EngineOptions(seed: seed)
    options.isMagicOn = false
    engine = Engine(catalogue: catalogue, options: options)
    now = Instant(nanoseconds: 1_767_225_600_000_000_000)
    if let scenario { engine.use(scenario, provider: provider, account: nil, server: now) }
  }

  package mutating func send(_ request: BuiltRequest) -> Delivery {
    now = now + .milliseconds(10)
    let bytes = request.bytes(host: "127.0.0.1:8374")
    var parser = HTTPRequestParser()
    parser.append(bytes)
    guard parser.next() == .request else { return .failed("the request can't be read") }
    var response = HTTPResponse()
    let time = now
    _ = engine.handle(
      parser.request, server: time, client: Array("127.0.0.1".utf8), into: &response)
    receive()
    return Self.received(response, isHead: request.method == "HEAD")
  }

  package mutating func sendTogether(_ requests: [BuiltRequest]) -> [Delivery] {
    requests.map { send($0) }
  }

  package mutating func code(for wanted: WantedCode) -> String? {
    let number = PhoneNumber(wanted.recipient)
    let messages = engine.inbox.messages.reversed().filter { $0.recipient == number }
    let own = messages.first { $0.verification == Array(wanted.verification.utf8) }
    let message = own ?? (wanted.isExact ? nil : messages.first)
    return message.map { String(decoding: $0.code, as: UTF8.self) }
  }

  package mutating func pass(_ interval: Interval, isPacing: Bool) -> Bool {
    now = now + interval
    receive()
    return true
  }

  package mutating func callbacks() -> [CallbackRequest]? { received }

  private mutating func receive() { received += engine.receiveCallbacks(server: now) }

  /// What a client would read.
  private static func received(_ response: HTTPResponse, isHead: Bool) -> Delivery {
    var bytes = Array("HTTP/1.1 \(response.status) OK\r\n".utf8) + response.fields
    if response.status != 204 {
      bytes += Array("Content-Length: \(response.body.count)\r\n".utf8)
    }
    bytes += Array("\r\n".utf8)
    if !isHead { bytes += response.body }
    var parser = HTTPResponseParser(answersHead: isHead)
    parser.append(bytes)
    guard case .response(let received) = parser.next() else {
      return .failed("the answer can't be read")
    }
    return .answered(received, after: .milliseconds(1))
  }
}

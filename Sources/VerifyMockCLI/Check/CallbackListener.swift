import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

/// Listens for callbacks, answers each with 200 and keeps what came.
final class CallbackListener: Sendable {
  private let loop: EventLoop<CallbackReceiver>
  private let received: Mutex<[CallbackRequest]>

  /// Starts to listen; ends with its last reference.
  ///
  /// - Parameter port: 0 for one that is free.
  init(host: String, port: UInt16) throws(ListenError) {
    let received = Mutex<[CallbackRequest]>([])
    self.received = received
    loop = try EventLoop.start(
      CallbackReceiver(received: received),
      configuration: LoopConfiguration(hosts: [host], port: port))
  }

  /// Host and port as they stand in a URL.
  var authority: String { loop.addresses.first?.authority ?? "" }

  /// What came so far, in order.
  var requests: [CallbackRequest] { received.withLock { $0 } }

  /// What came until nothing more has come for a while.
  ///
  /// - Parameters:
  ///   - quiet: how long nothing may come behind the last one.
  ///   - limit: how long the first one may take, and all of them.
  func requests(quiet: Duration, limit: Duration) -> [CallbackRequest] {
    let start = MonotonicTime.now()
    var count = 0
    var changed = start
    while true {
      let requests = requests
      let now = MonotonicTime.now()
      if requests.count != count {
        count = requests.count
        changed = now
      }
      if now.since(start) >= limit || count > 0 && now.since(changed) >= quiet { return requests }
      WaitingThread.sleep(.milliseconds(20))
    }
  }
}

/// The application of a ``CallbackListener``.
private struct CallbackReceiver: Application, Sendable {
  /// More than any run asks for; what comes behind is answered and forgotten.
  private static let capacity = 1_000

  let received: Mutex<[CallbackRequest]>

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition {
    var headers: [(name: String, value: String)] = []
    for i in 0..<request.fieldCount {
      let (name, value) = request.field(i)
      headers.append(
        (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
    let callback = CallbackRequest(
      delivery: 0, method: String(decoding: request.method, as: UTF8.self),
      url: String(decoding: request.target, as: UTF8.self), headers: headers,
      body: Array(request.body))
    received.withLock { if $0.count < Self.capacity { $0.append(callback) } }
    response.status = 200
    return .reply
  }

  var nextDeadline: MonotonicTime? { nil }

  mutating func tick(now: MonotonicTime, context: inout LoopContext) {}

  mutating func outgoingEnded(
    _ id: OutgoingID, result: OutgoingResult, context: inout LoopContext
  ) {}

  mutating func exchangeEnded(_ id: ExchangeID) {}
}

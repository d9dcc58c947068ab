package import VerifyMockCore
package import VerifyMockHTTP
import VerifyMockJSON

/// An endpoint behind a connection; where it is the mock, its inbox and clock, too.
///
/// What touches the world is handed in, so the module stays pure.
package struct EndpointTransport: Transport {
  /// What this needs of the world.
  package struct World {
    /// Sends requests at once and waits for their answers.
    let send: ([HTTPRequest]) -> [Delivery]
    let sleep: (Interval) -> Void
    let now: () -> Instant
    /// Learns a code where the mock's inbox is not the place.
    let code: (WantedCode) -> String?
    /// Waits for callbacks and returns them; nil without a listener.
    let callbacks: (() -> [CallbackRequest])?

    package init(
      send: @escaping ([HTTPRequest]) -> [Delivery], sleep: @escaping (Interval) -> Void,
      now: @escaping () -> Instant, code: @escaping (WantedCode) -> String?,
      callbacks: (() -> [CallbackRequest])? = nil
    ) {
      self.send = send
      self.sleep = sleep
      self.now = now
      self.code = code
      self.callbacks = callbacks
    }

    /// The world as a client over sockets knows it.
    ///
    /// - Parameters:
    ///   - answers: sends requests at once; an answer comes with the time it took.
    ///   - wallNow: nanoseconds since 1970.
    package init<Failure: CustomStringConvertible>(
      answers:
        @escaping ([HTTPRequest]) -> [Result<
          (response: HTTPReceivedResponse, duration: Duration), Failure
        >],
      sleep: @escaping (Duration) -> Void, wallNow: @escaping () -> Int64,
      code: @escaping (WantedCode) -> String? = { _ in nil },
      callbacks: (() -> [CallbackRequest])? = nil
    ) {
      self.init(
        send: { requests in
          answers(requests).map { result in
            switch result {
            case .success(let (response, duration)):
              .answered(response, after: Self.interval(duration))
            case .failure(let failure): .failed(failure.description)
            }
          }
        }, sleep: { sleep(.nanoseconds($0.nanoseconds)) },
        now: { Instant(nanoseconds: wallNow()) }, code: code, callbacks: callbacks)
    }

    private static func interval(_ duration: Duration) -> Interval {
      let (seconds, attoseconds) = duration.components
      return Interval(nanoseconds: seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000)
    }
  }

  private let world: World
  private let authority: String
  private let path: String
  private let isMock: Bool
  private let readsInbox: Bool
  private let isSlow: Bool
  private let account: String
  private var passed = Interval.zero

  /// - Parameters:
  ///   - authority: host and port, for the Host field.
  ///   - path: what stands before every target.
  ///   - account: the credential whose inbox and clock the mock uses.
  package init(
    _ world: World, authority: String, path: String, isMock: Bool, readsInbox: Bool, isSlow: Bool,
    account: String
  ) {
    self.world = world
    self.authority = authority
    self.path = path
    self.isMock = isMock
    self.readsInbox = readsInbox
    self.isSlow = isSlow
    self.account = account
  }

  package var now: Instant { world.now() + passed }

  package mutating func send(_ request: BuiltRequest) -> Delivery {
    sendTogether([request]).first ?? .failed("nothing was sent")
  }

  package mutating func sendTogether(_ requests: [BuiltRequest]) -> [Delivery] {
    world.send(requests.map { message($0) })
  }

  private func message(_ request: BuiltRequest) -> HTTPRequest {
    let target = RequestMaker.target(request.target, behind: path)
    var message = HTTPRequest(
      method: request.method, target: target, host: authority, body: request.body)
    for (name, value) in request.fields { _ = message.addField(name, value) }
    return message
  }

  package mutating func code(for wanted: WantedCode) -> String? {
    guard readsInbox else { return world.code(wanted) }
    let digits = wanted.recipient.filter { $0.isASCII && $0.isNumber }
    guard let body = control("GET", "/_mock/inbox?recipient=%2B\(digits)&wait=2s", nil) else {
      return nil
    }
    let items = body["items"]?.elements ?? []
    let own = items.first { $0["verification"]?.string == wanted.verification }
    return (own ?? items.first)?["code"]?.string
  }

  package mutating func pass(_ interval: Interval, isPacing: Bool) -> Bool {
    if isMock {
      let body = Array("{\"advance\":\"\(interval.text)\"}".utf8)
      guard control("POST", "/_mock/clock", body) != nil else { return false }
      passed = passed + interval
      return true
    }
    guard isSlow || interval <= .milliseconds(2_500) else { return false }
    world.sleep(interval)
    return true
  }

  package mutating func callbacks() -> [CallbackRequest]? {
    guard let callbacks = world.callbacks else { return nil }
    // By then every stage of a delivery has been reported.
    if isMock { _ = pass(.seconds(60), isPacing: false) }
    return callbacks()
  }

  /// A call of the mock's control API; nil when it is refused.
  private func control(_ method: String, _ target: String, _ body: [UInt8]?) -> JSONElement? {
    var request = HTTPRequest(
      method: method, target: target, host: authority, body: body ?? [])
    request.setField(.mockAccount, account)
    if body != nil { request.setField(.contentType, "application/json") }
    guard case .answered(let response, _)? = world.send([request]).first, response.status == 200
    else { return nil }
    return (try? JSONDocument(response.body))?.root
  }
}

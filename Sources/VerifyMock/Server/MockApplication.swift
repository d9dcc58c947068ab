import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockNetwork
import VerifyMockTLS

/// What the loop serves: the engine, and the control API over it.
struct MockApplication: Application, Sendable {
  var engine: Engine
  var control: ControlAPI
  let guardian: ControlGuard
  /// Callbacks go to loopback and to these hosts only.
  let callbackHosts: [String]
  /// What becomes of requests that name a host of their own.
  let proxy: ProxyRules
  /// Whom servers over TLS have to prove themselves to.
  var trust = TLSTrust.system
  /// What it proves itself with to clients that take it for a provider's host.
  let security: ServingSecurity
  var waits = WaitList()
  /// The sequence number of the last message that waits have been ended for.
  var seenMessages = 0
  /// Which callback a request of ours belongs to.
  var outgoing: [OutgoingID: Int] = [:]
  /// When our requests were sent, oldest first: each holds a clock for a while.
  var heldSince = Queue<(id: OutgoingID, started: MonotonicTime)>()
  /// What callers name the accounts with that tests on a shared server have of their own.
  var ownedKeys: Set<String> = []
  /// The last request of an unknown account that was reported to a test.
  var toldSequence = 0
  /// The folders whose documents are read again when they change.
  var watch: FolderWatch?
  /// When the loop should look again.
  var nextDeadline: MonotonicTime?
  var metrics: Metrics
  private var client = ClientAddress()
  /// Takes lines for the log.
  let log: @Sendable (String) -> Void

  init(
    engine: Engine, control: ControlAPI, guardian: ControlGuard, callbackHosts: [String],
    proxy: ProxyRules, security: ServingSecurity, start: Instant,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.engine = engine
    self.control = control
    self.guardian = guardian
    self.callbackHosts = callbackHosts
    self.proxy = proxy
    self.security = security
    self.log = log
    metrics = Metrics(catalogue: engine.catalogue, start: start)
  }

  mutating func handle(
    _ request: HTTPRequestView, exchange: ExchangeID, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) -> Disposition {
    guard Self.isKnown(request.method) else { return refuseMethod(request, &context, &response) }
    if request.authority != nil,
      let handling = forward(request, peer, &context, &response)
    {
      return handling
    }
    if Self.isControl(request), !isForProvider(request) {
      let server = Instant(nanoseconds: context.wallNow)
      return handleControl(request, exchange, peer, server, &context, &response)
    }
    return serve(request, peer, &context, &response)
  }

  /// Has the engine answer a request.
  mutating func serve(
    _ request: HTTPRequestView, _ peer: Peer, _ context: inout LoopContext,
    _ response: inout HTTPResponse
  ) -> Disposition {
    let server = Instant(nanoseconds: context.wallNow)
    let reply = engine.handle(
      request, server: server, client: client.bytes(of: peer), into: &response)
    if reply.isUnfit { logRefusal() }
    finishRound(&context, server)
    metrics.count(reply, since: context.now)
    let fault = reply.fault.map(Self.fault)
    if let delay = reply.delay {
      return .replyAfter(.nanoseconds(delay.nanoseconds), fault)
    }
    return fault.map { .fault($0) } ?? .reply
  }

  mutating func refused(
    _ refusal: HTTPRefusal, request: HTTPRequestView, peer: Peer, context: inout LoopContext,
    response: inout HTTPResponse
  ) {
    metrics.count(refusal)
    response.setField(.mockReason, refusal.reason)
    let server = Instant(nanoseconds: context.wallNow)
    engine.enter(refusal, request: request, server: server, response: response)
    log("\(response.status) refused message: \(refusal.reason)")
  }

  func describe(_ refusal: LoopRefusal, in response: inout HTTPResponse) {
    let (place, hint): (String, String?) =
      switch refusal {
      case .tooManyConnections: ("server", "close connections, or allow more of them")
      case .requestTooSlow: ("HTTP message", "RFC 9110 section 15.5.9")
      case .plainHTTP: ("connection", nil)
      case .nestedTLS: ("proxy", "use a server without --tls as the proxy")
      case .tunnelFailed: ("proxy", nil)
      }
    Self.write(
      ControlError(refusal.status, refusal.description, at: place, hint: hint), to: &response)
  }

  private static func fault(_ fault: Scenario.Fault) -> ConnectionFault {
    switch fault {
    case .reset: .reset
    case .close: .close
    case .stall: .stall
    case .truncate: .truncate
    case .garbage: .garbage
    }
  }

  static func write(_ error: ControlError, to response: inout HTTPResponse) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("error")
    writer.beginObject()
    writer.key("what")
    writer.string(error.what)
    if let place = error.place {
      writer.key("where")
      writer.string(place)
    }
    if let hint = error.hint {
      writer.key("hint")
      writer.string(hint)
    }
    writer.endObject()
    writer.endObject()
    response.status = error.status
    response.body = writer.bytes
    if let allowed = error.allowed { response.setField(.allow, allowed) }
    response.setField(.contentType, "application/json")
  }

  /// Says on the log why a request was refused that no operation or contract fits.
  private func logRefusal() {
    guard let exchange = engine.journal.last, let reason = exchange.reason else { return }
    let target = String(
      decoding: exchange.request.target.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    log(
      "\(exchange.status) \(exchange.request.method) \(LogMask.masked(target)): \(LogMask.masked(reason))"
    )
  }
}

/// The text of a client's address, made anew only when another client asks.
struct ClientAddress: Sendable {
  private var address: SocketAddress?
  private var text: [UInt8] = []

  mutating func bytes(of peer: Peer) -> [UInt8] {
    let address = peer.socketAddress.with(port: 0)
    if address != self.address {
      self.address = address
      text = Array(peer.address.utf8)
    }
    return text
  }
}

package import VerifyMockHTTP
package import VerifyMockTLS

/// Sends requests from a thread that may wait: for commands, never for the loop.
///
/// Each request has a connection of its own, which keeps what is measured simple.
package struct BlockingHTTPClient: Sendable {
  package typealias Answer = (response: HTTPReceivedResponse, duration: Duration)

  /// Host and port as the Host field has them.
  package let authority: String
  /// Whether only this machine can be at the other end.
  package let isLoopback: Bool
  let host: String
  let port: UInt16
  let addresses: [SocketAddress]
  let security: TLSContext?
  let proxy: HTTPProxy?
  let limits: TimeLimits

  /// Looks the host up, or the proxy's; waits for name servers.
  ///
  /// - Parameters:
  ///   - trust: whom a server over TLS has to prove itself to.
  ///   - proxy: where a way to a server over TLS is asked for; nil to go straight.
  package init(
    url: EndpointURL, trust: TLSTrust = .system, proxy: HTTPProxy? = nil,
    limits: TimeLimits = TimeLimits()
  ) throws(Failure) {
    host = url.host
    port = url.port
    authority = url.authority
    self.proxy = url.isSecure ? proxy : nil
    self.limits = limits
    let (name, port) = self.proxy.map { ($0.host, $0.port) } ?? (url.host, url.port)
    let literal = SocketAddress(literal: name, port: port)
    addresses = literal.map { [$0] } ?? NameLookup(name: name, port: port).addresses
    guard !addresses.isEmpty else { throw .unreachable("'\(name)' has no address") }
    isLoopback = self.proxy == nil && addresses.allSatisfy(\.isLoopback)
    guard url.isSecure else {
      security = nil
      return
    }
    do throws(TLSError) {
      security = try TLSContext.client(TLSLibrary.load(), trust: trust)
    } catch {
      throw .unavailable(error.description)
    }
  }

  /// Sends one request.
  package func send(_ request: HTTPRequest) -> Result<Answer, Failure> {
    send([request]).first ?? .failure(.broken("nothing was sent"))
  }

  /// Sends requests at once: all are connected and written before any answer is read.
  package func send(_ requests: [HTTPRequest]) -> [Result<Answer, Failure>] {
    let transports = requests.map { _ in
      Result { () throws(Failure) in try connect() }
    }
    defer { for case .success(let transport) in transports { transport.close() } }
    let deadline = MonotonicTime.now().advanced(by: limits.response)
    var starts: [MonotonicTime] = []
    var failures: [Failure?] = []
    for (request, transport) in zip(requests, transports) {
      starts.append(MonotonicTime.now())
      switch transport {
      case .failure(let failure): failures.append(failure)
      case .success(let transport):
        failures.append(write(request, to: transport, until: deadline))
      }
    }
    return requests.indices.map { i in
      if let failure = failures[i] { return .failure(failure) }
      guard case .success(let transport) = transports[i] else { return .failure(.timedOut) }
      let isHead = requests[i].method == "HEAD"
      return read(from: transport, isHead: isHead, until: deadline).map {
        ($0, MonotonicTime.now().since(starts[i]))
      }
    }
  }

  private func write(
    _ request: HTTPRequest, to transport: Transport, until deadline: MonotonicTime
  ) -> Failure? {
    var request = request
    request.closesConnection = true
    var bytes: [UInt8] = []
    guard HTTPRequestSerializer.append(request: request, to: &bytes) else {
      return .broken("the request can't be written")
    }
    return transport.sendAll(bytes, until: deadline) ? nil : .timedOut
  }

  private func read(
    from transport: Transport, isHead: Bool, until deadline: MonotonicTime
  ) -> Result<HTTPReceivedResponse, Failure> {
    var limits = HTTPLimits()
    limits.body = 16 << 20
    var parser = HTTPResponseParser(limits: limits, answersHead: isHead)
    while true {
      var outcome = TransportOutcome.blocked
      _ = parser.receive { buffer in
        outcome = transport.receive(into: buffer)
        if case .moved(let count) = outcome { return count }
        return 0
      }
      var event = HTTPResponseParser.Event.needMore
      switch outcome {
      case .moved: event = parser.next()
      case .blocked:
        guard transport.wait(until: deadline) else { return .failure(.timedOut) }
        continue
      case .ended, .failed:
        // Only an orderly end completes an answer that has no length.
        event = outcome == .ended ? parser.finish() : .needMore
        if event == .needMore {
          let reason = transport.link?.failure.map(\.description)
          return .failure(.broken(reason ?? "the connection was closed without an answer"))
        }
      }
      switch event {
      case .needMore: continue
      case .response(let response): return .success(response)
      case .refused(let refusal): return .failure(.broken(Self.text(of: refusal)))
      }
    }
  }
}

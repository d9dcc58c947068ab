package import VerifyMockHTTP
package import VerifyMockTLS

/// Sends requests from a thread that may wait: for commands, never for the loop.
///
/// Each request has its own connection, so its duration includes nothing else.
package struct HTTPClient: Sendable {
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
  /// How many bytes of content an answer may have.
  let largestBody: Int

  /// Looks the host up, or the proxy's; waits for name servers.
  ///
  /// - Parameters:
  ///   - trust: whom a server over TLS has to prove itself to.
  ///   - proxy: where a way to a server over TLS is asked for; nil to go straight.
  package init(
    url: EndpointURL, trust: TLSTrust = .system, proxy: HTTPProxy? = nil,
    limits: TimeLimits = TimeLimits(), largestBody: Int = 16 << 20
  ) throws(Failure) {
    host = url.host
    port = url.port
    authority = url.authority
    self.proxy = url.isSecure ? proxy : nil
    self.limits = limits
    self.largestBody = largestBody
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
    let channels = requests.map { _ in
      Result { () throws(Failure) in try connect() }
    }
    defer { for case .success(let channel) in channels { channel.close() } }
    let deadline = MonotonicTime.now().advanced(by: limits.response)
    var starts: [MonotonicTime] = []
    var failures: [Failure?] = []
    for (request, channel) in zip(requests, channels) {
      starts.append(MonotonicTime.now())
      switch channel {
      case .failure(let failure): failures.append(failure)
      case .success(let channel):
        failures.append(write(request, to: channel, until: deadline))
      }
    }
    return requests.indices.map { i in
      if let failure = failures[i] { return .failure(failure) }
      guard case .success(let channel) = channels[i] else { return .failure(.timedOut) }
      let isHead = requests[i].method == "HEAD"
      return read(from: channel, isHead: isHead, until: deadline).map {
        ($0, MonotonicTime.now().since(starts[i]))
      }
    }
  }

  private func write(
    _ request: HTTPRequest, to channel: Channel, until deadline: MonotonicTime
  ) -> Failure? {
    var request = request
    request.closesConnection = true
    var bytes: [UInt8] = []
    guard HTTPRequestSerializer.append(request: request, to: &bytes) else {
      return .broken("the request can't be written")
    }
    return channel.sendAll(bytes, until: deadline) ? nil : .timedOut
  }

  private func read(
    from channel: Channel, isHead: Bool, until deadline: MonotonicTime
  ) -> Result<HTTPReceivedResponse, Failure> {
    var limits = HTTPLimits()
    limits.body = largestBody
    var parser = HTTPResponseParser(limits: limits, answersHead: isHead)
    while true {
      var outcome = ChannelOutcome.blocked
      _ = parser.receive { buffer in
        outcome = channel.receive(into: buffer)
        if case .moved(let count) = outcome { return count }
        return 0
      }
      var event = HTTPResponseParser.Event.needMore
      switch outcome {
      case .moved: event = parser.next()
      case .blocked:
        guard channel.wait(until: deadline) else { return .failure(.timedOut) }
        continue
      case .ended, .failed:
        // Only an orderly end completes an answer that has no length.
        event = outcome == .ended ? parser.finish() : .needMore
        if event == .needMore {
          let reason = channel.link?.failure.map(\.description)
          return .failure(.broken(reason ?? "the connection was closed without an answer"))
        }
      }
      switch event {
      case .needMore, .head: continue
      case .response(let response): return .success(response)
      case .refused(let refusal): return .failure(.broken(text(of: refusal)))
      }
    }
  }
}

extension HTTPClient {
  /// Why a request got no answer.
  package enum Failure: Error, Sendable, Equatable {
    case unreachable(String)
    /// No connection came about in time.
    case connectTimedOut
    /// The connection was there, and keys were not agreed on in time.
    case handshakeTimedOut
    /// The request went out, and no whole answer came in time.
    case timedOut
    /// The server did not prove to be the one that was asked for; nothing was sent to it.
    case untrusted(String)
    /// The proxy gave no way to the server.
    case proxyRefused(String)
    /// TLS can't be spoken here at all.
    case unavailable(String)
    case broken(String)
  }
}

extension HTTPClient.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let reason): "the endpoint can't be reached: \(reason)"
    case .connectTimedOut: "no connection came about in time"
    case .handshakeTimedOut: "the TLS handshake was not over in time"
    case .timedOut: "no answer came in time"
    case .untrusted(let reason): "no TLS connection came about: \(reason)"
    case .proxyRefused(let reason): "the proxy refused the way to the endpoint: \(reason)"
    case .unavailable(let reason): reason
    case .broken(let reason): reason
    }
  }
}

extension HTTPClient {
  /// Why an answer is not one of HTTP/1.
  private func text(of refusal: HTTPRefusal) -> String {
    switch refusal {
    case .truncated: "the connection was closed before the answer was whole"
    case .bodyTooLarge: "the answer's body is larger than \(largestBody >> 20) MiB"
    case .fieldSectionTooLarge, .tooManyFields: "the answer's header is too large"
    case .malformedStatusLine: "the answer does not begin with a proper HTTP status line"
    case .repeatedContentLength: "the answer has two Content-Length fields that differ"
    default: "the answer breaks HTTP: " + Self.words(of: "\(refusal)")
    }
  }

  /// `invalid chunk size`
  private static func words(of name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }
}

/// How long each phase of a request may take.
package struct TimeLimits: Sendable {
  /// Until there is a connection, to the proxy where there is one.
  package var connect: Duration
  /// Until keys are agreed on; of a proxy, until it has found the way.
  package var handshake: Duration
  /// From the first byte of the request to the last one of the answer.
  package var response: Duration

  /// The same for each phase.
  package init(_ each: Duration = .seconds(10)) {
    connect = each
    handshake = each
    response = each
  }
}

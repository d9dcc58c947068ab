import VerifyMockCore
import VerifyMockHTTP
import VerifyMockTLS
import VerifyMockNetwork

extension MockApplication {
  /// Handles a request whose target has a host; nil when that host is this server.
  mutating func forward(
    _ request: HTTPRequestView, _ exchange: ExchangeID, _ peer: Peer,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Disposition? {
    guard let target = ProxyTarget(request) else { return nil }
    let isTunnel = request.path.isEmpty
    switch proxy.decision(on: target, addresses: context.addresses) {
    case .own: return isTunnel ? .tunnel(.here(nil)) : nil
    case .served:
      if isTunnel { return answerInside(target, &response) }
      return serve(request, peer, &context, &response)
    case .passed:
      // Through the proxy no client reaches this server, whose rules look at the peer's address, and
      // clients on other machines reach nothing on this machine.
      if !isTunnel, answerAsLastHop(request, &response) { return .reply }
      let reach = peer.isLoopback ? Reach.notBack : .otherMachines
      if isTunnel { return .tunnel(.elsewhere(host: target.host, port: target.port, reach)) }
      return pass(request, on: target, reach, exchange, &context)
    case .foreign: return refuse(request, target, &context, &response)
    }
  }

  /// Whether a request is meant for a provider's host, as those behind a CONNECT are: there is no
  /// control API there.
  func isForProvider(_ request: HTTPRequestView) -> Bool {
    guard let field = request.host, let authority = HTTPAuthority(field) else {
      return false
    }
    return proxy.served.contains(String(decoding: authority.host, as: UTF8.self).lowercased())
  }

  /// Plays the host's part behind a CONNECT: over TLS, but at the port of plain http.
  private func answerInside(_ target: ProxyTarget, _ response: inout HTTPResponse) -> Disposition {
    if target.port == 80 { return .tunnel(.here(nil)) }
    do throws(MockServerError) {
      return .tunnel(.here(try security.context(for: target.host)))
    } catch {
      Self.write(ControlError(501, error.message, at: "proxy"), to: &response)
      response.setReason("Not Implemented: there is no TLS here; the content says why")
      log("501 CONNECT \(target.text): \(error.message)")
      return .reply
    }
  }

  /// Answers in the place of the host when a client that traces the way asks for the proxy itself
  /// (RFC 9110 section 7.6.2).
  private func answerAsLastHop(
    _ request: HTTPRequestView, _ response: inout HTTPResponse
  ) -> Bool {
    guard ForwardedMessage.isLastHop(request) else { return false }
    // TRACE would send the client's own fields back, which no client of a mock needs.
    response.status = request.method.equals("OPTIONS") ? 204 : 405
    response.setField(.allow, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
    return true
  }

  private mutating func refuse(
    _ request: HTTPRequestView, _ target: ProxyTarget, _ context: inout LoopContext,
    _ response: inout HTTPResponse
  ) -> Disposition {
    let refusal = proxy.refusal(of: target)
    Self.write(refusal, to: &response)
    response.setReason(
      "Forbidden: \(target.host) is no provider's host; verify-mock --pass \(target.host) allows it"
    )
    let reason = refusal.what + "; " + (refusal.hint ?? "")
    metrics.foreign += 1
    engine.enter(
      unserved: request, isForeign: true, at: Instant(nanoseconds: context.wallNow), reason: reason,
      response: response)
    log("\(refusal.status) \(String(decoding: request.method, as: UTF8.self)) \(reason)")
    return .reply
  }

  private mutating func pass(
    _ request: HTTPRequestView, on target: ProxyTarget, _ reach: Reach, _ exchange: ExchangeID,
    _ context: inout LoopContext
  ) -> Disposition {
    var limits = HTTPLimits()
    limits.body = 16 << 20
    let message = ForwardedMessage.request(request, to: target)
    var outgoing = OutgoingRequest(
      host: target.host, port: target.port, message: message,
      trust: target.isSecure ? trust : nil, timeout: .seconds(30), limits: limits)
    outgoing.reach = reach
    forwarded[context.send(outgoing)] = exchange
    return .later
  }

  /// Hands the answer to a request that was passed on to whoever sent it.
  mutating func forwardEnded(
    _ id: OutgoingID, _ result: OutgoingResult, _ context: inout LoopContext
  ) {
    guard let exchange = forwarded.removeValue(forKey: id) else { return }
    var response = HTTPResponse()
    if case .answered(let answer) = result {
      response = ForwardedMessage.response(answer)
    } else {
      let status: Int
      switch result {
      case .timedOut: status = 504
      case .forbidden(let why):
        status = 403
        log("403 a request through the proxy was refused: \(why)")
      default: status = 502
      }
      Self.write(
        ControlError(status, "the host of this request: \(result.text)", at: "proxy"),
        to: &response)
    }
    context.complete(exchange, response)
  }
}

extension MockApplication {
  mutating func tunnelRefused(to host: String, _ reason: String, peer: Peer) {
    metrics.foreign += 1
    log("403 CONNECT \(host) of \(peer.address) was refused: \(reason)")
  }

  mutating func handshakeFailed(_ reason: String, peer: Peer) {
    log("a connection from \(peer.address) was refused: \(reason)")
  }
}

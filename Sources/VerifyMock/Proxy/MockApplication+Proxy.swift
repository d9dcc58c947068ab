import VerifyMockCore
import VerifyMockHTTP
import VerifyMockTLS

extension MockApplication {
  /// What becomes of a request that names a host of its own; nil when that is this server.
  mutating func forward(
    _ request: HTTPRequestView, _ exchange: ExchangeID, _ peer: Peer,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Handling? {
    guard let target = ProxyTarget(request) else { return nil }
    let isTunnel = request.path.isEmpty
    switch proxy.decision(on: target, addresses: context.addresses) {
    case .own: return isTunnel ? .tunnel(.here(nil)) : nil
    case .served:
      if isTunnel { return answerInside(target, &response) }
      return serve(request, peer, &context, &response)
    case .passed:
      if isTunnel { return .tunnel(.elsewhere(host: target.host, port: target.port)) }
      return pass(request, on: target, exchange, &context, &response)
    case .foreign: return refuse(request, target, &context, &response)
    }
  }

  /// Whether the Host field names a provider's host, as it does behind a CONNECT: there is no control
  /// API there.
  func isForProvider(_ request: HTTPRequestView) -> Bool {
    guard let field = request.value(of: "host"), let authority = HTTPAuthority(field) else {
      return false
    }
    return proxy.served.contains(String(decoding: authority.host, as: UTF8.self).lowercased())
  }

  /// Plays the host's part behind a CONNECT: over TLS, but at the port of plain http.
  private func answerInside(_ target: ProxyTarget, _ response: inout HTTPResponse) -> Handling {
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

  private mutating func refuse(
    _ request: HTTPRequestView, _ target: ProxyTarget, _ context: inout LoopContext,
    _ response: inout HTTPResponse
  ) -> Handling {
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
    _ request: HTTPRequestView, on target: ProxyTarget, _ exchange: ExchangeID,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Handling {
    var limits = HTTPLimits()
    limits.body = 16 << 20
    let message = ForwardedMessage.request(request, to: target)
    let id = context.send(
      OutgoingRequest(
        host: target.host, port: target.port, message: message,
        trust: target.isSecure ? trust : nil, timeout: .seconds(30), limits: limits))
    forwarded[id] = exchange
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
      Self.write(
        ControlError(
          result == .timedOut ? 504 : 502, "the host of this request: \(result.text)",
          at: "proxy"),
        to: &response)
    }
    context.complete(exchange, response)
  }
}

extension MockApplication {
  mutating func handshakeFailed(_ reason: String, peer: Peer) {
    log("a connection from \(peer.address) was refused: \(reason)")
  }
}

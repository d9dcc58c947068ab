import VerifyMockCore
import VerifyMockHTTP
import VerifyMockTLS
import VerifyMockNetwork

extension MockApplication {
  /// Handles a request whose target has a host; nil when that host is this server.
  mutating func forward(
    _ request: HTTPRequestView, _ peer: Peer, _ context: inout LoopContext,
    _ response: inout HTTPResponse
  ) -> Disposition? {
    guard let target = ProxyTarget(request) else { return nil }
    let isTunnel = request.path.isEmpty
    switch proxy.decision(on: target, addresses: context.addresses) {
    case .own: return isTunnel ? .tunnel(.here(nil)) : nil
    case .served:
      if isTunnel { return answerInside(target, &response) }
      return serve(request, peer, &context, &response)
    case .passed:
      if isTunnel {
        return .tunnel(
          .elsewhere(host: target.host, port: target.port, Self.reach(of: peer)))
      }
      // All others have been passed on, see ``passes(_:peer:context:)``.
      answerAsLastHop(request, &response)
      return .reply
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
  private func answerAsLastHop(_ request: HTTPRequestView, _ response: inout HTTPResponse) {
    // TRACE would send the client's own fields back, which no client of a mock needs.
    response.status = request.method.equals("OPTIONS") ? 204 : 405
    response.setField(.allow, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
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

  mutating func passes(
    _ head: HTTPRequestView, peer: Peer, context: inout LoopContext
  ) -> OutgoingRequest? {
    guard Self.isKnown(head.method), !ForwardedMessage.isLastHop(head),
      let target = ProxyTarget(head),
      proxy.decision(on: target, addresses: context.addresses) == .passed
    else { return nil }
    var outgoing = OutgoingRequest(
      host: target.host, port: target.port, message: ForwardedMessage.request(head, to: target),
      trust: target.isSecure ? trust : nil, timeout: .seconds(30))
    outgoing.reach = Self.reach(of: peer)
    return outgoing
  }

  /// Through the proxy no client reaches this server, whose rules look at the peer's address, and
  /// clients on other machines reach nothing on this machine.
  private static func reach(of peer: Peer) -> Reach { peer.isLoopback ? .notBack : .otherMachines }

  func passedAnswer(_ head: HTTPReceivedResponse) -> HTTPResponse {
    ForwardedMessage.response(head)
  }

  mutating func passFailed(_ result: OutgoingResult, response: inout HTTPResponse) {
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

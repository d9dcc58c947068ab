import VerifyMockCore
import VerifyMockHTTP

extension MockApplication {
  /// What becomes of a request that names a host of its own; nil when that is this server.
  mutating func forward(
    _ request: HTTPRequestView, _ exchange: ExchangeID, _ peer: Peer,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Handling? {
    guard let target = ProxyTarget(request) else { return nil }
    let isTunnel = request.path.isEmpty
    switch proxy.decision(on: target, addresses: context.addresses) {
    case .own: return isTunnel ? refuse(request, target, &context, &response) : nil
    case .served:
      if isTunnel { return refuse(request, target, &context, &response) }
      return serve(request, peer, &context, &response)
    case .passed:
      if isTunnel { return refuse(request, target, &context, &response) }
      return pass(request, on: target, exchange, &context, &response)
    case .foreign: return refuse(request, target, &context, &response)
    }
  }

  private mutating func refuse(
    _ request: HTTPRequestView, _ target: ProxyTarget, _ context: inout LoopContext,
    _ response: inout HTTPResponse
  ) -> Handling {
    let refusal = proxy.refusal(of: target)
    Self.write(refusal, to: &response)
    let reason = refusal.what + "; " + (refusal.hint ?? "")
    engine.record(
      foreign: request, at: Instant(nanoseconds: context.wallNow), reason: reason,
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
        host: target.host, port: target.port, message: message, timeout: .seconds(30),
        limits: limits))
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

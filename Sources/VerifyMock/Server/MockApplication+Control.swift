import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

extension MockApplication {
  /// Whether a request is for the control API or the page, and not for a provider.
  static func isControl(_ request: HTTPRequestView) -> Bool {
    let path = request.path
    // Nearly all other paths begin with another letter.
    guard path.count > 1 else { return path.equals("/") || path.equals("*") }
    guard path[1] == UInt8(ascii: "_") || path[1] == UInt8(ascii: "f") else { return false }
    return path.starts(with: "/_mock/".utf8) || path.equals("/_mock")
      || path.equals("/favicon.ico")
  }

  mutating func handleControl(
    _ request: HTTPRequestView, _ exchange: ExchangeID, _ peer: Peer, _ server: Instant,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Disposition {
    if request.path.count == 1, let handling = answerMethod(request, &context, &response) {
      return handling
    }
    metrics.controlCalls += 1
    // Whether the server lives is no secret: container health checks have no token.
    let isHealth = request.path.elementsEqual("/_mock/health".utf8)
    let isPage = request.path.equals("/")
    if !isHealth, let refusal = guardian.refusal(of: request, isLoopback: peer.isLoopback) {
      if isPage { Self.greet(refusal, &response) } else { Self.write(refusal, to: &response) }
      return .reply
    }
    if request.path.elementsEqual("/favicon.ico".utf8) {
      response.status = 204
      return .reply
    }
    if isPage {
      response.body = Page.bytes(engine, server: server)
      _ = response.addField("Content-Type", "text/html; charset=utf-8")
      _ = response.addField(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
      return .reply
    }
    do throws(ControlError) {
      let answer = try control.answer(
        ControlRequest(request, hasToken: guardian.hasToken(request)), engine: &engine,
        server: server)
      return put(answer, exchange, server, &context, &response)
    } catch {
      Self.write(error, to: &response)
      return .reply
    }
  }

  /// What `/` tells those who may not see the inbox: that a server answers here, and nothing else.
  private static func greet(_ refusal: ControlError, _ response: inout HTTPResponse) {
    let text =
      "VerifyMock answers here. Its inbox is not shown: \(refusal.what); "
      + "\(refusal.hint ?? "").\n"
    response.body = Array(text.utf8)
    _ = response.addField("Content-Type", "text/plain; charset=utf-8")
  }

  private mutating func put(
    _ answer: ControlAPI.Answer, _ exchange: ExchangeID, _ server: Instant,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Disposition {
    let now = context.now
    switch answer {
    case .metrics:
      response.body = control.metricsBytes(metrics, engine, connections: context.connections)
      _ = response.addField("Content-Type", ControlAPI.metricsType)
    case .json(let bytes, let status):
      response.status = status
      response.body = bytes
      _ = response.addField("Content-Type", "application/json")
      settle(&context, server)
    case .later(let what, let limit):
      let deadline = limit.map { now.advanced($0) }
      wait(Wait(what: what, who: .exchange(exchange), deadline: deadline), &context, server)
      return .later
    }
    return .reply
  }
}

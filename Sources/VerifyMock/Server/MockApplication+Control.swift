import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

extension MockApplication {
  /// Whether a request is for the control API or the page, and not for a provider.
  static func isControl(_ request: HTTPRequestView) -> Bool {
    let path = request.path
    // Nearly all other paths start with another letter.
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
      response.setField(.contentType, "text/html; charset=utf-8")
      response.setField(.contentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'")
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

  /// What `/` shows to those who may not see the inbox: that a server answers here.
  private static func greet(_ refusal: ControlError, _ response: inout HTTPResponse) {
    let text =
      "VerifyMock answers here. Its inbox is not shown: \(refusal.what); "
      + "\(refusal.hint ?? "").\n"
    response.body = Array(text.utf8)
    response.setField(.contentType, "text/plain; charset=utf-8")
  }

  private mutating func put(
    _ answer: ControlAPI.Answer, _ exchange: ExchangeID, _ server: Instant,
    _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Disposition {
    let now = context.now
    switch answer {
    case .metrics:
      response.body = control.metricsBytes(metrics, engine, connections: context.connections)
      response.setField(.contentType, ControlAPI.metricsType)
    case .json(let bytes, let status):
      response.status = status
      response.body = bytes
      response.setField(.contentType, "application/json")
      finishRound(&context, server)
    case .later(let what, let limit):
      let deadline = limit.map { now.advanced($0) }
      wait(Wait(what: what, who: .exchange(exchange), deadline: deadline), &context, server)
      return .later
    }
    return .reply
  }
}

extension MockApplication {
  /// The methods of RFC 9110 section 9 and RFC 5789; a document can describe no other.
  @inline(__always)
  static func isKnown(_ method: Bytes) -> Bool {
    switch method.count {
    case 3: method.equals("GET") || method.equals("PUT")
    case 4: method.equals("POST") || method.equals("HEAD")
    case 5: method.equals("PATCH") || method.equals("TRACE")
    case 6: method.equals("DELETE")
    case 7: method.equals("OPTIONS") || method.equals("CONNECT")
    default: false
    }
  }

  /// An unknown method is not implemented (RFC 9110 section 9.1).
  mutating func refuseMethod(
    _ request: HTTPRequestView, _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Disposition {
    let method = String(decoding: request.method, as: UTF8.self)
    let what = "the method '\(method)' is not implemented; methods are case-sensitive"
    return refuse(request, ControlError(501, what, at: "method"), context, &response)
  }

  /// What `/` and `*` say to other methods than those of the page; nil for the page's own.
  mutating func answerMethod(
    _ request: HTTPRequestView, _ context: inout LoopContext, _ response: inout HTTPResponse
  ) -> Disposition? {
    let isPage = request.path.equals("/")
    if isPage, request.method.equals("GET") || request.method.equals("HEAD") { return nil }
    let allowed = isPage ? "GET, HEAD, OPTIONS" : "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
    if request.method.equals("OPTIONS") {
      response.status = 204
      response.setField(.allow, allowed)
      return .reply
    }
    // Most likely a client whose base URL lacks the path, so that its request is not lost.
    let method = String(decoding: request.method, as: UTF8.self)
    let error = ControlError(
      405, "no operation has the path '/'", at: "\(method) /",
      hint: "does the client's base URL lack its path?", allowed: allowed)
    return refuse(request, error, context, &response)
  }

  private mutating func refuse(
    _ request: HTTPRequestView, _ error: ControlError, _ context: LoopContext,
    _ response: inout HTTPResponse
  ) -> Disposition {
    Self.write(error, to: &response)
    let reason = error.what + (error.hint.map { "; " + $0 } ?? "")
    response.setField(.mockReason, reason)
    engine.enter(
      unserved: request, isForeign: false, at: Instant(nanoseconds: context.wallNow),
      reason: reason, response: response)
    log("\(error.status) \(reason)")
    return .reply
  }
}

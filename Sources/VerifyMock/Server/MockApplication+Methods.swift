import VerifyMockCore
import VerifyMockHTTP
import VerifyMockNetwork

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

  /// A method that nobody has heard of is not implemented (RFC 9110 section 9.1).
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
      _ = response.addField("Allow", allowed)
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
    _ = response.addField("X-Verify-Mock-Reason", reason)
    engine.enter(
      unserved: request, isForeign: false, at: Instant(nanoseconds: context.wallNow),
      reason: reason, response: response)
    log("\(error.status) \(reason)")
    return .reply
  }
}

package import VerifyMockHTTP

extension Engine {
  /// Enters a message that was refused before it became a request into the journal.
  ///
  /// - Parameters:
  ///   - request: what was read of it; the method is empty when it is not known.
  ///   - response: what it was answered.
  package mutating func enter(
    _ refusal: HTTPRefusal, request: HTTPRequestView, server: Instant, response: HTTPResponse
  ) {
    var exchange = Exchange(time: server)
    exchange.refusal = refusal
    exchange.reason = refusal.reason
    exchange.status = response.status
    exchange.record(request, RequestFields(request), response, in: &output)
    journal.append(exchange)
  }
}

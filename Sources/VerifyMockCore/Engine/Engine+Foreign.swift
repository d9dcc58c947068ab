package import VerifyMockHTTP

extension Engine {
  /// Enters a request for a host that is not served here, with the answer that refused it.
  package mutating func enter(
    foreign request: HTTPRequestView, at time: Instant, reason: String, response: HTTPResponse
  ) {
    var exchange = Exchange(time: time)
    exchange.isForeign = true
    exchange.reason = reason
    exchange.status = response.status
    exchange.record(request, RequestFields(request), response, in: &output)
    journal.append(exchange)
  }
}

package import VerifyMockHTTP

extension Engine {
  /// Enters a request that is not served here, with the answer that refused it.
  ///
  /// - Parameter isForeign: whether it is for another host.
  package mutating func enter(
    unserved request: HTTPRequestView, isForeign: Bool, at time: Instant, reason: String,
    response: HTTPResponse
  ) {
    var exchange = Exchange(time: time)
    exchange.isForeign = isForeign
    exchange.reason = reason
    exchange.status = response.status
    exchange.record(request, RequestFields(request), response, in: &output)
    journal.append(exchange)
  }
}

import VerifyMockJSON
import VerifyMockContract

extension Engine {
  /// A provider's limit, if it is in force: assumed ones only when asked for.
  func active<Value>(_ limit: VerificationRules.Limit<Value>?) -> Value? {
    guard let limit else { return nil }
    switch options.limits {
    case .none: return nil
    case .all: return limit.value
    case .documented: return limit.certainty == .assumed ? nil : limit.value
    }
  }

  /// Counts the request against the rates in force; the outcome when it is one too many.
  mutating func rateRefusal(_ handling: inout Handling) -> Outcome? {
    guard options.limits != .none, let provider = handling.provider,
      let account = handling.account, let governing = handling.governing,
      let operation = handling.operation
    else { return nil }
    if let rate = operation.rate {
      let key = Account.WindowKey(provider: provider, operation: operation.index)
      if let wait = accounts[account].windows[key, default: RateWindow()]
        .admit(at: handling.now, rate: rate)
      {
        handling.exchange.reason =
          "'\(operation.id)' is limited to \(rate.count) in \(rate.window.text)"
        refuse(.rateLimitedRequests, &handling, max: rate.count, wait: wait)
        return .rateLimitedRequests
      }
    }
    // A limit over all operations is off unless asked for: parallel tests share an account.
    if let limit = governing.provider.verification.limits.requests,
      options.limits == .all || governing.scenario?.source.root["set"] != nil
    {
      let key = Account.WindowKey(provider: provider, operation: -1)
      if let wait = accounts[account].windows[key, default: RateWindow()]
        .admit(at: handling.now, rate: limit.value)
      {
        handling.exchange.reason =
          "all requests are limited to \(limit.value.count) in \(limit.value.window.text)"
        refuse(.rateLimitedRequests, &handling, max: limit.value.count, wait: wait)
        return .rateLimitedRequests
      }
    }
    return nil
  }

  /// Notes a refusal with the limit that caused it.
  func refuse(
    _ outcome: Outcome, _ handling: inout Handling, max: Int? = nil, gap: Interval? = nil,
    wait: Interval? = nil
  ) {
    handling.outcome = outcome
    handling.particulars.limitMax = max
    handling.particulars.limitGap = gap
    handling.particulars.limitWait = wait
    if handling.exchange.reason == nil {
      var parts = ["limit of \(outcome.name)"]
      if let max { parts.append("at most \(max)") }
      if let gap { parts.append("at least \(gap.text) apart") }
      if let wait { parts.append("free again in \(wait.secondsToWait)s") }
      handling.exchange.reason = parts.joined(separator: ", ")
    }
  }
}

import VerifyMockJSON

extension Engine {
  mutating func check(_ handling: inout Handling) {
    guard let one = handling.verification, let governing = handling.governing else { return }
    if let outcome = Self.settledOutcome(one, at: handling.now) {
      handling.outcome = outcome
      if outcome == .checksExhausted {
        refuse(.checksExhausted, &handling, max: checkLimit(&handling))
      }
      return
    }
    let limit = checkLimit(&handling)
    if let limit, one.checkCount >= limit {
      exhaust(&handling, limit)
      return
    }
    let isRight = handling.values.code.map { isCode($0, of: one, handling.values) } ?? false
    recordCheck(&handling, isRight: isRight)
    if isRight {
      approve(&handling)
      handling.outcome = .approved
    } else if let limit, one.checkCount >= limit,
      governing.provider.verification.limits.checksExhausted == .last
    {
      exhaust(&handling, limit)
    } else {
      handling.outcome = .wrongCode
      handling.exchange.reason =
        handling.values.code == nil ? "the request brings no code" : "this is not the code"
    }
  }

  private mutating func exhaust(_ handling: inout Handling, _ limit: Int) {
    guard let one = handling.verification else { return }
    one.state = .failed
    one.changed = handling.now
    settle(&handling)
    eventHappened(.failed, &handling)
    refuse(.checksExhausted, &handling, max: limit)
  }

  mutating func checkLimit(_ handling: inout Handling) -> Int? {
    guard options.limits != .none, let governing = handling.governing else { return nil }
    return handling.verification?.limits?.checks
      ?? active(governing.provider.verification.limits.checks)
  }

  mutating func recordCheck(_ handling: inout Handling, isRight: Bool) {
    guard let account = handling.account, let governing = handling.governing,
      let one = handling.verification
    else { return }
    let identifier = governing.provider.verification.identifiers.check.reserve(
      from: &accounts[account].generator)
    one.checkCount += 1
    one.append(
      Verification.Check(
        identifier: identifier, number: one.checkCount, created: handling.now, isRight: isRight))
  }

  mutating func approve(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let governing = handling.governing, let one = handling.verification
    else { return }
    let now = handling.now
    one.state = .approved
    one.changed = now
    one.isApprovalCharged = true
    settle(&handling)
    eventHappened(.approved, &handling)
    guard governing.provider.verification.leavesNumber else { return }
    accounts[account].stores[provider].numbers.removeAll { $0.phone == one.recipient }
    accounts[account].stores[provider].numbers.append(
      VerifiedNumber(
        phone: one.recipient, created: now, modified: now, verification: one.id, kept: one.kept))
    handling.number = accounts[account].stores[provider].numbers.count - 1
  }

  mutating func cancel(_ handling: inout Handling) {
    guard let one = handling.verification else { return }
    if let outcome = Self.settledOutcome(one, at: handling.now) {
      handling.outcome = outcome
      return
    }
    one.state = .canceled
    one.changed = handling.now
    settle(&handling)
    eventHappened(.canceled, &handling)
    handling.outcome = .canceled
  }

  /// The outcome that a state other than pending answers with.
  static func settledOutcome(_ one: Verification, at now: Instant) -> Outcome? {
    switch one.status(at: now) {
    case .pending: return nil
    case .approved: return .alreadyVerified
    case .expired: return .expired
    case .failed: return .checksExhausted
    case .canceled: return .alreadyCanceled
    }
  }

  mutating func settle(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let one = handling.verification
    else { return }
    accounts[account].stores[provider].settle(one.serial)
  }

  // MARK: Numbers

  mutating func updateNumber(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let index = handling.number, let operation = handling.operation,
      let rules = handling.governing?.provider.verification
    else { return }
    let kept = keptValues(account, operation, count: rules.keptNames.count, givenOnly: true)
    let old = accounts[account].stores[provider].numbers[index].kept
    accounts[account].stores[provider].numbers[index].kept = old.overlaid(with: kept)
    accounts[account].stores[provider].numbers[index].modified = handling.now
    handling.outcome = .updated
  }
}

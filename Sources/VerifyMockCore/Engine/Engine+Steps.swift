import VerifyMockHTTP

extension Engine {
  /// The first step that applies and has budget left; it is used up by one.
  ///
  /// Steps on a send count per account and recipient, those on a verification per verification,
  /// the others per account.
  mutating func claimStep(
    _ handling: inout Handling, _ effect: Effect
  ) -> Scenario.Step? {
    guard let scenario = handling.governing?.scenario, !scenario.steps.isEmpty,
      let operation = handling.operation, let account = handling.account
    else { return nil }
    let verification = handling.verification
    // A header governs one request: its steps count by account and recipient.
    let usesVerification =
      handling.governing?.origin != .header && verification != nil
      && verification?.governing.scenario === scenario
    let key = Account.StepKey(
      scenario: scenario.name, recipient: verification?.recipient ?? handling.values.recipient)
    var uses: [Int]
    if usesVerification {
      uses = verification?.stepUses ?? []
    } else {
      uses = accounts[account].stepUses[key] ?? []
    }
    while uses.count < scenario.steps.count { uses.append(0) }
    for (index, step) in scenario.steps.enumerated() {
      switch step.target {
      case .effect(let wanted): if wanted != effect { continue }
      case .operation(let wanted): if wanted != operation.index { continue }
      }
      if let times = step.times, uses[index] >= times { continue }
      let conditions = step.when[operation.index] ?? []
      guard conditions.allSatisfy({ holds($0, &handling, verification: verification) }) else {
        continue
      }
      if !step.when.isEmpty, step.when[operation.index] == nil { continue }
      if case .outcome(let outcome) = step.action, operation.answer(to: outcome) == nil {
        continue
      }
      uses[index] += 1
      if usesVerification {
        verification?.stepUses = uses
      } else {
        accounts[account].stepUses[key] = uses
      }
      handling.exchange.step = index
      if let delay = step.delay {
        let width = Int((delay.upperBound - delay.lowerBound).nanoseconds / 1_000_000)
        let extra = width > 0 ? accounts[account].generator.below(width + 1) : 0
        handling.reply.delay = delay.lowerBound + .milliseconds(extra)
      }
      return step
    }
    return nil
  }

  /// A scripted outcome becomes the truth: what is told to have expired has expired.
  mutating func makeTrue(_ outcome: Outcome, _ handling: inout Handling, _ effect: Effect) {
    guard let one = handling.verification else { return }
    let now = handling.now
    switch outcome {
    case .expired:
      if one.state == .pending {
        one.expires = min(one.expires, now)
        one.changed = now
      }
      eventHappened(.expired, &handling)
    case .wrongCode:
      recordCheck(&handling, isRight: false)
    case .checksExhausted:
      one.checkCount = max(one.checkCount, checkLimit(&handling) ?? one.checkCount)
      if one.state == .pending { one.state = .failed }
      one.changed = now
      settle(&handling)
      eventHappened(.failed, &handling)
    case .alreadyVerified:
      if one.status(at: now) == .pending { approve(&handling) }
    case .alreadyCanceled:
      if one.state == .pending { one.state = .canceled }
      one.changed = now
      settle(&handling)
    default: break
    }
  }

  /// The scenario that the header `X-Verify-Mock-Scenario` names; the reason when there is none.
  mutating func headerGoverning(_ handling: inout Handling) -> String? {
    guard let field = handling.fields.scenario,
      let provider = handling.provider, !field.isEmpty
    else { return nil }
    let name = Self.text(field)
    let quirks =
      handling.account.flatMap { accounts[$0].settings[provider]?.quirks }
      ?? settings[provider].quirks
    let key = "\(provider) \(name) \(quirks.joined(separator: " "))"
    if let known = headerSettings[key] {
      govern(&handling, by: known)
      return nil
    }
    do throws(DocumentErrors) {
      let scenario = try catalogue.scenario(named: name, provider: provider, quirks: quirks)
      let governing = Governing(
        provider: scenario.provider, scenario: scenario, origin: .header)
      headerSettings[key] = governing
      govern(&handling, by: governing)
      return nil
    } catch {
      return "X-Verify-Mock-Scenario: " + error.description
    }
  }

  /// What a magic recipient brings when nothing else governs.
  mutating func magicGoverning(_ handling: inout Handling) -> Governing? {
    guard handling.governing?.origin == Governing.Origin.none,
      handling.governing?.scenario == nil, let account = handling.account,
      let provider = handling.provider, accounts[account].magic ?? options.isMagicOn,
      let digit = handling.values.recipient?.magicDigit
    else { return nil }
    if let known = magicScenarios[provider][digit] { return known }
    guard let name = catalogue.providers[provider].magic[digit] else { return nil }
    let quirks = accounts[account].settings[provider]?.quirks ?? settings[provider].quirks
    guard
      let scenario = try? catalogue.scenario(named: name, provider: provider, quirks: quirks)
    else { return nil }
    let governing = Governing(provider: scenario.provider, scenario: scenario, origin: .magic)
    magicScenarios[provider][digit] = governing
    return governing
  }
}

extension PhoneNumber {
  /// The scenario's digit of a magic recipient `+1 NPA 555 01SN`, S from one to nine.
  ///
  /// Only numbers reserved for fiction are magic: NPA-555-0100 to 0199 of the North American
  /// Numbering Plan.
  package var magicDigit: Int? {
    guard count == 11, value / 10_000_000_000 == 1, value / 10_000 % 1_000 == 555,
      value / 100 % 100 == 1
    else { return nil }
    let digit = Int(value / 10 % 10)
    return digit == 0 ? nil : digit
  }
}

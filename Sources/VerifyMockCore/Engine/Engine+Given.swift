import VerifyMockHTTP
import VerifyMockContract

extension Engine {
  /// Puts in place what exists from the start, once for each account and provider.
  mutating func prepare(_ handling: inout Handling) {
    guard let account = handling.account, let provider = handling.provider,
      !accounts[account].isPrepared[provider], let governing = handling.governing
    else { return }
    accounts[account].isPrepared[provider] = true
    prepare(governing.provider.given, account, provider, governing, now: handling.now)
    if let scenario = governing.scenario {
      prepare(scenario.given, account, provider, governing, now: handling.now)
    }
  }

  mutating func prepare(
    _ given: Given, _ account: Int, _ provider: Int, _ governing: Governing, now: Instant
  ) {
    let rules = governing.provider.verification
    for one in given.verifications {
      insert(one, account, provider, governing, rules, now: now)
    }
    for one in given.numbers {
      let created = now - one.age
      let id = rules.identifiers.verification.draw(from: &accounts[account].generator)
      accounts[account].stores[provider].numbers.append(
        VerifiedNumber(
          phone: one.phone, created: created, modified: created, verification: id,
          kept: kept(one.kept, governing.provider, account)))
    }
  }

  /// What is given, and what a send that says nothing would have kept.
  private func kept(
    _ given: [(kept: Int, json: [UInt8])], _ provider: Provider, _ account: Int
  ) -> KeptValues {
    var values = [[UInt8]?](repeating: nil, count: provider.verification.keptNames.count)
    let send = provider.operations.first { $0.cases.contains { $0.effect == .send } }
    for (index, location) in send?.keeps ?? [] {
      values[index] = defaultValue(of: location, send, provider, account)
    }
    for (index, json) in given where values.indices.contains(index) { values[index] = json }
    return KeptValues(values)
  }

  private func defaultValue(
    of location: Location, _ operation: ProviderOperation?, _ provider: Provider, _ account: Int
  ) -> [UInt8]? {
    for source in location.sources {
      var text: [UInt8] = []
      switch source {
      case .accountID:
        text = JSONText.quoted(accounts[account].key)
        return text
      case .accountUUID:
        text = JSONText.quoted(accounts[account].uuid)
        return text
      case .input(let slot):
        guard let inputs = operation?.reader.inputs, inputs.indices.contains(Int(slot.first)),
          let value = provider.contract.facts(inputs[Int(slot.first)].facts).defaultValue
        else { continue }
        return value
      }
    }
    return nil
  }

  /// Creates a verification in any state.
  ///
  /// - Returns: its id.
  @discardableResult
  mutating func insert(
    _ one: Given.Verification, _ account: Int, _ provider: Int, _ governing: Governing,
    _ rules: VerificationRules, now: Instant
  ) -> [UInt8] {
    let channels = governing.provider.channels
    let created = now - one.age
    let serial = accounts[account].stores[provider].nextSerial
    let id =
      one.id ?? rules.identifiers.verification.draw(from: &accounts[account].generator)
    let channel = channels.firstIndex { $0.name == one.channel } ?? 0
    let alphabet = rules.alphabet.characters
    let drawn = (0..<rules.codeLength).map { _ in
      alphabet[accounts[account].generator.below(alphabet.count)]
    }
    let code =
      one.code ?? governing.scenario?.code ?? accounts[account].pinnedCode ?? options.code ?? drawn
    let lifetime = governing.scenario?.lifetime ?? rules.lifetime
    var expires = created + lifetime
    var changed = created
    switch one.status {
    case .expired:
      expires = min(expires, now)
    case .pending:
      // A pending one is still open, however old it is.
      expires = max(expires, now + lifetime)
    case .approved, .failed, .canceled:
      changed = min(now, created + .seconds(60))
    }
    let kept = kept(one.kept, governing.provider, account)
    let attempt = Verification.Attempt(
      identifier: rules.identifiers.attempt.reserve(from: &accounts[account].generator), number: 1,
      channel: channel, created: created,
      course: channels[channel].courses[one.delivery] == nil ? .delivered : one.delivery,
      error: nil, kept: kept)
    let made = Verification(
      id: .given(id), serial: serial, recipient: one.recipient, channel: channel, code: code,
      created: created, changed: changed, lifetime: lifetime, expires: expires,
      state: one.status == .expired ? .pending : one.status, kept: kept, client: [],
      governing: governing,
      stepUses: [Int](repeating: 0, count: governing.scenario?.steps.count ?? 0),
      isApprovalCharged: one.status == .approved)
    made.append(attempt)
    accounts[account].stores[provider].insert(made)
    if one.status == .approved, rules.leavesNumber {
      accounts[account].stores[provider].numbers.append(
        VerifiedNumber(
          phone: one.recipient, created: changed, modified: changed, verification: id, kept: kept))
    }
    return id
  }
}

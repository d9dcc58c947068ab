import VerifyMockHTTP
import VerifyMockContract

extension Engine {
  /// Puts in place what exists from the start, once for each account and provider.
  mutating func prepare(_ request: AuthenticatedRequest, _ account: inout Account) {
    let provider = request.owner.provider
    guard !account.prepared.contains(provider) else { return }
    account.prepared.insert(provider)
    prepare(request.provider.given, provider, request.behaviour, &account, now: request.now)
    if let scenario = request.behaviour.scenario {
      prepare(scenario.given, provider, request.behaviour, &account, now: request.now)
    }
  }

  mutating func prepare(
    _ given: Given, _ provider: Int, _ behaviour: Behaviour, _ account: inout Account, now: Instant
  ) {
    for one in given.verifications { _ = insert(one, provider, behaviour, &account, now: now) }
    for one in given.numbers {
      let created = now - one.age
      let identifiers = behaviour.provider.verification.identifiers
      let number = VerifiedNumber(
        phone: one.phone, created: created, modified: created,
        verification: identifiers.verification.draw(from: &account.generator),
        kept: keptValues(one.kept, behaviour.provider, account))
      add(number, of: provider, &account)
    }
  }

  /// What is given, and what a send that says nothing would have kept.
  private func keptValues(
    _ given: [(kept: Int, json: [UInt8])], _ provider: Provider, _ account: Account
  ) -> KeptValues {
    var values = KeptValues(repeating: nil, count: provider.verification.keptNames.count)
    for (position, json) in provider.verification.keptConstants { values[position] = json }
    if let send = provider.operations.first(where: { $0.cases.contains { $0.effect == .send } }) {
      for (position, location) in send.keeps where values.indices.contains(position) {
        values[position] = defaultValue(of: location, send, provider, account)
      }
    }
    for (position, json) in given where values.indices.contains(position) {
      values[position] = json
    }
    return values.contains { $0 != nil } ? values : []
  }

  private func defaultValue(
    of location: Location, _ operation: ProviderOperation, _ provider: Provider, _ account: Account
  ) -> [UInt8]? {
    for source in location.sources {
      switch source {
      case .accountID: return JSONText.quoted(account.key)
      case .accountUUID: return JSONText.quoted(account.uuid)
      case .input(let slot):
        guard let input = slot.inputs.first,
          let value = provider.contract.facts(operation.reader.inputs[input].facts).defaultValue
        else { continue }
        return value
      }
    }
    return nil
  }

  /// Creates a verification in any state.
  mutating func insert(
    _ one: Given.Verification, _ provider: Int, _ behaviour: Behaviour, _ account: inout Account,
    now: Instant
  ) -> Verification {
    let channels = behaviour.provider.channels
    let rules = behaviour.provider.verification
    let created = now - one.age
    let id = one.id ?? rules.identifiers.verification.draw(from: &account.generator)
    let channel = channels.firstIndex { $0.name == one.channel } ?? 0
    let alphabet = rules.alphabet.characters
    // Drawn also where it is not used, so that a pinned code changes no other number of the run.
    let drawn = (0..<rules.codeLength).map { _ in
      alphabet[account.generator.below(alphabet.count)]
    }
    let kept = keptValues(one.kept, behaviour.provider, account)
    var made = Verification(
      serial: verifications.nextSerial,
      owner: Verification.Owner(account: account.number, provider: provider), id: id,
      recipient: one.recipient, channel: channel,
      code: one.code ?? behaviour.scenario?.code ?? account.pinnedCode ?? options.code ?? drawn,
      created: created, lifetime: behaviour.scenario?.lifetime ?? rules.lifetime,
      state: one.status == .expired ? .pending : one.status, kept: kept, client: [],
      behaviour: behaviour)
    switch one.status {
    case .expired: made.expires = min(made.expires, now)
    // A pending one is still open, however old it is.
    case .pending: made.expires = max(made.expires, now + made.lifetime)
    case .approved, .failed, .canceled: made.changed = min(now, created + .seconds(60))
    }
    made.isApprovalCharged = one.status == .approved
    made.attempts = [
      Verification.Attempt(
        id: rules.identifiers.attempt.draw(from: &account.generator), number: 1,
        channel: channel, created: created,
        course: channels[channel].courses[one.delivery] == nil ? .delivered : one.delivery,
        error: nil, kept: kept)
    ]
    store(made, &account)
    if one.status == .approved, rules.leavesNumber {
      leaveNumber(of: made, at: made.changed, &account)
    }
    return made
  }
}

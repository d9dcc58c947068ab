import VerifyMockJSON
import VerifyMockHTTP
import VerifyMockContract

// The way of a request: route → credentials → arguments → contract → decision → answer.
extension Engine {
  /// Answers a request and completes its journal entry.
  mutating func answer(
    _ incoming: IncomingRequest, _ exchange: inout Exchange, into response: inout HTTPResponse
  ) -> Reply {
    let request = incoming.view
    switch catalogue.router.route(method: request.method, path: request.path) {
    case .unknown(let nearest):
      let decision = Decision(.notFoundRoute, reason: catalogue.nearMiss(to: request))
      return answer(incoming, unrouted: decision, nearest, &exchange, into: &response)
    case .methodNotAllowed(let provider, let allowed):
      exchange.isMatched = request.method.equals("OPTIONS")
      let decision =
        exchange.isMatched
        ? Decision(.methods)
        : Decision(
          .methodNotAllowed,
          reason: "this path has no method \(Self.text(request.method)); it has "
            + allowed.joined(separator: ", "))
      decision.allowed = allowed
      return answer(incoming, unrouted: decision, provider, &exchange, into: &response)
    case .operation(let provider, let index, let spelling, let captures):
      let operation = catalogue.providers[provider].operations[index]
      let inputs = operation.reader.read(
        captures: captures.map { Array(request.path[$0]) }, spelling: spelling,
        query: request.query.map { Array($0) },
        fields: request, body: exchange.request.body,
        contentType: incoming.fields.contentType.map { Array($0) })
      return answer(
        RoutedRequest(
          incoming: incoming, provider: provider, operation: operation, inputs: inputs),
        &exchange, into: &response)
    }
  }

  /// Answers a request that no operation fits.
  private mutating func answer(
    _ incoming: IncomingRequest, unrouted decision: Decision, _ provider: Int?,
    _ exchange: inout Exchange, into response: inout HTTPResponse
  ) -> Reply {
    let words = provider.map { catalogue.providers[$0] }
    let pattern = words?.verification.identifiers.request ?? .uuid
    let requestID = pattern.draw(from: &generator)
    let speaker = words.map {
      Speaker(
        provider: $0, operation: nil, effect: nil, account: nil, now: incoming.server,
        requestID: requestID)
    }
    var reply = write(decision, speaker, incoming, &exchange, into: &response)
    reply.tally.provider = provider ?? -1
    return reply
  }

  private mutating func answer(
    _ routed: RoutedRequest, _ exchange: inout Exchange, into response: inout HTTPResponse
  ) -> Reply {
    exchange.isMatched = true
    let incoming = routed.incoming
    exchange.notes = routed.inputs.notes
    var reply: Reply
    do throws(Refusal) {
      // The account decides what applies, so credentials are read as the plain provider has them.
      var account = try authenticate(routed)
      reply = answer(routed, &account, &exchange, into: &response)
      putBack(consume account)
    } catch {
      let behaviour = settings[routed.provider].behaviour
      exchange.behaviour = behaviour
      exchange.plan = routed.operation
      let requestID = behaviour.provider.verification.identifiers.request.draw(from: &generator)
      let speaker = Speaker(
        provider: behaviour.provider,
        operation: behaviour.operation(for: routed.operation), effect: nil, account: nil,
        now: incoming.server, requestID: requestID)
      reply = write(error.decision, speaker, incoming, &exchange, into: &response)
    }
    reply.tally.provider = routed.provider
    reply.tally.operation = routed.operation.index
    return reply
  }

  /// Answers a request whose account is known.
  private mutating func answer(
    _ routed: RoutedRequest, _ account: inout Account, _ exchange: inout Exchange,
    into response: inout HTTPResponse
  ) -> Reply {
    exchange.caller = Exchange.Caller(account)
    var request = AuthenticatedRequest(
      routed, account: account, now: account.clock.now(clock.now(routed.incoming.server)),
      behaviour: behaviour(of: routed.provider, account))
    let decision: Decision
    do throws(Refusal) {
      try applyHeader(to: &request, account)
      prepare(request, &account)
      var read = try read(request, &exchange)
      exchange.effect = read.effect
      exchange.recipient = read.values.recipient
      try lookUp(&read, account, &exchange)
      if read.effect == .send, let magic = magicBehaviour(read, account) {
        read.authenticated.apply(magic)
      }
      decision = decide(read, &account)
      request = read.authenticated
    } catch {
      decision = error.decision
    }
    if let one = decision.verification {
      exchange.verification = one.id
      exchange.recipient = one.recipient
    }
    exchange.behaviour = request.behaviour
    exchange.plan = request.operation
    let requestID = request.rules.identifiers.request.draw(from: &account.generator)
    let speaker = Speaker(
      provider: request.provider, operation: request.operation, effect: exchange.effect,
      account: (account.key, account.uuid), now: request.now, requestID: requestID)
    return write(decision, speaker, routed.incoming, &exchange, into: &response)
  }

  /// What applies to a provider for an account.
  func behaviour(of provider: Int, _ account: Account) -> Behaviour {
    (account.settings[provider] ?? settings[provider]).behaviour
  }

  /// Applies the scenario that the header `X-Verify-Mock-Scenario` names.
  private mutating func applyHeader(
    to request: inout AuthenticatedRequest, _ account: Account
  ) throws(Refusal) {
    guard let field = request.routed.incoming.fields.scenario, !field.isEmpty else { return }
    let provider = request.owner.provider
    let name = Self.text(field)
    let quirks = (account.settings[provider] ?? settings[provider]).quirks
    let key = "\(provider) \(name) \(quirks.joined(separator: " "))"
    if let known = headerBehaviours[key] { return request.apply(known) }
    do throws(DocumentErrors) {
      let scenario = try catalogue.scenario(named: name, provider: provider, quirks: quirks)
      let behaviour = Behaviour(
        provider: scenario.provider, scenario: scenario, origin: .header)
      headerBehaviours[key] = behaviour
      request.apply(behaviour)
    } catch {
      throw Refusal(.invalidRequest, "X-Verify-Mock-Scenario: " + error.description)
    }
  }

  /// Reads what a request says; refuses what the contract does not allow.
  private func read(
    _ request: AuthenticatedRequest, _ exchange: inout Exchange
  ) throws(Refusal) -> ReadRequest {
    let reader = request.routed.operation.reader
    let inputs = request.routed.inputs
    if request.behaviour.scenario?.isStrict == true, let note = inputs.notes.first {
      throw Refusal(.invalidRequestValue, "reading is strict: \(note.text)")
    }
    if let reason = unreadable(request) {
      let violation = reader.violation(reason)
      exchange.requestViolations = [violation]
      throw Refusal(Self.outcome(for: violation), violation.description)
    }
    if options.checksContracts, !reader.isValid(inputs) {
      let violations = exchange.noteUndecided(reader.violations(in: inputs))
      if let first = violations.first {
        exchange.requestViolations = violations
        exchange.recipient = request.arguments.phone(at: request.operation.bind.recipient)
        throw Refusal(Self.outcome(for: first), first.description)
      }
    }
    let values = readValues(request)
    guard let effect = chosenEffect(request, values) else {
      throw Refusal(.serverError, "'\(request.operation.id)' has no effect in its documents")
    }
    if let word = values.unknownChannel, effect == .send || effect == .resend {
      let names = request.provider.channels.map(\.name).joined(separator: ", ")
      var refusal = Refusal(
        .invalidRequestValue,
        "there is no channel '\(String(decoding: word, as: UTF8.self))'; there are: \(names)")
      refusal.violations = [
        Self.violation(at: request.operation.bind.channel, "is no known channel")
      ]
      exchange.effect = effect
      exchange.recipient = values.recipient
      throw refusal
    }
    return ReadRequest(authenticated: request, effect: effect, values: values)
  }

  /// Why arguments may not be read, in a media type that the provider refuses, or can't be.
  private func unreadable(_ request: AuthenticatedRequest) -> UnreadableReason? {
    let inputs = request.routed.inputs
    guard request.provider.requiresMediaType,
      let note = inputs.notes.first(where: { $0.kind == .mediaType })
    else { return inputs.unreadable }
    return .mediaType(note.got, expected: [note.readAs])
  }

  private static func outcome(for violation: ContractViolation) -> Outcome {
    switch violation.kind {
    case .missing: .invalidRequestMissing
    case .type: .invalidRequestType
    case .unreadable, .mediaType: .invalidRequestUnreadable
    case .value, .status, .undecided: .invalidRequestValue
    }
  }

  /// A value that is refused although the contract allows it.
  static func violation(at location: Location?, _ text: String) -> ReadViolation {
    let path = (location?.spellings.first ?? "body").split(separator: "/").map(String.init)
    return ReadViolation(path: path, kind: "value", text: text)
  }

  static func text(_ bytes: Bytes) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Finds the verification or number that a request is about.
  private func lookUp(
    _ request: inout ReadRequest, _ account: Account, _ exchange: inout Exchange
  ) throws(Refusal) {
    guard request.effect.needsVerification || request.effect.needsNumber else { return }
    for finder in request.operation.find {
      switch finder.kind {
      case .id:
        guard let id = request.arguments.bytes(at: finder.location), !id.isEmpty,
          let one = verification(id, request.owner), isFound(one, by: request)
        else { continue }
        return found(one, &request)
      case .recipient:
        guard let phone = request.arguments.phone(at: finder.location) else { continue }
        exchange.recipient = phone
        let now = request.now
        let pending = verifications.newestOpen(of: phone, request.owner) {
          $0.status(at: now) == .pending && isFound($0, by: request)
        }
        guard let one = pending ?? verifications.newest(of: phone, request.owner),
          isFound(one, by: request)
        else { continue }
        return found(one, &request)
      case .number:
        guard let phone = request.arguments.phone(at: finder.location) else { continue }
        exchange.recipient = phone
        guard let number = account.numbers[request.owner.provider]?[phone] else { continue }
        request.subject = .number(number)
        return
      }
    }
    throw Refusal(.notFoundUnknown, nothingFound(request, account))
  }

  /// Whether a verification is in the scope that the request names, and to be seen at all.
  private func isFound(_ one: Verification, by request: ReadRequest) -> Bool {
    // What changes one that is gone ends as for any other that is over; the answers may be the same.
    if request.effect == .get, request.rules.gone.contains(one.status(at: request.now)) {
      return false
    }
    return request.operation.scope.allSatisfy { kept, location in
      guard let asked = request.arguments.json(at: location, givenOnly: true) else { return true }
      return one.kept.value(kept) == asked
    }
  }

  private func found(_ one: Verification, _ request: inout ReadRequest) {
    request.subject = .verification(one)
    // The header's scenario applies to its own request; else what applied at the send does.
    if request.behaviour.origin != .header { request.authenticated.apply(one.behaviour) }
  }

  /// An identifier is compared by its bytes, hexadecimal letters in any case.
  private func verification(_ id: [UInt8], _ owner: Verification.Owner) -> Verification? {
    if let one = verifications.verification(id: id, of: owner) { return one }
    guard id.contains(where: { (0x41...0x5A).contains($0) }) else { return nil }
    return verifications.verification(id: id.map { ASCII.lowercased($0) }, of: owner)
  }

  /// What the request was looked up by, in words.
  private func nothingFound(_ request: ReadRequest, _ account: Account) -> String {
    var tried: [String] = []
    for finder in request.operation.find {
      guard let value = request.arguments.bytes(at: finder.location), !value.isEmpty else {
        continue
      }
      switch finder.kind {
      case .id: tried.append("id")
      case .recipient, .number:
        if let phone = PhoneNumber(value) { tried.append("\(finder.kind) \(phone.masked)") }
      }
    }
    if tried.isEmpty {
      return "the request names no \(request.effect.needsNumber ? "number" : "verification")"
    }
    let what = "the account '\(account.name)' has none with this \(tried.joined(separator: " or "))"
    if account.evictedVerifications > 0 {
      return what
        + "; \(account.evictedVerifications) of its verifications were evicted, as at most "
        + "\(options.bounds.verifications) are kept"
    }
    if evictions.accounts > 0 {
      return what + "; \(evictions.accounts) accounts were evicted, as at most "
        + "\(options.bounds.accounts) are kept"
    }
    return what
  }

  /// What a magic recipient brings when nothing else was chosen.
  private mutating func magicBehaviour(_ request: ReadRequest, _ account: Account) -> Behaviour? {
    let provider = request.owner.provider
    guard request.behaviour.origin == .none, request.behaviour.scenario == nil,
      account.magic ?? options.isMagicOn, let digit = request.values.recipient?.magicDigit
    else { return nil }
    if let known = magicBehaviours[provider][digit] { return known }
    guard let name = catalogue.providers[provider].magic[digit] else { return nil }
    let quirks = (account.settings[provider] ?? settings[provider]).quirks
    // Where a provider can't play the scenario, the number is an ordinary one.
    guard
      let scenario = try? catalogue.scenario(named: name, provider: provider, quirks: quirks)
    else { return nil }
    let behaviour = Behaviour(provider: scenario.provider, scenario: scenario, origin: .magic)
    magicBehaviours[provider][digit] = behaviour
    return behaviour
  }
}

import VerifyMockHTTP
import VerifyMockContract

extension Engine {
  /// The order of decision: route; arguments read; credentials; unreadable body; normalise;
  /// contract; look-up; scenario step; rates; effect.
  mutating func run(_ handling: inout Handling, into response: inout HTTPResponse) {
    let request = handling.request
    switch catalogue.router.route(
      method: request.method, path: request.path, captures: &captures)
    {
    case .unknown(let nearest):
      handling.provider = nearest
      handling.outcome = .notFoundRoute
      handling.exchange.reason = catalogue.nearMiss(to: request)
    case .methodNotAllowed(let provider, let allowed):
      handling.provider = provider
      handling.allowed = allowed
      if request.method.elementsEqual("OPTIONS".utf8) {
        handling.exchange.isMatched = true
        response.status = 204
        return
      }
      handling.outcome = .methodNotAllowed
      handling.exchange.reason =
        "this path has no method \(Self.text(request.method)); it has "
        + allowed.joined(separator: ", ")
    case .operation(let provider, let index, let template):
      handling.provider = provider
      handling.exchange.isMatched = true
      runOperation(index, template, &handling)
    }
  }

  private mutating func runOperation(
    _ index: Int, _ template: Int, _ handling: inout Handling
  ) {
    guard let provider = handling.provider else { return }
    let plain = catalogue.providers[provider].operations[index]
    handling.operation = plain
    let reading = plain.reader.read(
      captures: captures.elements, spelling: template, query: handling.request.query,
      fields: handling.request, body: handling.request.body,
      contentType: handling.fields.contentType, into: &arguments)
    if !arguments.notes.isEmpty { handling.exchange.notes = arguments.notes }
    // The account decides who governs, so credentials are read with the plain provider.
    switch credentials(of: &handling, for: plain) {
    case .failure(let refusal):
      govern(&handling, by: settings[provider].governing)
      handling.outcome = refusal.outcome
      handling.exchange.reason = refusal.reason
      return
    case .success(let account):
      handling.account = account
      handling.exchange.account = account
      handling.now = now(account, server: handling.server)
      govern(&handling, by: governing(provider, account: account))
    }
    if let failure = headerGoverning(&handling) {
      handling.outcome = .invalidRequest
      handling.exchange.reason = failure
      return
    }
    prepare(&handling)
    guard let operation = handling.operation else { return }
    if handling.governing?.scenario?.isStrict == true, let note = arguments.notes.first {
      handling.outcome = .invalidRequestValue
      handling.exchange.reason = "reading is strict: \(note.text)"
      return
    }
    if case .unreadable(let reason) = reading {
      let violation = plain.reader.violation(reason)
      handling.outcome = .invalidRequestUnreadable
      handling.exchange.requestViolations = [violation]
      handling.exchange.reason = violation.description
      return
    }
    if options.checksContracts, !plain.reader.isValid(arguments) {
      let violations = plain.reader.violations(in: arguments)
      if let first = violations.first {
        handling.exchange.requestViolations = violations
        handling.exchange.reason = first.description
        handling.outcome = Self.outcome(for: first)
        handling.values.recipient = operation.bind.recipient.flatMap {
          phone(at: $0, account: handling.account)
        }
        handling.exchange.recipient = handling.values.recipient
        return
      }
    }
    readValues(&handling, operation)
    handling.effect = operation.onlyEffect ?? chosenEffect(&handling, operation)
    handling.exchange.effect = handling.effect
    guard let effect = handling.effect else { return }
    handling.exchange.recipient = handling.values.recipient
    if let word = handling.values.unknownChannel, effect == .send || effect == .resend {
      return refuse(channel: word, &handling, operation)
    }
    if effect.needsVerification || effect.needsNumber {
      guard lookUp(&handling, operation, effect) else {
        handling.outcome = .notFoundUnknown
        return
      }
    }
    if effect == .send, let magic = magicGoverning(&handling) { govern(&handling, by: magic) }
    decide(&handling, effect)
  }

  /// A code goes nowhere by a channel that nobody knows, although the contract may allow any text.
  private mutating func refuse(
    channel word: [UInt8], _ handling: inout Handling, _ operation: ProviderOperation
  ) {
    let names = handling.governing?.provider.channels.map(\.name).joined(separator: ", ") ?? ""
    handling.outcome = .invalidRequestValue
    handling.exchange.reason =
      "there is no channel '\(String(decoding: word, as: UTF8.self))'; there are: \(names)"
    handling.particulars.violations = [
      ReadViolation(
        path: Self.path(of: operation.bind.channel), kind: "value", text: "is no known channel")
    ]
  }

  /// Puts what governs in force: its provider may have other rules and answers.
  mutating func govern(_ handling: inout Handling, by governing: Governing) {
    if handling.governing === governing { return }
    handling.governing = governing
    guard let operation = handling.operation else { return }
    let own = governing.provider.operations
    if own.indices.contains(operation.index), own[operation.index] === operation { return }
    if own.indices.contains(operation.index), own[operation.index].id == operation.id {
      handling.operation = own[operation.index]
    } else if let other = governing.provider.operation(operation.id) {
      handling.operation = other
    }
  }

  private mutating func chosenEffect(
    _ handling: inout Handling, _ operation: ProviderOperation
  ) -> Effect? {
    next: for one in operation.cases {
      for condition in one.when where !holds(condition, &handling, verification: nil) {
        continue next
      }
      return one.effect
    }
    return operation.cases.last?.effect
  }

  /// The scenario step, then the rates, then the effect.
  private mutating func decide(_ handling: inout Handling, _ effect: Effect) {
    let step = claimStep(&handling, effect)
    var delivery: (DeliveryCourse, [UInt8]?)?
    switch step?.action {
    case .outcome(let outcome)?:
      makeTrue(outcome, &handling, effect)
      handling.outcome = outcome
      handling.exchange.reason = handling.exchange.reason ?? stepReason(&handling)
      return
    case .respond(let scripted)?:
      handling.scripted = scripted
      handling.exchange.reason = stepReason(&handling)
      return
    case .fault(let fault)?:
      handling.reply.fault = fault
      handling.exchange.fault = fault.rawValue
      handling.exchange.reason = stepReason(&handling)
      if fault == .reset || fault == .close || fault == .stall || fault == .garbage { return }
    case .delivery(let course, let error)?: delivery = (course, error)
    case .nothing?, nil: break
    }
    if let refusal = rateRefusal(&handling) {
      handling.outcome = refusal
      return
    }
    perform(effect, &handling, delivery: delivery)
  }

  private func stepReason(_ handling: inout Handling) -> String {
    guard let scenario = handling.governing?.scenario, let step = handling.exchange.step else {
      return ""
    }
    return
      "scenario \(scenario.name), step \(step + 1), by \(handling.governing?.origin.rawValue ?? "")"
  }

  static func text(_ bytes: Bytes) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}

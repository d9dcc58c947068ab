import VerifyMockHTTP
import VerifyMockContract

extension Engine {
  /// Writes the answer to a decision, checks it against the contract and completes the exchange.
  ///
  /// - Parameter speaker: nil where no provider's paths come near.
  mutating func write(
    _ decision: Decision, _ speaker: Speaker?, _ incoming: IncomingRequest,
    _ exchange: inout Exchange, into response: inout HTTPResponse
  ) -> Reply {
    exchange.outcome = decision.outcome
    exchange.reason = decision.reason
    exchange.step = decision.step
    exchange.fault = decision.fault
    exchange.isRefusedOnPurpose = decision.isRefusedOnPurpose
    var isScripted = false
    switch (decision.answer, speaker) {
    case (.outcome(let outcome), let speaker?):
      write(outcome, decision, speaker, incoming, exchange, into: &response)
    case (.outcome(let outcome), nil):
      writeControlError(outcome, decision, incoming, into: &response)
    case (.scripted(let scripted), _):
      isScripted = true
      write(scripted, decision, speaker, into: &response)
    case (.methods, _):
      response.status = 204
      addField("Allow", decision.allowed.joined(separator: ", "), to: &response)
    case (.fault, _): break
    }
    if decision.fault == .garbage { response.body = [] }
    addReason(decision, to: &response)
    if let speaker { check(response, decision, speaker, &exchange) }
    exchange.record(response)
    var reply = Reply(delay: decision.delay, fault: decision.fault)
    reply.isUnfit =
      exchange.reason != nil
      && (!exchange.isMatched || !exchange.requestViolations.isEmpty
        || exchange.step != nil && exchange.magicRecipient != nil)
    reply.tally.outcome = decision.outcome
    reply.tally.isScripted = isScripted
    reply.tally.isMatched = exchange.isMatched
    reply.tally.breaksRequestContract = !exchange.requestViolations.isEmpty
    reply.tally.breaksResponseContract = !exchange.responseViolations.isEmpty
    return reply
  }

  private mutating func write(
    _ outcome: Outcome, _ decision: Decision, _ speaker: Speaker, _ incoming: IncomingRequest,
    _ exchange: Exchange, into response: inout HTTPResponse
  ) {
    let found =
      speaker.operation?.answer(to: outcome) ?? speaker.provider.answers[outcome]
    guard let answer = found else {
      writeControlError(outcome, decision, incoming, into: &response)
      return
    }
    var context = speaker.context
    context.path = Array(incoming.view.path)
    context.host = incoming.fields.host.map { Array($0) }
    context.isSecure = incoming.view.isSecure
    context.verification = decision.verification
    context.number = decision.number
    context.page = decision.page
    context.limitMax = decision.limit.max
    context.limitGap = decision.limit.gap
    context.limitWait = decision.limit.wait
    if outcome == .rateLimitedTooSoon, context.limitGap == nil {
      // A scripted refusal names the same gap that a real one would.
      let limits = speaker.provider.verification.limits
      context.limitGap =
        speaker.effect == .send
        ? limits.sendGap?.value
        : decision.verification?.limits?.resendGap ?? limits.resendGap?.value
    }
    if !outcome.isSuccess { context.violations = violations(outcome, decision, exchange) }
    context.outcomeStatus = answer.status
    if let text = answer.text { context.outcomeText = text.rendered(context) }
    response.status = answer.status
    if let body = answer.body {
      response.body += body.rendered(context)
      response.fields.append(contentsOf: answer.contentType)
    }
    for (name, value) in answer.fields {
      addField(name, String(decoding: value.rendered(context), as: UTF8.self), to: &response)
    }
    if answer.status == 405 {
      addField("Allow", decision.allowed.joined(separator: ", "), to: &response)
    }
  }

  /// What answers to refusals can name.
  private func violations(
    _ outcome: Outcome, _ decision: Decision, _ exchange: Exchange
  ) -> [ReadViolation] {
    if !decision.violations.isEmpty { return decision.violations }
    let violations = exchange.requestViolations.map {
      ReadViolation(path: $0.location, kind: $0.kind.rawValue, text: $0.text)
    }
    guard violations.isEmpty, outcome.base == .invalidRequest else { return violations }
    return [ReadViolation(path: ["body"], kind: "value", text: decision.reason ?? "is invalid")]
  }

  private mutating func write(
    _ scripted: Scenario.Step.Response, _ decision: Decision, _ speaker: Speaker?,
    into response: inout HTTPResponse
  ) {
    response.status = scripted.status
    for (name, value) in scripted.headers { addField(name, value, to: &response) }
    guard let body = scripted.body, let speaker else { return }
    var context = speaker.context
    context.verification = decision.verification
    response.body += body.rendered(context)
    if scripted.headers.contains(where: { $0.name.lowercased() == "content-type" }) { return }
    let documented = speaker.operation?.contract.jsonMediaType(status: scripted.status)
    addField("Content-Type", documented ?? "application/json", to: &response)
  }

  /// The shape of errors where no provider comes near or has an answer.
  private func writeControlError(
    _ outcome: Outcome, _ decision: Decision, _ incoming: IncomingRequest,
    into response: inout HTTPResponse
  ) {
    response.status =
      switch outcome.base {
      case .notFound: 404
      case .methodNotAllowed: 405
      case .unauthorized: 401
      case .rateLimited: 429
      case .serverError: 500
      default: 400
      }
    let place = Self.text(incoming.view.method) + " " + Self.text(incoming.view.path)
    var out: [UInt8] = Array("{\"error\":{\"what\":".utf8)
    out += JSONText.quoted(Array((decision.reason ?? "no answer").utf8))
    out += Array(",\"where\":".utf8)
    out += JSONText.quoted(Array(place.utf8))
    out += Array(",\"hint\":\"GET /_mock/contracts lists what is served\"}}".utf8)
    response.body = out
    addField("Content-Type", "application/json", to: &response)
  }

  /// Adds a field; a value that HTTP can't carry, as a recorded text may be, is left out.
  private func addField(_ name: String, _ value: String, to response: inout HTTPResponse) {
    _ = response.addField(name, value)
  }

  /// Adds why a request was refused in a field of its own: at most 512 bytes of visible ASCII.
  private func addReason(_ decision: Decision, to response: inout HTTPResponse) {
    guard let reason = decision.reason, decision.outcome?.isSuccess != true else { return }
    let text = decision.outcome.map { "\($0.name): \(reason)" } ?? reason
    // What is not ASCII counts once, however many bytes it takes.
    let visible = text.utf8.filter { $0 & 0xC0 != 0x80 }.prefix(512).map {
      (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?")
    }
    addField("X-Verify-Mock-Reason", String(decoding: visible, as: UTF8.self), to: &response)
  }

  private mutating func check(
    _ response: HTTPResponse, _ decision: Decision, _ speaker: Speaker, _ exchange: inout Exchange
  ) {
    guard options.checksContracts, let operation = speaker.operation, decision.fault == nil,
      exchange.behaviour?.scenario?.breaksContract != true
    else { return }
    let violations = speaker.provider.contract.violations(
      response: response.status, body: response.body, of: operation.contract, tape: &responseTape,
      field: { FieldLines.value(of: $0, in: response.fields) })
    exchange.responseViolations = exchange.noteUndecided(violations)
    // A status that the contract lacks was accepted when the documents were read.
    guard let outcome = decision.outcome, operation.answer(to: outcome)?.status == response.status
    else { return }
    exchange.responseViolations.removeAll { $0.kind == .status }
  }
}

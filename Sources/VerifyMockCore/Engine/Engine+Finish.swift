import VerifyMockHTTP
import VerifyMockContract

extension Engine {
  /// Whose rules and words an answer is in.
  /// Like others here it changes nothing, but is called where the engine is being changed: as
  /// `mutating` it is handed no copy.
  private mutating func speaker(for handling: inout Handling) -> Provider? {
    handling.governing?.provider ?? handling.provider.map { catalogue.providers[$0] }
  }

  /// Tells templates what they name of a request.
  mutating func fill(
    _ context: inout RenderContext, naming subjects: Set<Term.Subject>,
    from handling: inout Handling
  ) {
    if subjects.contains(.request) { context.requestID = handling.requestID?.bytes ?? [] }
    if subjects.contains(.account), let account = handling.account {
      context.accountID = accounts[account].key
      context.accountUUID = accounts[account].uuid
    }
    if let one = handling.verification {
      context.verification = one
      if subjects.contains(.attempt) {
        context.attempt = one.lastAttempt
      }
    }
  }

  /// Writes the answer to the outcome, holds it against the contract and enters the journal.
  mutating func finish(_ handling: inout Handling, into response: inout HTTPResponse) {
    drawRequestID(&handling)
    if let scripted = handling.scripted {
      write(scripted, &handling, into: &response)
    } else if let outcome = handling.outcome {
      write(outcome, &handling, into: &response)
    } else if handling.reply.fault == nil, !handling.allowed.isEmpty {
      _ = response.addField("Allow", handling.allowed.joined(separator: ", "))
    }
    if handling.reply.fault == .garbage { response.body = [] }
    addReason(&handling, to: &response)
    checkResponse(&handling, response)
    handling.exchange.governing = handling.governing
    handling.exchange.plan = handling.operation
    handling.exchange.outcome = handling.outcome
    handling.exchange.status = response.status
    handling.exchange.record(handling.request, handling.fields, response, in: &output)
    handling.reply.isUnfit =
      handling.exchange.reason != nil
      && (!handling.exchange.isMatched || !handling.exchange.requestViolations.isEmpty)
    handling.reply.tally = Reply.Tally(&handling)
  }

  private mutating func drawRequestID(_ handling: inout Handling) {
    let pattern = speaker(for: &handling)?.verification.identifiers.request ?? .uuid
    if let account = handling.account {
      handling.requestID = pattern.reserve(from: &accounts[account].generator)
    } else {
      handling.requestID = pattern.reserve(from: &generator)
    }
  }

  private mutating func write(
    _ outcome: Outcome, _ handling: inout Handling, into response: inout HTTPResponse
  ) {
    guard let provider = speaker(for: &handling) else {
      writeControlError(&handling, into: &response)
      return
    }
    let answer = handling.operation?.answer(to: outcome) ?? provider.answers[outcome]
    guard let answer else {
      response.status = Self.plainStatus(of: outcome)
      writeControlError(&handling, into: &response)
      return
    }
    var context = RenderContext(provider: provider, now: handling.now)
    fill(&context, naming: answer.subjects, from: &handling)
    context.path = Array(handling.request.path)
    context.host = handling.fields.host.map { Array($0) }
    context.isSecure = handling.request.isSecure
    context.limitMax = handling.particulars.limitMax
    context.limitGap = handling.particulars.limitGap
    context.limitWait = handling.particulars.limitWait
    context.page = handling.particulars.page
    context.number = handling.particulars.number
    if let one = handling.verification, one.keptCheckCount > 0 {
      context.check = one.keptCheckCount - 1
    }
    if outcome == .rateLimitedTooSoon, context.limitGap == nil {
      // A scripted refusal tells the same gap that a true one would.
      let limits = provider.verification.limits
      context.limitGap =
        handling.effect == .send
        ? limits.sendGap?.value
        : context.verification?.limits?.resendGap ?? limits.resendGap?.value
    }
    if context.number == nil, let number = handling.number, let account = handling.account,
      let index = handling.provider
    {
      context.number = accounts[account].stores[index].numbers[number]
    }
    if !outcome.isSuccess { context.violations = violations(&handling, outcome) }
    context.outcomeStatus = answer.status
    if let text = answer.text { context.outcomeText = text.rendered(context) }
    response.status = answer.status
    if let body = answer.body {
      response.body += body.rendered(context)
      answer.contentType.withUnsafeBufferPointer { response.fields.append(contentsOf: $0) }
    }
    for (name, value) in answer.fields {
      _ = response.addField(name, String(decoding: value.rendered(context), as: UTF8.self))
    }
    if answer.status == 405 {
      _ = response.addField("Allow", handling.allowed.joined(separator: ", "))
    }
  }

  /// What answers to refusals can name.
  private mutating func violations(
    _ handling: inout Handling, _ outcome: Outcome
  ) -> [ReadViolation] {
    if !handling.particulars.violations.isEmpty { return handling.particulars.violations }
    let violations = handling.exchange.requestViolations.map {
      ReadViolation(path: $0.location, kind: $0.kind.rawValue, text: $0.text)
    }
    guard violations.isEmpty, outcome.base == .invalidRequest else { return violations }
    return [
      ReadViolation(
        path: ["body"], kind: "value", text: handling.exchange.reason ?? "is invalid")
    ]
  }

  private mutating func write(
    _ scripted: Scenario.Step.Response, _ handling: inout Handling,
    into response: inout HTTPResponse
  ) {
    response.status = scripted.status
    var hasType = false
    for (name, value) in scripted.headers {
      if name.lowercased() == "content-type" { hasType = true }
      _ = response.addField(name, value)
    }
    guard let body = scripted.body, let provider = speaker(for: &handling) else { return }
    var context = RenderContext(provider: provider, now: handling.now)
    fill(&context, naming: body.subjects, from: &handling)
    response.body += body.rendered(context)
    guard !hasType else { return }
    let documented = handling.operation?.contract.jsonMediaType(status: scripted.status)
    _ = response.addField("Content-Type", documented ?? "application/json")
  }

  /// The shape of errors where no provider comes near.
  private mutating func writeControlError(
    _ handling: inout Handling, into response: inout HTTPResponse
  ) {
    if let outcome = handling.outcome { response.status = Self.plainStatus(of: outcome) }
    var out: [UInt8] = Array("{\"error\":{\"what\":".utf8)
    out += JSONText.quoted(Array((handling.exchange.reason ?? "no answer").utf8))
    out += Array(",\"where\":".utf8)
    out += JSONText.quoted(
      Array((Self.text(handling.request.method) + " " + Self.text(handling.request.path)).utf8))
    out += Array(",\"hint\":\"GET /_mock/contracts lists what is served\"}}".utf8)
    response.body = out
    _ = response.addField("Content-Type", "application/json")
  }

  private static func plainStatus(of outcome: Outcome) -> Int {
    switch outcome.base {
    case .notFound: 404
    case .methodNotAllowed: 405
    case .unauthorized: 401
    case .rateLimited: 429
    case .serverError: 500
    default: 400
    }
  }

  /// Says in a field of its own why a request was refused: at most 512 bytes of visible ASCII.
  private mutating func addReason(_ handling: inout Handling, to response: inout HTTPResponse) {
    guard let reason = handling.exchange.reason, handling.outcome?.isSuccess != true else { return }
    output.removeAll()
    if let outcome = handling.outcome {
      output.append(outcome.name)
      output.append(": ")
    }
    appendVisible(reason)
    let text = Bytes(rebasing: output.elements.prefix(512))
    _ = response.addField("X-Verify-Mock-Reason", text)
  }

  /// Appends a text to ``output`` with one mark for each character that a field can't show.
  private mutating func appendVisible(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes {
        if byte >= 0x20, byte < 0x7F {
          output.append(byte)
        } else if byte & 0xC0 != 0x80 {
          output.append(UInt8(ascii: "?"))
        }
      }
    }
  }

  private mutating func checkResponse(_ handling: inout Handling, _ response: HTTPResponse) {
    guard options.checksContracts, let operation = handling.operation,
      handling.exchange.fault == nil, handling.governing?.scenario?.breaksContract != true
    else { return }
    guard let contract = handling.governing?.provider.contract else { return }
    handling.exchange.responseViolations = contract.violations(
      response: response.status, body: response.body, of: operation.contract, tape: &responseTape,
      field: { FieldLines.value(of: $0, in: response.fields) })
    // A status that the contract lacks was let pass when the documents were read.
    guard !handling.exchange.responseViolations.isEmpty, handling.scripted == nil,
      let outcome = handling.outcome,
      operation.answer(to: outcome)?.status == response.status
    else { return }
    handling.exchange.responseViolations.removeAll { $0.kind == .status }
  }

  static func outcome(for violation: ContractViolation) -> Outcome {
    switch violation.kind {
    case .missing: .invalidRequestMissing
    case .type: .invalidRequestType
    case .unreadable, .mediaType: .invalidRequestUnreadable
    case .value, .status: .invalidRequestValue
    }
  }
}

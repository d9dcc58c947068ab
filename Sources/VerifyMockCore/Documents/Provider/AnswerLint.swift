import VerifyMockJSON
import VerifyMockHTTP
import VerifyMockContract

/// Finds answers that can't satisfy the contract: writes each with made-up values, once with
/// everything that can be there and once with as little as possible, and validates it.
enum AnswerLint {
  static func problems(of provider: Provider) -> [DocumentError] {
    var problems: [DocumentError] = []
    for operation in provider.operations {
      let reachable = operation.cases.reduce(into: Set<Outcome>()) { result, one in
        result.formUnion(
          one.effect.reachableOutcomes(
            in: operation.contract, provider.verification,
            needsCredentials: !provider.credentials.isEmpty))
      }
      for outcome in Outcome.allCases
      where reachable.contains(outcome) || reachable.contains(outcome.base) {
        guard let answer = operation.answer(to: outcome),
          let response = operation.contract.response(status: answer.status)
        else { continue }
        guard let body = answer.body else {
          if let content = response.json, content.schema != nil, answer.status != 204 {
            problems.append(
              DocumentError(
                provider.source.place(offset: answer.offset),
                "'\(operation.id)' answers '\(outcome.name)' without the body that the contract wants"
              ))
          }
          continue
        }
        for isFull in [true, false] {
          var context = sample(of: provider, operation, isFull: isFull)
          context.outcomeStatus = answer.status
          if let text = answer.text { context.outcomeText = text.rendered(context) }
          let out = body.rendered(context)
          for problem in violations(of: out, answer, operation, provider) {
            let error = DocumentError(
              provider.source.place(offset: answer.offset),
              "'\(operation.id)' answers '\(outcome.name)' with a body that breaks the contract: "
                + text(of: problem))
            if !problems.contains(where: { $0.place == error.place && $0.what == error.what }) {
              problems.append(error)
            }
          }
        }
      }
    }
    return problems
  }

  /// A violation without its position: no reader has the made-up body.
  private static func text(of violation: ContractViolation) -> String {
    var text = "\(violation.path): \(violation.text)"
    if let got = violation.got { text += ", got \(got)" }
    if let hint = violation.hint { text += " (\(hint))" }
    return text
  }

  private static func violations(
    of body: [UInt8], _ answer: Answer, _ operation: ProviderOperation, _ provider: Provider
  ) -> [ContractViolation] {
    var tape = JSONTape()
    let fields =
      answer.contentType.isEmpty
      ? Array("Content-Type: application/json\r\n".utf8) : answer.contentType
    return provider.contract.violations(
      response: answer.status, body: body, of: operation.contract, tape: &tape,
      field: { FieldLines.value(of: $0, in: fields) }
    ).filter { $0.location.first == "body" }
  }

  /// What placeholders name, made up.
  private static func sample(
    of provider: Provider, _ operation: ProviderOperation, isFull: Bool
  ) -> RenderContext {
    var generator = SeededGenerator(seed: 1)
    let rules = provider.verification
    let now = Instant(nanoseconds: 1_767_225_600_000_000_000)
    var context = RenderContext(provider: provider, now: now)
    context.requestID = rules.identifiers.request.draw(from: &generator)
    context.host = Array("127.0.0.1:8374".utf8)
    context.path = Array("/".utf8)
    context.accountID = Array((provider.environment.first?.value ?? "account").utf8)
    context.accountUUID = rules.identifiers.account.draw(from: &generator)
    guard let phone = PhoneNumber("+14155550100") else { return context }
    let kept = KeptValues(
      rules.keptNames.indices.map { index in keptValue(index, of: provider, isFull: isFull) })
    var verification = Verification(
      serial: 0, owner: Verification.Owner(account: 0, provider: 0),
      id: rules.identifiers.verification.draw(from: &generator), recipient: phone, channel: 0,
      code: Array("000000".utf8), created: now, lifetime: rules.lifetime, kept: kept,
      client: Array("127.0.0.1".utf8),
      behaviour: Behaviour(provider: provider, scenario: nil, origin: .none))
    verification.attempts = [
      Verification.Attempt(
        id: rules.identifiers.attempt.draw(from: &generator), number: 1, channel: 0,
        created: now, course: .delivered, error: nil, kept: kept)
    ]
    verification.resends = 1
    verification.append(
      Verification.Check(
        id: rules.identifiers.check.draw(from: &generator), number: 1, created: now,
        isRight: true))
    let number = VerifiedNumber(
      phone: phone, created: now, modified: now, verification: verification.id, kept: kept)
    context.verification = verification
    context.number = number
    let lists = operation.cases.contains { $0.effect == .numberList }
    context.page = RenderContext.Page(
      items: lists
        ? .numbers(isFull ? [number] : []) : .verifications(isFull ? [verification] : []),
      limit: 20, offset: isFull ? 20 : 0, first: isFull ? 20 : 0, total: isFull ? 60 : 0,
      next: isFull ? Array("/?offset=40".utf8) : nil,
      previous: isFull ? Array("/?offset=0".utf8) : nil)
    context.limitMax = 1
    context.limitGap = .seconds(1)
    context.limitWait = .seconds(1)
    context.violations = [
      ReadViolation(path: ["body", "name", "0"], kind: "value", text: "is invalid")
    ]
    return context
  }

  /// A kept value as the contract has it; nil for what a request need not give.
  private static func keptValue(
    _ index: Int, of provider: Provider, isFull: Bool
  ) -> [UInt8]? {
    let constants = provider.verification.keptConstants
    if let constant = constants.first(where: { $0.kept == index }) { return constant.json }
    for operation in provider.operations {
      guard let location = operation.keeps.first(where: { $0.kept == index })?.location else {
        continue
      }
      for source in location.sources {
        switch source {
        case .accountID: return Array("\"account\"".utf8)
        case .accountUUID: return Array("\"00000000-0000-4000-8000-000000000000\"".utf8)
        case .input(let slot):
          guard let index = slot.inputs.first else { continue }
          let input = operation.reader.inputs[index]
          let facts = input.facts
          if let value = provider.contract.facts(facts).defaultValue { return value }
          guard isFull || input.isRequired else { continue }
          return provider.contract.sample(facts).bytes()
        }
      }
    }
    return nil
  }
}

import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Credentials, methods, ids, slashes.
  mutating func addAccess() {
    addCredentials()
    addMethods()
    addIdentifiers()
  }

  /// A free operation, with the values for a success where there is one.
  func probe(_ name: String) -> PlanStep? {
    let role = StepRole.probe(name)
    // Lists have rates that are better kept for what is asked of lists.
    if let operation = operation(.get), hasSends, options.maxPaid != 0 {
      return step(role, operation, .get, about: .send(.main), recipient: 0)
    }
    if let operation = operation(.list) ?? operation(.numberList) {
      return step(role, operation, operation.cases.first?.effect ?? .list)
    }
    // Also free: checking a code of a verification that does not exist.
    return operation(.check).flatMap { unknownStep(role, $0, .check) }
  }

  /// A step about a verification that there is not; nil where an operation finds none.
  private func unknownStep(
    _ role: StepRole, _ operation: ProviderOperation, _ effect: Effect
  ) -> PlanStep? {
    guard let finder = operation.find.first, let spelling = finder.location.spellings.first else {
      return nil
    }
    var step = step(role, operation, effect)
    let builder = builder(operation)
    step.values.append(
      (
        builder.canonical(spelling),
        finder.kind == .id ? .literal(.string(unknownID(10 + operation.index))) : .undialable
      ))
    if let code = builder.location(of: "code") {
      step.values.append((code, .literal(.string("000000"))))
    }
    fillBody(of: &step, operation)
    return step
  }

  /// Gives a request that may go without a body one that is valid, so that nothing else is wrong.
  func fillBody(of step: inout PlanStep, _ operation: ProviderOperation) {
    let inputs = operation.reader.inputs.filter { $0.section == .body }
    guard !inputs.contains(where: \.isRequired),
      !step.values.contains(where: { $0.location.hasPrefix("body/") }),
      let input = inputs.first(where: { takesInventedText($0) })
    else { return }
    step.values.append((input.location, .literal(.string(Self.inventedText(9)))))
  }

  /// An id of the provider's form that names nothing.
  func unknownID(_ number: Int) -> String {
    let pattern = provider.verification.identifiers.verification
    guard pattern != .uuid else {
      return "00000000-0000-4000-8000-0000000000" + (number < 10 ? "0" : "") + "\(number)"
    }
    var generator = SeededGenerator(seed: UInt64(number))
    return String(decoding: pattern.draw(from: &generator), as: UTF8.self)
  }

  var hasSends: Bool { plan.steps.contains { $0.role == .send(.main) } }

  private static let reasonNothingFree = "no operation can be tried without a send"

  private mutating func addCredentials() {
    guard !provider.credentials.isEmpty else {
      skip(
        .noCredentials, .wrongSecret, .wrongScheme, .otherAccount,
        because: "the provider asks for no credentials")
      return
    }
    let isHeader = provider.credentials.first?.isAuthorization ?? false
    let hasAccount = provider.credentials.contains { !$0.equals.isEmpty }
    let rows: [(String, PlanStep.Credentials, Check, Outcome, Bool)] = [
      ("no-credentials", .none, .noCredentials, .unauthorizedMissing, true),
      ("wrong-secret", .wrongSecret, .wrongSecret, .unauthorized, true),
      ("wrong-scheme", .wrongScheme, .wrongScheme, .unauthorizedMalformed, isHeader),
      ("other-account", .otherAccount, .otherAccount, .unauthorizedMismatch, hasAccount),
    ]
    let operations = accessible
    for (name, credentials, check, outcome, applies) in rows {
      guard applies else {
        skip(check, because: "the provider's credentials have no such part")
        continue
      }
      var steps = operations.compactMap { accessStep("\(name)-\($0.id)", $0) }
      if steps.isEmpty { steps = [probe(name)].compactMap { $0 } }
      if steps.isEmpty { skip(check, because: Self.reasonNothingFree) }
      for var step in steps {
        step.credentials = credentials
        step.expectation = .outcome(outcome)
        step.outcomeCheck = check
        step.checks = [check]
        // What is refused at the door is not counted by a rate.
        add(step, isPaced: false)
      }
    }
  }

  /// The operations that credentials are tried on: every documented one, where that is affordable.
  private var accessible: [ProviderOperation] {
    guard options.isThorough, options.areSendsFree else { return [] }
    return provider.operations.filter { isDocumented($0) }
  }

  private mutating func addAccessSend() {
    guard var send = sendStep(.access, recipient: 8) else { return }
    send.checks = [.noCredentials, .wrongSecret, .wrongScheme]
    add(send)
  }

  /// A request of an operation that is valid except for its credentials.
  private mutating func accessStep(_ name: String, _ operation: ProviderOperation) -> PlanStep? {
    guard let effect = operation.cases.first?.effect else { return nil }
    let role = StepRole.probe(name)
    if effect == .send {
      var step = validStep(name, operation, .send)
      step.recipient = nil
      return step
    }
    if effect.isList { return step(role, operation, effect) }
    if effect.needsNumber { return unknownStep(role, operation, effect) }
    guard hasSends else { return unknownStep(role, operation, effect) }
    if !plan.steps.contains(where: { $0.role == .send(.access) }) { addAccessSend() }
    var step = step(role, operation, effect, about: .send(.access), recipient: 8)
    if let place = builder(operation).location(of: "code") {
      let isKnown = options.noCodes == nil
      step.values.append(
        (place, isKnown ? .wrongCode(.send(.access)) : .literal(.string("000000"))))
    }
    return step
  }

  private mutating func addMethods() {
    var seen: Set<String> = []
    for operation in provider.operations {
      // On a path that no document has, nothing rests on one.
      guard let path = operation.contract.path, isDocumented(operation),
        seen.insert(path.template).inserted, let effect = operation.cases.first?.effect
      else { continue }
      let known = provider.operations.filter { $0.contract.path?.template == path.template }
        .map(\.contract.method)
      guard let method = ["PATCH", "PUT", "DELETE"].first(where: { !known.contains($0) }) else {
        continue
      }
      var step = step(
        .probe("method-\(operation.id)"), operation, effect, about: .send(.main), recipient: 0)
      step.needs = step.values.isEmpty || !hasSends ? [] : [.send(.main)]
      step.changes = [.method(method), .body([])]
      step.expectation = .methodNotAllowed
      step.outcomeCheck = .undocumentedMethod
      step.checks = [.undocumentedMethod]
      add(step, isPaced: false)
    }
    for method in ["HEAD", "OPTIONS"] {
      guard var step = probe("method-\(method)") else { continue }
      step.changes = [.method(method)]
      step.expectation = .noServerError
      step.outcomeCheck = .headAndOptions
      step.checks = [.headAndOptions]
      add(step)
    }
  }

  private mutating func addIdentifiers() {
    for operation in provider.operations {
      guard let effect = operation.cases.first?.effect,
        effect.needsVerification || effect.needsNumber, let finder = operation.find.first,
        let spelling = finder.location.spellings.first, isFirst(operation, effect)
      else { continue }
      let place = builder(operation).canonical(spelling)
      guard var step = unknownStep(.unknownID(operation: operation.id), operation, effect) else {
        continue
      }
      step.expectation = .outcome(.notFoundUnknown)
      step.outcomeCheck = .unknownID
      step.checks = [.unknownID]
      add(step)
      guard finder.kind == .id else { continue }
      var malformed = renamed(step, .malformedID(operation: operation.id))
      malformed.values.removeAll { $0.location == place }
      malformed.values.append((place, .literal(.string("not-an-id"))))
      malformed.expectation = .refusal([.notFoundUnknown, .invalidRequestValue, .invalidRequest])
      malformed.outcomeCheck = .malformedID
      malformed.checks = [.malformedID]
      add(malformed)
    }
    guard var step = probe("slash") else { return }
    step.changes = [.slash]
    step.expectation = .noServerError
    step.outcomeCheck = .trailingSlash
    step.checks = [.trailingSlash]
    add(step)
  }

  /// Whether an operation is the first one of its effect: later ones are its other versions.
  private func isFirst(_ operation: ProviderOperation, _ effect: Effect) -> Bool {
    self.operation(effect)?.index == operation.index
  }

  func renamed(_ step: PlanStep, _ role: StepRole) -> PlanStep {
    var copy = PlanStep(role: role, operation: step.operation, contract: step.contract)
    copy.values = step.values
    copy.credentials = step.credentials
    copy.changes = step.changes
    copy.needs = step.needs
    return copy
  }

  /// What is not one's own, asked after with another account's credentials.
  mutating func addForeign() {
    guard options.otherCredentials != nil else { return }
    for operation in provider.operations where isDocumented(operation) {
      guard let effect = operation.cases.first?.effect, isFirst(operation, effect),
        effect != .send, hasSends
      else { continue }
      let role = StepRole.foreign(operation: operation.id)
      var step: PlanStep
      switch effect {
      case .list, .numberList: step = self.step(role, operation, effect)
      case .numberGet, .numberUpdate, .numberDelete:
        // One that nothing is asked of later, should it be gone.
        let approval = StepRole.approval(.second)
        guard plan.steps.contains(where: { $0.role == approval }) else { continue }
        step = self.step(role, operation, effect, about: approval, recipient: 1)
        fillBody(of: &step, operation)
      default: step = self.step(role, operation, effect, about: .send(.access), recipient: 8)
      }
      if let place = builder(operation).location(of: "code") {
        guard options.noCodes == nil else { continue }
        step.values.append((place, .rightCode(.send(.access))))
      }
      step.credentials = .other
      step.expectation =
        effect.isList
        ? .noServerError : .refusal([.notFoundUnknown, .unauthorized, .forbidden, .wrongCode])
      step.outcomeCheck = .otherAccount
      step.checks = [.otherAccount]
      add(step, isPaced: false)
    }
  }
}

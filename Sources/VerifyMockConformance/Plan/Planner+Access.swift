import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Credentials, methods, ids, slashes: on operations that cost nothing.
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
    return step
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

  private var hasSends: Bool { plan.steps.contains { $0.role == .send(.main) } }

  private static let reasonNothingFree = "no operation can be tried without a send"

  private mutating func addCredentials() {
    guard !provider.credentials.isEmpty else {
      skip(
        .noCredentials, .wrongSecret, .wrongScheme, .otherAccount,
        because: "the provider asks for no credentials")
      return
    }
    let isHeader = provider.credentials.first?.scheme != .arguments
    let hasAccount = provider.credentials.contains { !$0.equals.isEmpty }
    let rows: [(String, PlanStep.Credentials, Check, Outcome, Bool)] = [
      ("no-credentials", .none, .noCredentials, .unauthorizedMissing, true),
      ("wrong-secret", .wrongSecret, .wrongSecret, .unauthorized, true),
      ("wrong-scheme", .wrongScheme, .wrongScheme, .unauthorizedMalformed, isHeader),
      ("other-account", .otherAccount, .otherAccount, .unauthorizedMismatch, hasAccount),
    ]
    for (name, credentials, check, outcome, applies) in rows {
      guard applies else {
        skip(check, because: "the provider's credentials have no such part")
        continue
      }
      guard var step = probe(name) else {
        skip(check, because: Self.reasonNothingFree)
        continue
      }
      step.credentials = credentials
      step.expectation = .outcome(outcome)
      step.outcomeCheck = check
      step.checks = [check]
      add(step)
    }
  }

  private mutating func addMethods() {
    var seen: Set<String> = []
    for operation in provider.operations {
      guard let path = operation.contract.path, seen.insert(path.template).inserted,
        let effect = operation.cases.first?.effect
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
      add(step)
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
      var malformed = step
      malformed = renamed(malformed, .malformedID(operation: operation.id))
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
}

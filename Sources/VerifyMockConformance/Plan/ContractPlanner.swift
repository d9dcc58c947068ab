import VerifyMockCore
import VerifyMockJSON
package import VerifyMockContract

/// Plans requests for any API from its contract alone.
package struct ContractPlanner {
  let contract: Contract
  private let options: CheckOptions
  private var plan = Plan()

  /// The plan for a contract.
  ///
  /// - Parameter isReadOnly: whether only GET and HEAD are sent as they are documented.
  package static func plan(
    for contract: Contract, options: CheckOptions, isReadOnly: Bool
  ) -> Plan {
    var planner = ContractPlanner(contract: contract, options: options)
    for operation in contract.operations where operation.path != nil {
      planner.add(operation, isReadOnly: isReadOnly)
    }
    planner.addMethods()
    planner.addHarmless()
    planner.addSkips()
    return planner.plan
  }

  private init(contract: Contract, options: CheckOptions) {
    self.contract = contract
    self.options = options
  }

  mutating func add(
    _ name: String, _ operation: ContractOperation, _ check: Check?,
    _ expectation: PlanStep.Expectation, change: (inout PlanStep) -> Void = { _ in }
  ) {
    var step = PlanStep(role: .probe(name), operation: nil, contract: operation)
    step.expectation = expectation
    if let check { step.outcomeCheck = check }
    step.checks = Planner.general.filter { $0 != .identifiers && $0 != .codeEchoed }
    if let check { step.checks.append(check) }
    change(&step)
    if let only = options.only, !step.checks.contains(where: { only.contains($0) }) { return }
    plan.steps.append(step)
  }

  private mutating func add(_ operation: ContractOperation, isReadOnly: Bool) {
    let isSafe = operation.method == "GET" || operation.method == "HEAD"
    guard isSafe || !isReadOnly else { return }
    add("call \(operation.id)", operation, nil, .documented)
    let needsCredentials = operation.security.map { security in
      !security.isEmpty && !security.contains { $0.isEmpty }
    }
    if needsCredentials ?? false, options.credentials != nil {
      add("no credentials \(operation.id)", operation, .noCredentials, .refusal([])) {
        $0.credentials = .none
      }
      add("wrong secret \(operation.id)", operation, .wrongSecret, .refusal([])) {
        $0.credentials = .wrongSecret
      }
      if hasScheme(operation) {
        add("wrong scheme \(operation.id)", operation, .wrongScheme, .refusal([])) {
          $0.credentials = .wrongScheme
        }
      }
    }
    addRefusals(operation)
  }

  /// Whether credentials go into the Authorization field.
  private func hasScheme(_ operation: ContractOperation) -> Bool {
    let names = operation.security?.first ?? []
    return contract.securitySchemes.contains { scheme in
      guard names.contains(scheme.name), case .http = scheme.kind else { return false }
      return true
    }
  }

  private mutating func addMethods() {
    var seen: Set<String> = []
    for operation in contract.operations {
      guard let path = operation.path, seen.insert(path.template).inserted else { continue }
      let known = contract.operations.filter { $0.path?.template == path.template }.map(\.method)
      guard let method = ["PATCH", "PUT"].first(where: { !known.contains($0) }) else { continue }
      add("method \(method) \(path.template)", operation, .undocumentedMethod, .methodNotAllowed) {
        $0.changes = [.method(method), .body([])]
      }
    }
  }

  private mutating func addSkips() {
    let used = Set(plan.steps.flatMap(\.checks))
    for check in Check.allCases
    where !used.contains(check) && check != .coverage && check != .responseTime {
      plan.skipped[check] = Self.reasonSkipped(check)
    }
    if let reason = Planner.reasonUnsecured(options) { plan.skipped[.transportSecurity] = reason }
    if options.responseTime == nil {
      plan.skipped[.responseTime] = "--response-time is not given"
    }
  }

  private static func reasonSkipped(_ check: Check) -> String {
    switch check {
    case .contractLint: Planner.reasonLint
    case .otherAccount, .unknownID: "a contract alone does not name the ids that exist"
    case _ where check > .unknownExtra: "a contract alone does not define verifications"
    default: "the contract has nothing that it applies to"
    }
  }
}

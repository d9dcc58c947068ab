import VerifyMockCore
import VerifyMockJSON
package import VerifyMockContract

/// Plans requests for any API from its contract alone.
///
/// Operations follow one another: what a POST answers, its `Location` or a list gives the ids that
/// other operations ask with, and what they change is read again.
package struct ContractPlanner {
  let contract: Contract
  let options: CheckOptions
  private var plan = Plan()
  /// The step whose answer names the resources below a path, by the path's segments.
  private var sources: [[ContractPath.Segment]: StepRole] = [:]

  /// The plan for a contract.
  ///
  /// - Parameter isReadOnly: whether only GET and HEAD are sent as they are documented.
  package static func plan(
    for contract: Contract, options: CheckOptions, isReadOnly: Bool
  ) -> Plan {
    var planner = ContractPlanner(contract: contract, options: options)
    let operations = contract.operations.filter { $0.path != nil }.enumerated().sorted {
      (Self.order($0.element), $0.offset) < (Self.order($1.element), $1.offset)
    }.map(\.element)
    let allowed = operations.filter { !isReadOnly || Self.isSafe($0) }
    for operation in allowed { planner.addCall(operation) }
    for operation in allowed { planner.addAccess(operation) }
    for operation in allowed { planner.addRefusals(operation) }
    planner.addMethods()
    planner.addHarmless()
    for operation in allowed where operation.method == "DELETE" { planner.addDeletion(operation) }
    planner.addSkips()
    return planner.plan
  }

  private init(contract: Contract, options: CheckOptions) {
    self.contract = contract
    self.options = options
  }

  private static func isSafe(_ operation: ContractOperation) -> Bool {
    operation.method == "GET" || operation.method == "HEAD"
  }

  /// What creates comes before what reads and changes, the shorter path before the longer.
  private static func order(_ operation: ContractOperation) -> Int {
    let words = ["POST": 0, "GET": 1, "HEAD": 2, "PUT": 3, "PATCH": 4, "DELETE": 6]
    let depth = operation.path?.parameterNames.count ?? 0
    return depth.saturatingMultiply(10).saturatingAdd(words[operation.method] ?? 5)
  }

  mutating func add(
    _ name: String, _ operation: ContractOperation, _ check: Check?,
    _ expectation: PlanStep.Expectation, change: (inout PlanStep) -> Void = { _ in }
  ) {
    add(.probe(name), operation, check, expectation, change: change)
  }

  private mutating func add(
    _ role: StepRole, _ operation: ContractOperation, _ check: Check?,
    _ expectation: PlanStep.Expectation, change: (inout PlanStep) -> Void = { _ in }
  ) {
    var step = PlanStep(role: role, operation: nil, contract: operation)
    step.expectation = expectation
    step.values = identifiers(of: operation, besides: role)
    if let check { step.outcomeCheck = check }
    step.checks = Planner.general.filter { $0 != .identifiers && $0 != .codeEchoed }
    if let check { step.checks.append(check) }
    change(&step)
    if let only = options.only, !step.checks.contains(where: { only.contains($0) }) { return }
    plan.steps.append(step)
  }

  /// The ids in an operation's path that earlier answers name.
  private func identifiers(
    of operation: ContractOperation, besides role: StepRole
  ) -> [(location: String, value: PlanStep.Value)] {
    guard let segments = operation.path?.segments else { return [] }
    var result: [(location: String, value: PlanStep.Value)] = []
    for (position, segment) in segments.enumerated() {
      guard case .parameter(let name, _, _) = segment,
        let source = sources[Array(segments[..<position])], source != role
      else { continue }
      result.append(("path/" + name, .identifier(source, name: name)))
    }
    return result
  }

  /// Whether the last parameter of an operation's path is named by an earlier answer.
  private func isKnown(_ operation: ContractOperation) -> Bool {
    guard let segments = operation.path?.segments, case .parameter? = segments.last else {
      return false
    }
    return sources[Array(segments.dropLast())] != nil
  }

  private mutating func addCall(_ operation: ContractOperation) {
    guard let segments = operation.path?.segments else { return }
    let role = StepRole.call(operation.id)
    switch operation.method {
    case "POST":
      add(role, operation, nil, .documented)
      sources[segments] = role
    case "GET" where isKnown(operation):
      add(role, operation, .sendThenGet, .found)
    case "PUT", "PATCH":
      let changes = changes(operation)
      add(role, operation, nil, isKnown(operation) ? .found : .documented) {
        $0.values += changes
      }
      addReading(after: operation, role)
    // Last of all, when nothing else needs the resource.
    case "DELETE" where isKnown(operation): break
    default:
      add(role, operation, nil, .documented)
      if operation.method == "GET", sources[segments] == nil { sources[segments] = role }
    }
  }

  /// Values that differ from those that a resource is created with, where any may stand.
  private func changes(
    _ operation: ContractOperation
  ) -> [(location: String, value: PlanStep.Value)] {
    guard let content = operation.requestBody?.json else { return [] }
    return contract.facts(content.facts).properties.compactMap { property in
      let facts = contract.facts(property.facts)
      guard !facts.isReadOnly, !facts.isReference, facts.enumValues == nil, facts.pattern == nil,
        facts.format == nil
      else { return nil }
      let place = "body/" + property.name
      if facts.types == .string {
        guard facts.minLength ?? 0 <= 7, facts.maxLength ?? 7 >= 7 else { return nil }
        return (place, .literal(.string("changed")))
      }
      guard facts.types == .number || facts.types == .integer,
        case .number(let text) = contract.sample(property.facts), let number = Int(text),
        !facts.excludes(Double(number.saturatingAdd(1)))
      else { return nil }
      return (place, .literal(.number("\(number.saturatingAdd(1))")))
    }
  }

  /// The operation that reads what another one changes.
  private func reader(of operation: ContractOperation) -> ContractOperation? {
    contract.operations.first { $0.method == "GET" && $0.path == operation.path }
  }

  private mutating func addReading(after operation: ContractOperation, _ change: StepRole) {
    guard isKnown(operation), let get = reader(of: operation) else { return }
    add(.readAfter(operation.id), get, .sendThenGet, .found) { $0.needs.append(change) }
  }

  /// Deletes a resource that this run has made, and looks for it.
  private mutating func addDeletion(_ operation: ContractOperation) {
    guard isKnown(operation), let segments = operation.path?.segments,
      case .call(let creator)? = sources[Array(segments.dropLast())],
      contract.operation(creator)?.method == "POST"
    else { return }
    let role = StepRole.call(operation.id)
    add(role, operation, nil, .found)
    guard let get = reader(of: operation) else { return }
    add(.readAfter(operation.id), get, .unknownID, .gone) { $0.needs.append(role) }
  }

  private mutating func addAccess(_ operation: ContractOperation) {
    let needsCredentials = operation.security.map { security in
      !security.isEmpty && !security.contains { $0.isEmpty }
    }
    guard needsCredentials ?? false, options.credentials != nil else { return }
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
      guard Self.applies(check) else {
        plan.inapplicable.append(check)
        continue
      }
      plan.skipped[check] = Self.reasonSkipped(check)
    }
    if let reason = Planner.reasonUnsecured(options) { plan.skipped[.transportSecurity] = reason }
    if options.responseTime == nil {
      plan.skipped[.responseTime] = "--response-time is not given"
    }
  }

  /// Whether a check is about APIs in general, not about verifications.
  private static func applies(_ check: Check) -> Bool {
    switch check {
    case .otherAccount, .rateLimit...(.codeEchoed):
      [.sendThenGet, .responseTime, .payloadSize, .transportSecurity].contains(check)
    default: true
    }
  }

  private static func reasonSkipped(_ check: Check) -> String {
    check == .contractLint
      ? Planner.reasonLint : "the contract has nothing that it applies to"
  }
}

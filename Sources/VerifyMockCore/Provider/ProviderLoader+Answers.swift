import VerifyMockJSON
import VerifyMockContract

/// How an operation's requests can end, and what it answers then.
extension ProviderLoader {
  mutating func answers(
    _ name: String, at key: JSONElement, cases: [ProviderOperation.EffectCase],
    table: OutcomeTable, contract: ContractOperation
  ) -> [Answer?] {
    var reachable: Set<Outcome> = []
    var possible: Set<Outcome> = []
    for one in cases {
      reachable.formUnion(
        Self.reachableOutcomes(
          of: one.effect, in: contract, rules, needsCredentials: !credentials.isEmpty))
      possible.formUnion(Self.possibleOutcomes(of: one.effect))
    }
    let endings = cases.map { ($0.effect, Self.possibleOutcomes(of: $0.effect)) }
    var result: [Answer?] = Outcome.allCases.map { _ in nil }
    var missing: [Outcome] = []
    for outcome in Outcome.allCases {
      guard let effect = endings.first(where: { $0.1.contains(outcome) })?.0 else { continue }
      let answer = answer(
        to: outcome, in: table, effect: effect, contract: contract,
        isReachable: reachable.contains(outcome) || reachable.contains(outcome.base))
      result[Int(outcome.rawValue)] = answer
      if answer == nil, reachable.contains(outcome), table[outcome] == nil {
        missing.append(outcome)
      }
    }
    for outcome in missing {
      let stub =
        "\"\(outcome.name)\": { \"status\": 400, \"text\": \"…\", \"certainty\": \"assumed\" }"
      reader.note(key, "'\(name)' has no answer to '\(outcome.name)'", hint: "add \(stub)")
    }
    return result
  }

  /// How an effect can end without a scenario's doing.
  static func reachableOutcomes(
    of effect: Effect, in contract: ContractOperation, _ rules: VerificationRules,
    needsCredentials: Bool
  ) -> Set<Outcome> {
    var result: Set<Outcome> = [effect.success]
    if needsCredentials { result.insert(.unauthorized) }
    if contract.requestBody != nil || !contract.parameters.isEmpty {
      result.insert(.invalidRequest)
    }
    switch effect {
    case .send:
      if rules.again == .refuse { result.insert(.alreadyPending) }
    case .resend:
      result.formUnion([.notFound, .expired, .alreadyVerified])
      if rules.limits.resends != nil { result.insert(.rateLimitedTooMany) }
      if rules.limits.resendGap != nil { result.insert(.rateLimitedTooSoon) }
    case .check:
      result.formUnion([.notFound, .wrongCode, .expired, .alreadyVerified])
      if rules.limits.checks != nil { result.insert(.checksExhausted) }
    case .approve, .cancel:
      result.formUnion([.notFound, .expired, .alreadyVerified])
    case .get, .numberGet, .numberUpdate, .numberDelete:
      result.insert(.notFound)
    case .list, .numberList: break
    }
    return result
  }

  /// How an effect can end at all, when a scenario says so.
  package static func possibleOutcomes(of effect: Effect) -> Set<Outcome> {
    var result: Set<Outcome> = [
      effect.success, .unauthorized, .unauthorizedMissing, .unauthorizedMalformed,
      .unauthorizedMismatch, .forbidden, .notFound, .notFoundUnknown, .invalidRequest,
      .invalidRequestMissing, .invalidRequestType, .invalidRequestValue,
      .invalidRequestUnreadable, .rateLimited, .rateLimitedRequests, .noCredit, .serverError,
    ]
    switch effect {
    case .send:
      result.formUnion([
        .rateLimitedTooSoon, .sendsExhausted, .alreadyPending, .alreadyVerified, .undeliverable,
      ])
    case .resend:
      result.formUnion([
        .rateLimitedTooSoon, .rateLimitedTooMany, .sendsExhausted, .expired, .alreadyVerified,
        .alreadyCanceled, .checksExhausted, .undeliverable,
      ])
    case .check:
      result.formUnion([
        .wrongCode, .expired, .alreadyVerified, .alreadyCanceled, .checksExhausted,
        .rateLimitedTooSoon,
      ])
    case .approve, .cancel:
      result.formUnion([
        .expired, .alreadyVerified, .alreadyCanceled, .checksExhausted, .cancelRefused,
      ])
    default: break
    }
    return result
  }
}

import VerifyMockContract

/// What an operation does to verifications or verified numbers.
package enum Effect: String, Sendable, CaseIterable {
  case send
  case resend
  case check
  case approve
  case get
  case list
  case cancel
  case numberGet = "number.get"
  case numberList = "number.list"
  case numberUpdate = "number.update"
  case numberDelete = "number.delete"

  /// The outcome when all went well.
  package var success: Outcome {
    switch self {
    case .send: .sent
    case .resend: .resent
    case .check, .approve: .approved
    case .get, .numberGet: .found
    case .list, .numberList: .listed
    case .cancel: .canceled
    case .numberUpdate: .updated
    case .numberDelete: .deleted
    }
  }

  /// Whether the effect is about one verification that must exist.
  package var needsVerification: Bool {
    switch self {
    case .resend, .check, .approve, .get, .cancel: true
    default: false
    }
  }

  /// Whether the effect is about one verified number that must exist.
  package var needsNumber: Bool {
    switch self {
    case .numberGet, .numberUpdate, .numberDelete: true
    default: false
    }
  }

  package var isList: Bool { self == .list || self == .numberList }
}

/// How an operation ended; a few outcomes come with a reason behind a slash.
package enum Outcome: Int, Sendable, CaseIterable {
  case sent, resent, approved, found, listed, canceled, updated, deleted, unauthorized,
    unauthorizedMissing, unauthorizedMalformed, unauthorizedMismatch, forbidden, notFound,
    notFoundUnknown, notFoundRoute, methodNotAllowed, invalidRequest, invalidRequestMissing,
    invalidRequestType, invalidRequestValue, invalidRequestUnreadable, wrongCode, expired,
    alreadyVerified, alreadyCanceled, alreadyPending, sendsExhausted, checksExhausted,
    cancelRefused, rateLimited, rateLimitedRequests, rateLimitedTooSoon, rateLimitedTooMany,
    noCredit, undeliverable, serverError

  /// The name in documents, such as `rate-limited/too-soon`.
  package var name: String {
    switch self {
    case .sent: "sent"
    case .resent: "resent"
    case .approved: "approved"
    case .found: "found"
    case .listed: "listed"
    case .canceled: "canceled"
    case .updated: "updated"
    case .deleted: "deleted"
    case .unauthorized: "unauthorized"
    case .unauthorizedMissing: "unauthorized/missing"
    case .unauthorizedMalformed: "unauthorized/malformed"
    case .unauthorizedMismatch: "unauthorized/mismatch"
    case .forbidden: "forbidden"
    case .notFound: "not-found"
    case .notFoundUnknown: "not-found/unknown"
    case .notFoundRoute: "not-found/route"
    case .methodNotAllowed: "method-not-allowed"
    case .invalidRequest: "invalid-request"
    case .invalidRequestMissing: "invalid-request/missing"
    case .invalidRequestType: "invalid-request/type"
    case .invalidRequestValue: "invalid-request/value"
    case .invalidRequestUnreadable: "invalid-request/unreadable"
    case .wrongCode: "wrong-code"
    case .expired: "expired"
    case .alreadyVerified: "already-verified"
    case .alreadyCanceled: "already-canceled"
    case .alreadyPending: "already-pending"
    case .sendsExhausted: "sends-exhausted"
    case .checksExhausted: "checks-exhausted"
    case .cancelRefused: "cancel-refused"
    case .rateLimited: "rate-limited"
    case .rateLimitedRequests: "rate-limited/requests"
    case .rateLimitedTooSoon: "rate-limited/too-soon"
    case .rateLimitedTooMany: "rate-limited/too-many"
    case .noCredit: "no-credit"
    case .undeliverable: "undeliverable"
    case .serverError: "server-error"
    }
  }

  package static let names = allCases.map(\.name)

  private static let byName = Dictionary(uniqueKeysWithValues: zip(names, allCases))

  /// The outcome of a name in documents; nil when there is none.
  package init?(name: String) {
    guard let outcome = Self.byName[name] else { return nil }
    self = outcome
  }

  /// The outcome without its reason: `rate-limited` for `rate-limited/too-soon`.
  package var base: Outcome {
    switch self {
    case .unauthorizedMissing, .unauthorizedMalformed, .unauthorizedMismatch: .unauthorized
    case .notFoundUnknown, .notFoundRoute: .notFound
    case .invalidRequestMissing, .invalidRequestType, .invalidRequestValue,
      .invalidRequestUnreadable:
      .invalidRequest
    case .rateLimitedRequests, .rateLimitedTooSoon, .rateLimitedTooMany: .rateLimited
    default: self
    }
  }

  /// Whether this is how an effect ends when all went well.
  package var isSuccess: Bool {
    switch self {
    case .sent, .resent, .approved, .found, .listed, .canceled, .updated, .deleted: true
    default: false
    }
  }
}

/// Which outcomes an effect can have: what the documents have to answer.
extension Effect {
  /// The outcomes that requests can reach without a scenario.
  func reachableOutcomes(
    in contract: ContractOperation, _ rules: VerificationRules, needsCredentials: Bool
  ) -> Set<Outcome> {
    var result: Set<Outcome> = [success]
    if needsCredentials { result.insert(.unauthorized) }
    if contract.requestBody != nil || !contract.parameters.isEmpty {
      result.insert(.invalidRequest)
    }
    switch self {
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

  /// All outcomes, those that only a scenario reaches included.
  var possibleOutcomes: Set<Outcome> {
    let always: Set<Outcome> = [
      success, .unauthorized, .unauthorizedMissing, .unauthorizedMalformed,
      .unauthorizedMismatch, .forbidden, .notFound, .notFoundUnknown, .invalidRequest,
      .invalidRequestMissing, .invalidRequestType, .invalidRequestValue,
      .invalidRequestUnreadable, .rateLimited, .rateLimitedRequests, .noCredit, .serverError,
    ]
    switch self {
    case .send:
      return always.union([
        .rateLimitedTooSoon, .sendsExhausted, .alreadyPending, .alreadyVerified, .undeliverable,
      ])
    case .resend:
      return always.union([
        .rateLimitedTooSoon, .rateLimitedTooMany, .sendsExhausted, .expired, .alreadyVerified,
        .alreadyCanceled, .checksExhausted, .undeliverable,
      ])
    case .check:
      return always.union([
        .wrongCode, .expired, .alreadyVerified, .alreadyCanceled, .checksExhausted,
        .rateLimitedTooSoon,
      ])
    case .approve, .cancel:
      return always.union([
        .expired, .alreadyVerified, .alreadyCanceled, .checksExhausted, .cancelRefused,
      ])
    case .get, .list, .numberGet, .numberList, .numberUpdate, .numberDelete:
      return always
    }
  }

  /// What exists, and so can be named, when an outcome is answered.
  ///
  /// - Parameter leavesNumber: whether an approved verification leaves a verified number behind.
  func subjects(of outcome: Outcome, leavesNumber: Bool) -> Set<Term.Subject> {
    let subjects = outcome.subjects
    let isEarly: Bool
    switch outcome.base {
    case .unauthorized, .invalidRequest, .methodNotAllowed, .notFound, .forbidden, .noCredit,
      .undeliverable, .serverError:
      isEarly = true
    default: isEarly = false
    }
    switch self {
    case .send:
      // A refused send may come before the first verification.
      let hasVerification = [.sent, .alreadyPending, .sendsExhausted].contains(outcome)
      return hasVerification ? subjects.union([.verification, .attempt]) : subjects
    case .list, .numberList:
      return outcome == .listed ? subjects.union([.page]) : subjects
    case _ where isEarly: return subjects
    case .resend, .get, .cancel:
      return subjects.union([.verification, .attempt])
    case .check, .approve:
      let number: Set<Term.Subject> = outcome == .approved && leavesNumber ? [.number] : []
      return subjects.union([.verification, .attempt, .check]).union(number)
    case .numberGet, .numberUpdate, .numberDelete:
      return subjects.union([.number])
    }
  }
}

extension Outcome {
  /// What exists for every effect that ends so.
  var subjects: Set<Term.Subject> {
    let always: Set<Term.Subject> = [.request, .account, .outcome]
    switch base {
    case .invalidRequest: return always.union([.violation])
    case .rateLimited, .sendsExhausted, .checksExhausted: return always.union([.limit])
    default: return always
    }
  }
}

/// How an operation ended; a few outcomes come with a reason behind a slash.
package enum Outcome: UInt8, Sendable, CaseIterable {
  case sent
  case resent
  case approved
  case found
  case listed
  case canceled
  case updated
  case deleted

  case unauthorized
  case unauthorizedMissing
  case unauthorizedMalformed
  case unauthorizedMismatch
  case forbidden
  case notFound
  case notFoundUnknown
  case notFoundRoute
  case methodNotAllowed
  case invalidRequest
  case invalidRequestMissing
  case invalidRequestType
  case invalidRequestValue
  case invalidRequestUnreadable
  case wrongCode
  case expired
  case alreadyVerified
  case alreadyCanceled
  case alreadyPending
  case sendsExhausted
  case checksExhausted
  case cancelRefused
  case rateLimited
  case rateLimitedRequests
  case rateLimitedTooSoon
  case rateLimitedTooMany
  case noCredit
  case undeliverable
  case serverError

  /// The name in documents, such as `rate-limited/too-soon`.
  package var name: String { Self.names[Int(rawValue)] }

  package init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  /// The names in the order of the cases.
  package static let names = [
    "sent", "resent", "approved", "found", "listed", "canceled", "updated", "deleted",
    "unauthorized", "unauthorized/missing", "unauthorized/malformed", "unauthorized/mismatch",
    "forbidden", "not-found", "not-found/unknown", "not-found/route", "method-not-allowed",
    "invalid-request", "invalid-request/missing", "invalid-request/type",
    "invalid-request/value", "invalid-request/unreadable", "wrong-code", "expired",
    "already-verified", "already-canceled", "already-pending", "sends-exhausted",
    "checks-exhausted", "cancel-refused", "rate-limited", "rate-limited/requests",
    "rate-limited/too-soon", "rate-limited/too-many", "no-credit", "undeliverable",
    "server-error",
  ]

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

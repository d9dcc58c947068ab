/// A value that a template can name: the one table behind loader, suggestions and documents.
package enum Term: UInt8, Sendable, CaseIterable {
  case requestID, requestOrigin, requestPath, requestTime
  case accountID, accountUUID
  case verificationID, verificationRecipient, verificationChannel, verificationStatus
  case verificationCount, verificationCreated, verificationUpdated, verificationExpires
  case verificationLifetime, verificationResends, verificationClient, verificationKept
  case verificationChargeTotal, verificationChargeApproval, verificationCode
  case attemptID, attemptNumber, attemptIndex, attemptChannel, attemptStatus, attemptEvent
  case attemptError, attemptCreated, attemptCharge, attemptKept
  case checkID, checkCreated, checkVerdict, checkNumber
  case numberPhone, numberCreated, numberModified, numberVerification, numberKept
  case pageLimit, pageOffset, pageTotal, pageNext, pagePrevious
  case limitMax, limitGap, limitWait
  case outcomeText, outcomeStatus
  case violationField, violationPath, violationKind, violationText
  case urlBare, urlCanonical, urlPortlessBare, urlPortlessCanonical, nonce
  case walkthroughRecipient, walkthroughCode, walkthroughWrongCode, walkthroughCallback

  /// The JSON type of the bare value.
  package enum Kind: Sendable {
    case text, word, code, integer, instant, interval, decimal, phone, kept, list
  }

  /// What must exist for the term to have a value.
  package enum Subject: String, Sendable, CaseIterable {
    case request, account, verification, attempt, check, number, page, limit, outcome
    case violation, callback, walkthrough

    /// The position in a set of subjects.
    var bit: Int {
      switch self {
      case .request: 0
      case .account: 1
      case .verification: 2
      case .attempt: 3
      case .check: 4
      case .number: 5
      case .page: 6
      case .limit: 7
      case .outcome: 8
      case .violation: 9
      case .callback: 10
      case .walkthrough: 11
      }
    }
  }

  package var name: String { entry.name }
  package var kind: Kind { entry.kind }
  package var subject: Subject { entry.subject }

  /// The terms by name; `kept` terms are followed by one more name.
  package static let byName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  private var entry: (name: String, kind: Kind, subject: Subject) {
    switch self {
    case .requestID: ("request.id", .text, .request)
    case .requestOrigin: ("request.origin", .text, .request)
    case .requestPath: ("request.path", .text, .request)
    case .requestTime: ("request.time", .instant, .request)
    case .accountID: ("account.id", .text, .account)
    case .accountUUID: ("account.uuid", .text, .account)
    case .verificationID: ("verification.id", .text, .verification)
    case .verificationRecipient: ("verification.recipient", .phone, .verification)
    case .verificationChannel: ("verification.channel", .word, .verification)
    case .verificationStatus: ("verification.status", .word, .verification)
    case .verificationCount: ("verification.count", .integer, .verification)
    case .verificationCreated: ("verification.created", .instant, .verification)
    case .verificationUpdated: ("verification.updated", .instant, .verification)
    case .verificationExpires: ("verification.expires", .instant, .verification)
    case .verificationLifetime: ("verification.lifetime", .interval, .verification)
    case .verificationResends: ("verification.resends", .integer, .verification)
    case .verificationClient: ("verification.client", .text, .verification)
    case .verificationKept: ("verification.kept", .kept, .verification)
    case .verificationChargeTotal: ("verification.charge.total", .decimal, .verification)
    case .verificationChargeApproval: ("verification.charge.approval", .decimal, .verification)
    case .verificationCode: ("verification.code", .code, .verification)
    case .attemptID: ("attempt.id", .text, .attempt)
    case .attemptNumber: ("attempt.number", .integer, .attempt)
    case .attemptIndex: ("attempt.index", .integer, .attempt)
    case .attemptChannel: ("attempt.channel", .word, .attempt)
    case .attemptStatus: ("attempt.status", .text, .attempt)
    case .attemptEvent: ("attempt.event", .text, .attempt)
    case .attemptError: ("attempt.error", .text, .attempt)
    case .attemptCreated: ("attempt.created", .instant, .attempt)
    case .attemptCharge: ("attempt.charge", .decimal, .attempt)
    case .attemptKept: ("attempt.kept", .kept, .attempt)
    case .checkID: ("check.id", .text, .check)
    case .checkCreated: ("check.created", .instant, .check)
    case .checkVerdict: ("check.verdict", .word, .check)
    case .checkNumber: ("check.number", .integer, .check)
    case .numberPhone: ("number.phone", .phone, .number)
    case .numberCreated: ("number.created", .instant, .number)
    case .numberModified: ("number.modified", .instant, .number)
    case .numberVerification: ("number.verification", .text, .number)
    case .numberKept: ("number.kept", .kept, .number)
    case .pageLimit: ("page.limit", .integer, .page)
    case .pageOffset: ("page.offset", .integer, .page)
    case .pageTotal: ("page.total", .integer, .page)
    case .pageNext: ("page.next", .text, .page)
    case .pagePrevious: ("page.previous", .text, .page)
    case .limitMax: ("limit.max", .integer, .limit)
    case .limitGap: ("limit.gap", .interval, .limit)
    case .limitWait: ("limit.wait", .interval, .limit)
    case .outcomeText: ("outcome.text", .text, .outcome)
    case .outcomeStatus: ("outcome.status", .integer, .outcome)
    case .violationField: ("violation.field", .text, .violation)
    case .violationPath: ("violation.path", .list, .violation)
    case .violationKind: ("violation.kind", .word, .violation)
    case .violationText: ("violation.text", .text, .violation)
    case .urlBare: ("url.bare", .text, .callback)
    case .urlCanonical: ("url.canonical", .text, .callback)
    case .urlPortlessBare: ("url.portless.bare", .text, .callback)
    case .urlPortlessCanonical: ("url.portless.canonical", .text, .callback)
    case .nonce: ("nonce", .text, .callback)
    case .walkthroughRecipient: ("recipient", .phone, .walkthrough)
    case .walkthroughCode: ("code", .code, .walkthrough)
    case .walkthroughWrongCode: ("wrong-code", .code, .walkthrough)
    case .walkthroughCallback: ("callback", .text, .walkthrough)
    }
  }
}

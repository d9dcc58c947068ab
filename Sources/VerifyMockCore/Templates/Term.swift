import VerifyMockJSON

/// A value that a template can name: the one table behind loader, suggestions and documents.
package enum Term: Sendable, CaseIterable {
  case requestID, requestOrigin, requestPath, requestTime
  case accountID, accountUUID
  case verificationID, verificationRecipient, verificationChannel, verificationStatus
  case verificationCount, verificationCreated, verificationUpdated, verificationExpires
  case verificationLifetime, verificationResends, verificationClient, verificationKept
  case verificationChargeTotal, verificationChargeApproval, verificationCode
  case verificationChecksLeft, verificationSendsLeft, verificationValue
  case attemptID, attemptNumber, attemptIndex, attemptChannel, attemptStatus, attemptEvent
  case attemptError, attemptCreated, attemptCharge, attemptKept, attemptValue
  case checkID, checkCreated, checkVerdict, checkNumber, checkValue
  case numberPhone, numberCreated, numberModified, numberVerification, numberKept
  case pageLimit, pageOffset, pageTotal, pageNext, pagePrevious
  case limitMax, limitGap, limitWait
  case outcomeText, outcomeStatus
  case violationField, violationPath, violationKind, violationText
  case urlBare, urlCanonical, urlPortlessBare, urlPortlessCanonical, nonce
  case walkthroughRecipient, walkthroughCode, walkthroughWrongCode, walkthroughCallback

  /// The JSON type of the bare value.
  package enum Kind: Sendable {
    case text, word, code, integer, instant, interval, decimal, phone, kept, value, path
  }

  /// What must exist for the term to have a value.
  package enum Subject: Sendable, CaseIterable {
    case request, account, verification, attempt, check, number, page, limit, outcome
    case violation, callback, walkthrough
  }

  package var name: String { entry.name }
  package var kind: Kind { entry.kind }
  package var subject: Subject { entry.subject }

  /// The terms by name; those of kept values and of values are followed by one more name.
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
    case .verificationChecksLeft: ("verification.checks.left", .integer, .verification)
    case .verificationSendsLeft: ("verification.sends.left", .integer, .verification)
    case .verificationValue: ("verification.value", .value, .verification)
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
    case .attemptValue: ("attempt.value", .value, .attempt)
    case .checkID: ("check.id", .text, .check)
    case .checkCreated: ("check.created", .instant, .check)
    case .checkVerdict: ("check.verdict", .word, .check)
    case .checkNumber: ("check.number", .integer, .check)
    case .checkValue: ("check.value", .value, .check)
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
    case .violationPath: ("violation.path", .path, .violation)
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

/// Another form of a value, named by the last segment of a placeholder.
package enum TermView: String, Sendable, CaseIterable {
  case bare
  /// A telephone number without its plus.
  case digits
  /// The ISO 3166-1 alpha-2 country of a telephone number.
  case country
  /// An instant with nanoseconds.
  case nano
  /// An instant without a time zone.
  case plain
  /// An instant as RFC 3339 without a fraction.
  case rfc3339
  /// An instant as in e-mail.
  case rfc2822
  /// An instant as whole seconds or milliseconds since 1970.
  case unix
  case unixMilliseconds = "unix-milliseconds"
  /// An instant as whole seconds from now.
  case secondsLeft = "seconds-left"
  /// A length of time in whole units.
  case seconds, minutes, milliseconds
  /// A decimal without trailing zeros.
  case trimmed
  /// Text in capitals.
  case upper
  /// Text character by character, for a voice to read.
  case spelled

  package var name: String { rawValue }

  /// The views that a kind of value has.
  package static func views(of kind: Term.Kind) -> [TermView] {
    switch kind {
    case .phone: [.digits, .country]
    case .instant: [.nano, .plain, .rfc3339, .rfc2822, .unix, .unixMilliseconds, .secondsLeft]
    case .interval: [.seconds, .minutes, .milliseconds]
    case .decimal: [.trimmed]
    case .text, .word, .code: [.upper, .spelled]
    case .integer, .kept, .value, .path: []
    }
  }
}

/// One `{{…}}` of a template, resolved.
package struct Placeholder: Sendable, Hashable {
  package let term: Term
  package let view: TermView
  /// For terms of kept values and of values the position in the provider's list of names.
  package let kept: Int

  package init(term: Term, view: TermView = .bare, kept: Int = 0) {
    self.term = term
    self.view = view
    self.kept = kept
  }

  /// Whether the value is a number in JSON.
  package var isInteger: Bool {
    switch view {
    case .unix, .unixMilliseconds, .secondsLeft, .seconds, .minutes, .milliseconds: true
    case .bare: term.kind == .integer || term.kind == .interval
    default: false
    }
  }

  /// Why a text in braces names nothing.
  package struct Unknown: Error {
    let problem: DocumentProblem
  }

  /// Reads what stands between the braces.
  package init(_ text: String, keptNames: [String], valueNames: [String] = []) throws(Unknown) {
    let text = text.trimmingSpaces
    if let term = Term.byName[text], term.kind != .kept, term.kind != .value {
      self.init(term: term)
      return
    }
    for term in Term.allCases where term.kind == .kept || term.kind == .value {
      let prefix = term.name + "."
      guard text.hasPrefix(prefix) else { continue }
      let name = String(text.dropFirst(prefix.count))
      let names = term.kind == .kept ? keptNames : valueNames
      guard let position = names.firstIndex(of: name) else {
        let what = term.kind == .kept ? "kept value" : "value"
        throw Unknown(
          problem: .unknownName(UnknownName(what, name, known: names, prefix: prefix)))
      }
      self.init(term: term, kept: position)
      return
    }
    if let dot = text.lastIndex(of: "."), let term = Term.byName[String(text[..<dot])] {
      let name = String(text[text.index(after: dot)...])
      let views = TermView.views(of: term.kind)
      guard let view = views.first(where: { $0.name == name }) else {
        throw Unknown(
          problem: .unknownName(
            UnknownName("view", name, known: views.map(\.name))))
      }
      self.init(term: term, view: view)
      return
    }
    let unknown = UnknownName("placeholder", text, known: Term.allCases.map(\.name))
    throw Unknown(problem: .unknownName(unknown))
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    var rest = Substring(self)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

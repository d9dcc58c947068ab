/// One check of the catalogue; the raw value is its stable id.
package enum Check: String, Sendable, CaseIterable, Comparable {
  case status = "C01"
  case mediaType = "C02"
  case strictJSON = "C03"
  case bodySchema = "C04"
  case letterCase = "C05"
  case undocumentedField = "C06"
  case responseHeaders = "C07"
  case noCredentials = "C08"
  case wrongSecret = "C09"
  case wrongScheme = "C10"
  case otherAccount = "C11"
  case undocumentedMethod = "C12"
  case headAndOptions = "C13"
  case unknownID = "C14"
  case malformedID = "C15"
  case trailingSlash = "C16"
  case missingRequired = "C17"
  case wrongType = "C18"
  case outOfRange = "C19"
  case badEnumeration = "C20"
  case malformedJSON = "C21"
  case wrongMediaType = "C22"
  case emptyBody = "C23"
  case unknownExtra = "C24"
  case errorShape = "C25"
  case rateLimit = "C26"
  case sendThenGet = "C27"
  case wrongCode = "C28"
  case rightCode = "C29"
  case secondCheck = "C30"
  case expiredCode = "C31"
  case attemptLimit = "C32"
  case identifiers = "C33"
  case timestamps = "C34"
  case sums = "C35"
  case pagination = "C36"
  case filters = "C37"
  case repeatedGet = "C38"
  case race = "C39"
  case callbacks = "C40"
  case responseTime = "C41"
  case payloadSize = "C42"
  case transportSecurity = "C43"
  case codeEchoed = "C44"
  case secretEchoed = "C45"
  case contractLint = "C46"
  case coverage = "C47"
  case transport = "C48"
  // What a program does; only requests that it makes by itself show that.
  case programMessage = "R01"
  case programRoute = "R02"
  case programRequest = "R03"
  case programCredentials = "R04"
  case programAnswer = "R05"
  case programHost = "R06"

  /// The checks of an endpoint.
  package static let allCases: [Check] = (1...48).compactMap { number in
    Check(rawValue: (number < 10 ? "C0" : "C") + String(number))
  }

  /// The checks of a program.
  package static let ofPrograms: [Check] = (1...6).compactMap { Check(rawValue: "R0\($0)") }

  package static func < (a: Check, b: Check) -> Bool { a.rawValue < b.rawValue }

  /// The stable id: `C01`.
  package var id: String { rawValue }
  package var title: String { row.title }
  /// The severity of a breach where the broken statement has no certainty of its own.
  package var severity: Severity { row.severity }
  /// What the check rests on.
  package var basis: String { row.basis }

  private typealias Row = (title: String, severity: Severity, basis: String)

  private var row: Row {
    switch self {
    case .status...(.responseHeaders): answerRow
    case .noCredentials...(.trailingSlash): accessRow
    case .missingRequired...(.rateLimit): refusalRow
    case .sendThenGet...(.timestamps): lifeRow
    case .programMessage...(.programHost): programRow
    default: otherRow
    }
  }

  private var answerRow: Row {
    switch self {
    case .status: ("the status code is the documented one", .failure, "the contract's responses")
    case .mediaType:
      ("the content type is the documented one", .failure, "the contract; RFC 9110 section 8.3")
    case .strictJSON: ("the body is strict JSON", .failure, "RFC 8259")
    case .bodySchema: ("the body fits its schema", .failure, "the contract's schemas")
    case .letterCase:
      ("enumerated values have the documented letter case", .failure, "the contract's enums")
    case .undocumentedField:
      ("the body has only documented fields", .failure, "the contract's schemas")
    default: ("response headers are as documented", .failure, "the contract's headers")
    }
  }

  private var accessRow: Row {
    switch self {
    case .noCredentials:
      ("a request without credentials is refused", .failure, "the contract's security; RFC 9110")
    case .wrongSecret: ("a wrong secret is refused", .failure, "the contract's security")
    case .wrongScheme:
      ("another authentication scheme is refused", .failure, "the contract's security")
    case .otherAccount:
      ("another account's path is refused", .failure, "the provider's credentials")
    case .undocumentedMethod:
      ("an undocumented method is refused with 405", .failure, "RFC 9110 section 15.5.6")
    case .headAndOptions:
      ("HEAD and OPTIONS are no server error", .failure, "RFC 9110 sections 9.1, 15.6")
    case .unknownID: ("an unknown id is not found", .failure, "the provider's outcomes")
    case .malformedID: ("a malformed id is refused", .failure, "the provider's outcomes")
    default: ("a final slash more or less is no server error", .failure, "RFC 9110 section 15.6")
    }
  }

  private var refusalRow: Row {
    switch self {
    case .missingRequired:
      ("a missing required value is refused", .failure, "the contract's required")
    case .wrongType: ("a value of a wrong type is refused", .failure, "the contract's types")
    case .outOfRange: ("a value out of range is refused", .failure, "the contract's ranges")
    case .badEnumeration: ("a value outside its enum is refused", .failure, "the contract's enums")
    case .malformedJSON: ("malformed JSON is refused, never a 5xx", .failure, "RFC 9110")
    case .wrongMediaType: ("a wrong content type is no server error", .failure, "RFC 9110")
    case .emptyBody: ("an empty body is refused", .failure, "the contract's request bodies")
    case .unknownExtra: ("an unknown parameter is no server error", .failure, "RFC 9110")
    case .errorShape:
      ("error bodies have the documented shape", .failure, "the contract's error schemas")
    default: ("the documented rate is limited", .failure, "the provider's rate")
    }
  }

  private var lifeRow: Row {
    switch self {
    case .sendThenGet: ("what was sent is what is got", .failure, "the provider's templates")
    case .wrongCode:
      ("a wrong code is refused and changes nothing", .failure, "security; the outcomes")
    case .rightCode: ("the right code is approved", .failure, "the provider's outcomes")
    case .secondCheck:
      ("a second check of an approved code is refused", .failure, "security; the outcomes")
    case .expiredCode: ("an expired code is refused", .failure, "security; the lifetime")
    case .attemptLimit: ("checks are limited as documented", .failure, "the provider's limits")
    case .identifiers:
      ("request ids are unique, verification ids stable", .failure, "the provider's templates")
    default: ("timestamps are ordered and not in the future", .failure, "RFC 3339")
    }
  }

  private var programRow: Row {
    switch self {
    case .programMessage: ("every message is HTTP that a server accepts", .failure, "RFC 9112")
    case .programRoute: ("every request fits an operation", .failure, "the contract's paths")
    case .programRequest:
      ("every request is as its contract asks", .failure, "the contract's parameters and bodies")
    case .programCredentials:
      ("credentials are taken", .failure, "the contract's security")
    case .programAnswer: ("every answer matches its contract", .failure, "the contract")
    default: ("no other host is asked for", .warning, "the providers' hosts")
    }
  }

  private var otherRow: Row {
    switch self {
    case .sums: ("counts, attempts and charges agree", .failure, "exact decimal arithmetic")
    case .pagination: ("limit, offset and links are applied", .failure, "the provider's lists")
    case .filters: ("filters keep what fits and nothing else", .failure, "the provider's filters")
    case .repeatedGet: ("two equal reads are equal", .failure, "RFC 9110 section 9.2.1")
    case .race: ("of two concurrent right codes one wins", .failure, "security")
    case .callbacks: ("callbacks are complete, in order, signed", .failure, "the callback rules")
    case .responseTime: ("answers come in time", .failure, "--response-time")
    case .payloadSize: ("payloads have a plausible size", .warning, "a megabyte")
    case .transportSecurity: ("a real host is reached by TLS", .failure, "RFC 9325")
    case .codeEchoed: ("the code never appears in an answer", .failure, "security")
    case .secretEchoed: ("secrets are not echoed", .failure, "security")
    case .transport:
      ("every request gets an answer in HTTP", .failure, "RFC 9110; RFC 9112")
    case .contractLint: ("the contract itself is valid", .info, "OpenAPI 3.1")
    default: ("every documented operation and status is accounted for", .info, "the contract")
    }
  }
}

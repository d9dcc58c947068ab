/// What a planned request is for.
///
/// Steps that depend on each other, and checks that compare answers, find each other by role: a role
/// that is renamed or removed breaks the build instead of silently dropping a check.
package enum StepRole: Hashable, Sendable {
  /// One of the verifications that a run starts, each with its own recipient.
  package enum Verification: String, Sendable {
    /// Read, checked with a wrong code and then with the right one.
    case main = "1"
    /// Gives lists and filters a second item.
    case second = "2"
    case resent = "resend"
    case raced = "race"
    case late
    case limited = "limit"
  }

  /// When the main verification, or the late one, is read.
  package enum Moment: String, Sendable {
    case afterSend = "1"
    case afterSendAgain = "again"
    case afterWrongCode = "2"
    case afterApproval = "3"
    case afterApprovalAgain = "4"
    case afterExpiry = "late"
  }

  package enum Page: String, Sendable {
    case first, second, next, previous
    /// Asks for more items than the documented maximum.
    case over
  }

  case send(Verification)
  case read(Moment)
  /// Checks a wrong code of the main verification.
  case wrongCode
  case rightCode
  /// Checks the right code after its approval.
  case rightCodeAgain
  /// Checks the right code after its lifetime.
  case lateCode
  /// One of two simultaneous checks of a right code, from one.
  case race(Int)
  case resendTooSoon
  case resend
  /// One of as many wrong codes as exhaust the documented limit, from one.
  case attempt(Int)
  /// One of as many requests as exceed the documented rate, from one.
  case rate(Int)
  case list
  case page(Page)
  /// A list filtered by one value of an operation's filter.
  ///
  /// - Parameters:
  ///   - index: the filter's position in its operation.
  ///   - label: the filter's name and the number of the value, for reports.
  case filter(_ index: Int, label: String)
  case readNumber
  case readNumberAgain
  case updateNumber
  case deleteNumber
  case readDeletedNumber
  /// Names an id that does not exist.
  case unknownID(operation: String)
  /// Names an id that has not the form of one.
  case malformedID(operation: String)
  /// A request that is checked by itself: nothing looks it up.
  case probe(String)

  /// The name that reports show; stable, because baselines contain it.
  package var name: String {
    switch self {
    case .send(let verification): "send-\(verification.rawValue)"
    case .read(let moment): "get-\(moment.rawValue)"
    case .wrongCode: "wrong-1"
    case .rightCode: "right-1"
    case .rightCodeAgain: "again-1"
    case .lateCode: "late"
    case .race(let number): "race-\(number)"
    case .resendTooSoon: "resend-soon"
    case .resend: "resend-1"
    case .attempt(let number): "limit-\(number)"
    case .rate(let number): "rate-\(number)"
    case .list: "list-all"
    case .page(let page): "page-\(page.rawValue)"
    case .filter(_, let label): "filter-\(label)"
    case .readNumber: "number-get"
    case .readNumberAgain: "number-again"
    case .updateNumber: "number-update"
    case .deleteNumber: "number-delete"
    case .readDeletedNumber: "number-gone"
    case .unknownID(let operation): "unknown-\(operation)"
    case .malformedID(let operation): "malformed-\(operation)"
    case .probe(let name): name
    }
  }

  /// Whether the request provokes a limit; such requests are counted apart from the others.
  package var provokesLimit: Bool {
    switch self {
    case .attempt, .rate: true
    default: false
    }
  }
}

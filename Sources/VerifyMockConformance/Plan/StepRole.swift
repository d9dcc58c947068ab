/// What a planned request is for.
///
/// Steps that depend on each other, and checks that compare answers, find each other by role: a role
/// that is renamed or removed breaks the build instead of silently dropping a check.
package enum StepRole: Hashable, Sendable {
  /// One of the verifications that a run starts.
  package enum Verification: Hashable, Sendable {
    /// Read, checked with a wrong code and then with the right one.
    case main
    /// Gives lists and filters a second item.
    case second
    case resent
    case raced
    case late
    case limited
    /// Checked with codes that have one wrong character.
    case parts
    /// Asked after with bad credentials.
    case access
    /// Sent once more while it is pending.
    case joined
    case spelled
    case canceled
    case approved
    /// Begun with one of the documented values of each input.
    case values(Int)

    package var name: String {
      switch self {
      case .main: "1"
      case .second: "2"
      case .resent: "resend"
      case .raced: "race"
      case .late: "late"
      case .limited: "limit"
      case .parts: "parts"
      case .access: "access"
      case .joined: "join"
      case .spelled: "spelling"
      case .canceled: "cancel"
      case .approved: "approve"
      case .values(let number): "values-\(number)"
      }
    }
  }

  /// When a verification is read.
  package enum Moment: Hashable, Sendable {
    case afterSend
    case afterSendAgain
    case afterWrongCode
    case afterApproval
    case afterApprovalAgain
    case afterExpiry
    case afterJoin
    case afterResend
    case afterCancel
    case withValues(Int)

    package var name: String {
      switch self {
      case .afterSend: "1"
      case .afterSendAgain: "again"
      case .afterWrongCode: "2"
      case .afterApproval: "3"
      case .afterApprovalAgain: "4"
      case .afterExpiry: "late"
      case .afterJoin: "join"
      case .afterResend: "resend"
      case .afterCancel: "cancel"
      case .withValues(let number): "values-\(number)"
      }
    }
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
  /// Checks a code that is wrong in one way.
  case partlyWrong(PlanStep.Alteration)
  case rightCode
  /// Checks the right code after its approval.
  case rightCodeAgain
  /// Checks the right code of another verification than the main one.
  case approval(Verification)
  /// Checks the right code after its lifetime.
  case lateCode
  /// One of two simultaneous checks of a right code, from one.
  case race(Int)
  case resendTooSoon
  case resend
  /// Sends once more to a recipient whose verification is pending.
  case sendAgain
  case cancel
  case checkAfterCancel
  case approve
  case checkAfterApprove
  /// One of as many wrong codes as exhaust the documented limit, from one.
  case attempt(Int)
  /// One of as many requests as exceed the documented rate, from one.
  case rate(Int)
  case list
  case page(Page)
  /// A page that is asked for with a value that makes no page.
  case oddPage(String)
  /// A list filtered by values of an operation's filters.
  ///
  /// - Parameters:
  ///   - indices: the filters' positions in their operation.
  ///   - label: the filters' names, for reports.
  case filter(_ indices: [Int], label: String)
  /// Looks for a recipient's number before anything is sent to it.
  case numberBefore(Int)
  /// Looks for a number that is not verified yet.
  case pendingNumber(Moment)
  case pendingList
  case readNumber
  case readNumberAgain
  case updateNumber
  case readUpdatedNumber
  case deleteNumber(Int)
  case readDeletedNumber
  case deleteNumberAgain
  case listAfterDeletion
  /// Names an id that does not exist.
  case unknownID(operation: String)
  /// Names an id that has not the form of one.
  case malformedID(operation: String)
  /// Asks with another account's credentials after what is not its own.
  case foreign(operation: String)
  /// An operation of a contract as it is documented.
  case call(String)
  /// Reads what an operation of a contract has changed.
  case readAfter(String)
  /// A request that is checked by itself: nothing looks it up.
  case probe(String)

  /// The name that reports show; stable, because baselines contain it.
  package var name: String {
    switch self {
    case .send(let verification): "send-\(verification.name)"
    case .read(let moment): "get-\(moment.name)"
    case .wrongCode: "wrong-1"
    case .partlyWrong(.character(let position)): "wrong-character-\(position + 1)"
    case .partlyWrong(.shortened): "wrong-shortened"
    case .partlyWrong(.lengthened): "wrong-lengthened"
    case .rightCode: "right-1"
    case .rightCodeAgain: "again-1"
    case .approval(let verification): "right-\(verification.name)"
    case .lateCode: "late"
    case .race(let number): "race-\(number)"
    case .resendTooSoon: "resend-soon"
    case .resend: "resend-1"
    case .sendAgain: "send-join-again"
    case .cancel: "cancel-1"
    case .checkAfterCancel: "right-canceled"
    case .approve: "approve-1"
    case .checkAfterApprove: "right-approved"
    case .attempt(let number): "limit-\(number)"
    case .rate(let number): "rate-\(number)"
    case .list: "list-all"
    case .page(let page): "page-\(page.rawValue)"
    case .oddPage(let label): "page-\(label)"
    case .filter(_, let label): "filter-\(label)"
    case .numberBefore(let number): "number-before-\(number + 1)"
    case .pendingNumber(let moment): "number-pending-\(moment.name)"
    case .pendingList: "list-pending"
    case .readNumber: "number-get"
    case .readNumberAgain: "number-again"
    case .updateNumber: "number-update"
    case .readUpdatedNumber: "number-updated"
    case .deleteNumber(0): "number-delete"
    case .deleteNumber(let number): "number-delete-\(number + 1)"
    case .readDeletedNumber: "number-gone"
    case .deleteNumberAgain: "number-delete-again"
    case .listAfterDeletion: "list-deleted"
    case .unknownID(let operation): "unknown-\(operation)"
    case .malformedID(let operation): "malformed-\(operation)"
    case .foreign(let operation): "foreign-\(operation)"
    case .call(let operation): "call \(operation)"
    case .readAfter(let operation): "read after \(operation)"
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

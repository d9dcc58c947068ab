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

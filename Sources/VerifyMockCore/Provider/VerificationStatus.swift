/// Where a verification stands.
package enum VerificationStatus: UInt8, Sendable, CaseIterable {
  case pending
  case approved
  case expired
  case failed
  case canceled

  package var name: String {
    switch self {
    case .pending: "pending"
    case .approved: "approved"
    case .expired: "expired"
    case .failed: "failed"
    case .canceled: "canceled"
    }
  }

  package init?(name: String) {
    guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = status
  }
}

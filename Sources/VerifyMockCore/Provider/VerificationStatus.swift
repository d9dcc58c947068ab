/// Where a verification stands.
package enum VerificationStatus: UInt8, Sendable, CaseIterable {
  case pending
  case approved
  case expired
  case failed
  case canceled

  package var name: String { "\(self)" }

  package init?(name: String) {
    guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = status
  }
}

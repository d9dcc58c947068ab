import VerifyMockContract

/// How a server's engine starts.
package struct EngineOptions: Sendable {
  package enum LimitPolicy: String, Sendable, CaseIterable {
    /// Limits that are documented.
    case documented
    /// The assumed ones, too.
    case all
    case none
  }

  /// Every random thing of a run follows from it.
  package var seed: UInt64
  /// The code that every verification gets.
  package var code: [UInt8]?
  package var limits = LimitPolicy.documented
  /// When set, every other credential is refused.
  package var requiredCredentials: (id: [UInt8], secret: [UInt8])?
  package var isMagicOn = true
  /// Whether the clock stands still from the start.
  package var isFrozen = false
  /// Whether bodies of every exchange are checked against the contract.
  package var checksContracts = true
  package var bounds = StateBounds()

  package init(seed: UInt64) {
    self.seed = seed
  }

  /// A provider's limit, if it applies: assumed ones only when asked for.
  func active<Value>(_ limit: VerificationRules.Limit<Value>?) -> Value? {
    guard let limit else { return nil }
    switch limits {
    case .none: return nil
    case .all: return limit.value
    case .documented: return limit.certainty == .assumed ? nil : limit.value
    }
  }
}

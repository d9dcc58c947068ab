/// One credential's own world: state, clock, scenario, journal and inbox are its alone.
package struct Account: Sendable {
  /// The id, or the token where that is all there is.
  package let key: [UInt8]
  /// What it may be called in public: its id, or `token-` and twelve hex digits of the token's
  /// SHA-256.
  package internal(set) var name: String
  package let uuid: [UInt8]
  /// The secret that came last: callbacks are signed with it. Never shown.
  var secret: [UInt8]
  var generator: SeededGenerator
  package internal(set) var clock = AccountClock()
  /// By the position of the provider in the catalogue.
  var stores: [VerificationStore]
  /// What was set for this account alone, by provider; nil where the server's holds.
  var settings: [Setting?]
  /// How often steps of sends, and of what concerns no verification, were used.
  var stepUses: [StepKey: [Int]] = [:]
  var windows: [WindowKey: RateWindow] = [:]
  /// Which providers' given state has been put in place.
  var isPrepared: [Bool]
  /// The code that every verification gets, when one is pinned.
  var pinnedCode: [UInt8]?
  var magic: Bool?

  struct StepKey: Hashable, Sendable {
    let scenario: String
    let recipient: PhoneNumber?
  }

  struct WindowKey: Hashable, Sendable {
    let provider: Int
    /// -1 for the provider's requests in all.
    let operation: Int
  }
}

/// A scenario and quirks in force for a provider.
package struct Setting: Sendable {
  package let governing: Governing
  package let quirks: [String]
}

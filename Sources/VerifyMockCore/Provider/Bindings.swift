/// Where an operation's requests carry what the engine needs.
package struct Bindings: Sendable {
  package var recipient: Location?
  package var channel: Location?
  package var code: Location?
  package var codeLength: Location?
  package var alphabet: Location?
  package var lifetime: Location?
  package var message: Location?
  package var callbackURL: Location?
  package var callbackMethod: Location?
  package var limit: Location?
  package var offset: Location?
  package var sends: Location?
  package var resends: Location?
  package var checks: Location?
  package var resendGap: Location?

  /// The names in documents.
  package static var targets: [(name: String, path: WritableKeyPath<Bindings, Location?>)] {
    [
      ("recipient", \.recipient), ("channel", \.channel), ("code", \.code),
      ("code.length", \.codeLength), ("code.alphabet", \.alphabet), ("lifetime", \.lifetime),
      ("message", \.message), ("callback.url", \.callbackURL),
      ("callback.method", \.callbackMethod), ("limit", \.limit), ("offset", \.offset),
      ("limits.sends", \.sends), ("limits.resends", \.resends), ("limits.checks", \.checks),
      ("limits.resendGap", \.resendGap),
    ]
  }
}

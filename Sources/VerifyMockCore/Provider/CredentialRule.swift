/// One way in which a provider takes credentials.
package struct CredentialRule: Sendable {
  package enum Scheme: String, Sendable, CaseIterable {
    /// [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617): the user is the account.
    case basic
    /// [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750): the token is account and secret.
    case bearer
    /// Values of the request itself.
    case arguments
  }

  package let scheme: Scheme
  /// For `arguments`: where the account's id is; the secret tells accounts apart where it is nil.
  package let account: [String]
  package let secret: [String]
  /// A location that has to name the same account.
  package let equals: [String]
}

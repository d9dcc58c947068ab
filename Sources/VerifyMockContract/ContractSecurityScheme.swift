/// A way to prove who asks
/// ([OpenAPI 3.1, Security Scheme Object](https://spec.openapis.org/oas/v3.1.0#security-scheme-object)).
package struct ContractSecurityScheme: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// An `Authorization` field with this scheme, in lower case: `basic`, `bearer`.
    case http(scheme: String)
    /// A key in a header field, the query or a cookie.
    case apiKey(name: String, location: String)
    /// A type that says nothing about the bytes: `oauth2`, `openIdConnect`, `mutualTLS`.
    case other(type: String)
  }

  package let name: String
  package let kind: Kind
  package let provenance: Provenance
}

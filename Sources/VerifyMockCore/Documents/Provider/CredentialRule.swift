import VerifyMockHTTP
import VerifyMockJSON

/// One way in which a provider takes credentials.
package struct CredentialRule: Sendable {
  package enum Form: Sendable {
    /// [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617): the user is the account.
    case basic
    /// [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750): the token is account and secret.
    case bearer
    /// A bearer token that is a JWT ([RFC 7519](https://www.rfc-editor.org/rfc/rfc7519)), one of
    /// whose claims is the account: each token may be a new one. It is not verified.
    case jwt(claim: String)
    /// A header field with a text of the provider's own, such as `App {account}`.
    case header(name: String, CredentialPattern)
    /// Values of the request itself. Without a place of the account the secret identifies it.
    case arguments(account: [String], secret: [String])
  }

  package let form: Form
  /// Locations of a value that has to name the same account.
  package let equals: [String]

  /// Whether the secret alone identifies the account.
  package var isToken: Bool {
    switch form {
    case .basic, .jwt: false
    case .bearer: true
    case .header(_, let pattern): !pattern.hasSecret
    case .arguments(let account, _): account.isEmpty
    }
  }

  /// The header field that carries the credentials, in lower case; nil where they are arguments.
  var headerName: String? {
    switch form {
    case .basic, .bearer, .jwt: "authorization"
    case .header(let name, _): name.lowercased()
    case .arguments: nil
    }
  }

  package var isAuthorization: Bool { headerName == "authorization" }
}

extension CredentialRule.Form {
  /// What it is called in messages: `basic`, `X-API-Key`.
  var title: String {
    switch self {
    case .basic: "basic"
    case .bearer: "bearer"
    case .jwt: "bearer with a JWT"
    case .header(let name, let pattern): "\(name): \(pattern.text)"
    case .arguments: "arguments"
    }
  }

  /// The header field that carries credentials; nil where they are arguments.
  func field(id: String, secret: String) -> (name: String, value: String)? {
    switch self {
    case .basic: ("Authorization", HTTPBasicCredentials.field(id: id, secret: secret))
    case .bearer: ("Authorization", "Bearer " + secret)
    case .jwt(let claim):
      // A secret that is a token already goes as it is.
      (
        "Authorization",
        "Bearer "
          + (JSONWebToken(secret).map { _ in secret }
            ?? JSONWebToken.text([claim: id], signature: secret))
      )
    case .header(let name, let pattern): (name, pattern.written(account: id, secret: secret))
    case .arguments: nil
    }
  }
}

/// How a header field spells credentials: literal text around `{account}` and at most one other
/// name in braces, which is a secret or a signature.
package struct CredentialPattern: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case literal(String)
    case account
    case secret
  }

  package let text: String
  private let parts: [Part]

  /// Reads a pattern; nil when a brace is left open, `{account}` is missing or names are repeated
  /// or stand side by side.
  package init?(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}"),
        close > rest.index(after: open)
      else { return nil }
      let part: Part = rest[open...close] == "{account}" ? .account : .secret
      if let last = parts.last {
        guard case .literal = last, !parts.contains(part) else { return nil }
      }
      parts.append(part)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    guard parts.contains(.account), !rest.contains("}") else { return nil }
    self.text = text
    self.parts = parts
  }

  package var hasSecret: Bool { parts.contains(.secret) }

  /// The account and the secret that a field's value spells, the account being the secret where
  /// there is no other; nil where it has another form. Letter case of literal text, as of a
  /// scheme's name, does not count.
  func read(_ value: [UInt8]) -> (account: [UInt8], secret: [UInt8])? {
    var account: ArraySlice<UInt8> = []
    var secret: ArraySlice<UInt8>?
    var rest = value[...]
    for (position, part) in parts.enumerated() {
      if case .literal(let literal) = part {
        guard rest.count >= literal.utf8.count,
          zip(rest, literal.utf8).allSatisfy({ ASCII.lowercased($0) == ASCII.lowercased($1) })
        else { return nil }
        rest = rest.dropFirst(literal.utf8.count)
        continue
      }
      var end = rest.endIndex
      if position + 1 < parts.count, case .literal(let next) = parts[position + 1] {
        guard let stop = rest.firstOccurrence(of: Array(next.utf8)) else { return nil }
        end = stop
      }
      guard end > rest.startIndex else { return nil }
      if part == .account { account = rest[..<end] } else { secret = rest[..<end] }
      rest = rest[end...]
    }
    guard rest.isEmpty else { return nil }
    return (Array(account), Array(secret ?? account))
  }

  /// The value of the field with these credentials.
  func written(account: String, secret: String) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .account: hasSecret ? account : secret
      case .secret: secret
      }
    }.joined()
  }
}

/// The claims of a JSON Web Token, read without a look at its signature.
struct JSONWebToken {
  private let claims: JSONElement

  /// Reads three parts in Base64 for URLs, the second one a JSON object; nil for anything else.
  init?(_ text: String) {
    self.init(Array(text.utf8))
  }

  init?(_ text: [UInt8]) {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decode(Array(parts[1]), .urlSafe),
      let document = try? JSONDocument(bytes), document.root.kind == .object
    else { return nil }
    claims = document.root
  }

  /// A claim that is a string or a number, as text.
  subscript(claim: String) -> [UInt8]? { claims[claim]?.simpleText }

  /// A token with these claims; nobody verifies what stands as its signature.
  static func text(_ claims: [String: String], signature: String) -> String {
    let header = JSONValue.object([JSONMember("alg", "HS256"), JSONMember("typ", "JWT")])
    let payload = JSONValue.object(
      claims.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
    return [header.bytes(), payload.bytes(), Array(signature.utf8)]
      .map { String(decoding: Base64.encode($0, .urlSafe), as: UTF8.self) }
      .joined(separator: ".")
  }
}

import VerifyMockHTTP

extension Engine {
  /// Takes out the account that a request's credentials name.
  ///
  /// Well-formed credentials are accepted; a secret that begins with `invalid` is the wrong one.
  mutating func authenticate(_ routed: RoutedRequest) throws(Refusal) -> Account {
    let rules = routed.operation.credentials
    let arguments = Arguments(inputs: routed.inputs)
    guard !rules.isEmpty else { return take(Caller(id: [], secret: [], isToken: false)) }
    let fields = routed.incoming.fields
    let authorization =
      fields.authorizationCount > 1
      ? HTTPAuthorization(of: routed.incoming.view) : HTTPAuthorization(fields.authorization)
    var malformed: String?
    for rule in rules {
      switch caller(of: authorization, routed.incoming.view, rule, arguments) {
      case .missing: continue
      case .malformed(let reason): malformed = reason
      case .named(let caller):
        try check(caller, rule, arguments)
        return take(caller)
      }
    }
    if let malformed { throw Refusal(.unauthorizedMalformed, malformed) }
    let schemes = rules.map(\.rule.form.title).joined(separator: " or ")
    throw Refusal(.unauthorizedMissing, "the request has no credentials (\(schemes))")
  }

  private struct Caller {
    let id: [UInt8]
    let secret: [UInt8]
    let isToken: Bool
  }

  private enum Credentials {
    case missing
    case malformed(String)
    case named(Caller)
  }

  private mutating func take(_ caller: Caller) -> Account {
    accounts.take(
      key: caller.id, secret: caller.secret, isToken: caller.isToken, seed: options.seed)
  }

  /// Reads credentials in one of the ways in which a provider takes them.
  private func caller(
    of authorization: HTTPAuthorization, _ request: HTTPRequestView,
    _ bound: ProviderOperation.BoundCredential, _ arguments: Arguments
  ) -> Credentials {
    let form = bound.rule.form
    switch (form, authorization) {
    case (.arguments, _):
      guard let secret = bound.secret.flatMap({ arguments.bytes(at: $0) }) else { return .missing }
      guard let place = bound.account else {
        return .named(Caller(id: secret, secret: secret, isToken: true))
      }
      guard let id = arguments.bytes(at: place) else { return .missing }
      return .named(Caller(id: id, secret: secret, isToken: false))
    case (.header(let name, let pattern), _):
      guard let value = request.value(named: name) else { return .missing }
      guard let (account, secret) = pattern.read(Array(value)) else {
        return .malformed("the field \(name) is not '\(pattern.text)'")
      }
      return .named(Caller(id: account, secret: secret, isToken: bound.rule.isToken))
    case (_, .missing): return .missing
    case (_, .malformed): return .malformed("the Authorization field can't be read")
    case (.basic, .basic(let credentials)):
      let id = Array(credentials.id)
      let secret = Array(credentials.secret)
      if id.isEmpty || secret.isEmpty {
        return .malformed("the Basic credentials have no \(id.isEmpty ? "id" : "secret")")
      }
      return .named(Caller(id: id, secret: secret, isToken: false))
    case (.bearer, .bearer(let token)):
      return .named(Caller(id: token, secret: token, isToken: true))
    case (.jwt(let claim), .bearer(let token)):
      guard let account = JSONWebToken(token)?[claim], !account.isEmpty else {
        return .malformed("the bearer token is no JWT with a claim '\(claim)'")
      }
      return .named(Caller(id: account, secret: token, isToken: false))
    default:
      return .malformed("the Authorization field is not of the scheme \(form.title)")
    }
  }

  private func check(
    _ caller: Caller, _ bound: ProviderOperation.BoundCredential, _ arguments: Arguments
  ) throws(Refusal) {
    if caller.secret.starts(with: "invalid".utf8) {
      var refusal = Refusal(
        .unauthorized, "a secret that begins with 'invalid' is refused on purpose")
      refusal.isOnPurpose = true
      throw refusal
    }
    if let required = options.requiredCredentials,
      caller.secret != required.secret || (!caller.isToken && caller.id != required.id)
    {
      throw Refusal(
        .unauthorized, "the server was started with --require-credentials, and these are others")
    }
    if let equals = bound.equals, let other = arguments.bytes(at: equals), other != caller.id {
      throw Refusal(
        .unauthorizedMismatch,
        "the credentials are of another account than '\(equals.spellings[0])'")
    }
  }
}

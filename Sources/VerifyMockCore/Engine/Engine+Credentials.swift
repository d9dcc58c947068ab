import VerifyMockHTTP

extension Engine {
  struct Refusal: Error {
    let outcome: Outcome
    let reason: String
  }

  /// The account that a request's credentials name.
  mutating func credentials(
    of handling: inout Handling, for operation: ProviderOperation
  ) -> Result<Int, Refusal> {
    guard operation.credentials.count == 1, operation.credentials[0].scheme != .arguments,
      handling.fields.authorizationCount == 1, let field = handling.fields.authorization
    else { return read(handling.request, for: operation) }
    let scheme = operation.credentials[0].scheme
    if let known = knownCredentials.find(field, scheme),
      accounts[known.account].secret == known.secret
    {
      if let equals = operation.credentials[0].equals,
        withBytes(at: equals, account: nil, { $0.isSame(as: known.id) }) == false
      {
        return .failure(Self.mismatch(equals))
      }
      return .success(known.account)
    }
    let result = read(handling.request, for: operation)
    if case .success(let account) = result {
      knownCredentials.add(
        field, scheme, id: accounts[account].key, secret: accounts[account].secret,
        account: account)
    }
    return result
  }

  private static func mismatch(_ equals: Location) -> Refusal {
    Refusal(
      outcome: .unauthorizedMismatch,
      reason: "the credentials are of another account than '\(equals.spellings[0])'")
  }

  /// Well-formed credentials are taken; a secret that begins with `invalid` is the wrong one.
  private mutating func read(
    _ request: HTTPRequestView, for operation: ProviderOperation
  ) -> Result<Int, Refusal> {
    guard !operation.credentials.isEmpty else {
      return .success(account(key: [], secret: [], isToken: false))
    }
    let authorization = HTTPAuthorization(of: request)
    var malformed: String?
    for credential in operation.credentials {
      var id: [UInt8]
      let secret: [UInt8]
      var isToken = false
      switch credential.scheme {
      case .basic, .bearer:
        switch authorization {
        case .missing: continue
        case .basic(let credentials) where credential.scheme == .basic:
          id = Array(credentials.id)
          secret = Array(credentials.secret)
          if id.isEmpty || secret.isEmpty {
            malformed = "the Basic credentials have no \(id.isEmpty ? "id" : "secret")"
            continue
          }
        case .bearer(let token) where credential.scheme == .bearer:
          id = Array(token)
          secret = id
          isToken = true
        case .malformed:
          malformed = "the Authorization field can't be read"
          continue
        default:
          malformed = "the Authorization field is not of the scheme \(credential.scheme.rawValue)"
          continue
        }
      case .arguments:
        guard let place = credential.secret, let value = bytes(at: place, account: nil) else {
          continue
        }
        secret = value
        if let place = credential.account {
          guard let value = bytes(at: place, account: nil) else { continue }
          id = value
        } else {
          id = secret
          isToken = true
        }
      }
      if secret.starts(with: Array("invalid".utf8)) {
        return .failure(
          Refusal(
            outcome: .unauthorized,
            reason: "a secret that begins with 'invalid' is refused on purpose"))
      }
      if let required = options.requiredCredentials,
        secret != required.secret || (!isToken && id != required.id)
      {
        return .failure(
          Refusal(
            outcome: .unauthorized,
            reason: "the server was started with --require-credentials, and these are others"))
      }
      if let equals = credential.equals, let other = bytes(at: equals, account: nil), other != id {
        return .failure(Self.mismatch(equals))
      }
      return .success(account(key: id, secret: secret, isToken: isToken))
    }
    if let malformed {
      return .failure(Refusal(outcome: .unauthorizedMalformed, reason: malformed))
    }
    let schemes = operation.credentials.map(\.scheme.rawValue).joined(separator: " or ")
    return .failure(
      Refusal(
        outcome: .unauthorizedMissing, reason: "the request has no credentials (\(schemes))"))
  }
}

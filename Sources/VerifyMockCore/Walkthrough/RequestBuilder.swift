import VerifyMockHTTP
package import VerifyMockJSON
package import VerifyMockContract

/// Builds an operation's requests from its bindings, the contract's required inputs and their
/// examples: the documents read backwards.
package struct RequestBuilder {
  package let provider: Provider
  package let operation: ProviderOperation
  /// The id and the secret; nil for a request without credentials.
  package var credentials: (id: String, secret: String)?
  /// Another spelling of the operation's path; nil for the contract's first.
  package var path: ContractPath?

  package init(
    provider: Provider, operation: ProviderOperation, credentials: (id: String, secret: String)?
  ) {
    self.provider = provider
    self.operation = operation
    self.credentials = credentials
  }

  /// The credentials that a provider's documents make up.
  package static func documentedCredentials(
    of provider: Provider
  ) -> (id: String, secret: String)? {
    guard let first = provider.environment.first else {
      return provider.credentials.isEmpty ? nil : ("verify-mock-account", "verify-mock-fake-token")
    }
    let secret = provider.environment.dropFirst().first ?? first
    return (first.value, secret.value)
  }

  /// The canonical location of a bind target or of a location itself; nil when there is none.
  package func location(of name: String) -> String? {
    if let target = Bindings.targets.first(where: { $0.name == name }) {
      return operation.bind[keyPath: target.path]?.spellings.first.map { canonical($0) }
    }
    return name.contains("/") ? canonical(name) : nil
  }

  /// `argument/x` is the body's where the operation has it there, else the query's.
  package func canonical(_ location: String) -> String {
    guard location.hasPrefix("argument/") else { return location }
    let name = location.dropFirst("argument/".count)
    let known = operation.reader.inputs.map(\.location)
    return known.contains("body/\(name)") ? "body/\(name)" : "query/\(name)"
  }

  /// Builds a request with these values; required inputs that are not among them get the
  /// contract's example.
  ///
  /// - Parameter values: by location, as in `body/recipient`.
  package func request(_ values: [String: JSONValue]) -> BuiltRequest {
    var values = values
    var fields: [(name: String, value: String)] = []
    addCredentials(&values, &fields)
    spellNumbers(&values)
    nameChannel(&values)
    fold(&values)
    for input in operation.reader.inputs where values[input.location] == nil && input.isRequired {
      values[input.location] = provider.contract.sample(input.facts)
    }
    var path = String(decoding: provider.basePath, as: UTF8.self)
    let template = self.path ?? operation.contract.path
    for segment in template?.segments ?? [] {
      switch segment {
      case .literal(let text): path += "/" + text
      case .parameter(let name, let prefix, let suffix):
        let value = values["path/" + name].map { Self.text($0) } ?? "-"
        path += "/" + prefix + PercentCoding.encode(value, for: .pathSegment) + suffix
      }
    }
    if template?.template.hasSuffix("/") == true { path += "/" }
    var query: [String] = []
    for input in operation.reader.inputs where input.section == .query {
      guard let value = values[input.location] else { continue }
      query.append(
        PercentCoding.encode(input.name, for: .query) + "="
          + PercentCoding.encode(Self.text(value), for: .query))
    }
    for input in operation.reader.inputs where input.section == .header {
      if let value = values[input.location] { fields.append((input.name, Self.text(value))) }
    }
    let target = query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    let (body, mediaType) = body(values)
    if let mediaType { fields.append(("Content-Type", mediaType)) }
    fields.append(("Accept", "application/json"))
    return BuiltRequest(
      method: operation.contract.method, target: target, fields: fields, body: body)
  }

  private func addCredentials(
    _ values: inout [String: JSONValue], _ fields: inout [(name: String, value: String)]
  ) {
    guard let credentials, let credential = operation.credentials.first else { return }
    if let field = credential.rule.form.field(id: credentials.id, secret: credentials.secret) {
      fields.append(field)
    } else {
      func put(_ location: Location?, _ value: String) {
        guard let spelling = location?.spellings.first else { return }
        let name = canonical(spelling)
        if values[name] == nil { values[name] = .string(value) }
      }
      put(credential.account, credentials.id)
      put(credential.secret, credentials.secret)
    }
    if let spelling = credential.equals?.spellings.first, values[canonical(spelling)] == nil {
      values[canonical(spelling)] = .string(credentials.id)
    }
  }

  private func body(_ values: [String: JSONValue]) -> (bytes: [UInt8], mediaType: String?) {
    let given = operation.reader.inputs.filter { $0.section == .body }
    guard let body = operation.contract.requestBody, !given.isEmpty else { return ([], nil) }
    let members = given.compactMap { input in
      values[input.location].map { (input.name, $0) }
    }
    if let content = body.json {
      if members.isEmpty, !body.isRequired { return ([], nil) }
      var writer = JSONWriter()
      writer.beginObject()
      for (name, value) in members {
        writer.key(name)
        value.write(to: &writer)
      }
      writer.endObject()
      return (writer.bytes, content.isJSON ? content.mediaType : "application/json")
    }
    guard body.form != nil else { return ([], nil) }
    return (
      FormCoding.encode(members.map { FormPair($0.0, Self.text($0.1)) }),
      "application/x-www-form-urlencoded"
    )
  }

  /// A value as it stands in a path, a query or a form.
  package static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .number(let text): return text
    case .bool(let isTrue): return isTrue ? "true" : "false"
    case .null: return ""
    case .array, .object:
      var writer = JSONWriter()
      value.write(to: &writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}

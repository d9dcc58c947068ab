import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

/// Builds requests from a contract alone: examples, defaults, enums, types.
struct ContractRequest {
  let contract: Contract
  let operation: ContractOperation
  /// By location, such as `query/limit`, what is to stand there.
  let values: [String: JSONValue]

  func request(credentials: (id: String, secret: String)?) -> BuiltRequest {
    var fields: [(name: String, value: String)] = []
    var query: [String] = []
    addCredentials(credentials, &fields, &query)
    var path = (operation.servers.first ?? contract.servers.first)?.basePath ?? ""
    for segment in operation.path?.segments ?? [] {
      switch segment {
      case .literal(let text): path += "/" + text
      case .parameter(let name, let prefix, let suffix):
        let value =
          values["path/" + name].map { RequestBuilder.text($0) }
          ?? operation.parameter(name, in: .path).map { text(of: $0) } ?? "1"
        path += "/" + prefix + PercentCoding.encode(value, for: .pathSegment) + suffix
      }
    }
    if operation.path?.template.hasSuffix("/") == true { path += "/" }
    for parameter in operation.parameters {
      let wanted =
        parameter.location == .query ? values["query/" + parameter.name] : nil
      guard parameter.isRequired || wanted != nil else { continue }
      let text = wanted.map { RequestBuilder.text($0) } ?? text(of: parameter)
      switch parameter.location {
      case .query:
        query.append(
          PercentCoding.encode(parameter.name, for: .query) + "="
            + PercentCoding.encode(text, for: .query))
      case .header: fields.append((parameter.name, text))
      case .path, .cookie: break
      }
    }
    let (body, type) = body()
    if let type { fields.append(("Content-Type", type)) }
    fields.append(("Accept", "application/json"))
    return BuiltRequest(
      method: operation.method,
      target: (path.isEmpty ? "/" : path)
        + (query.isEmpty ? "" : "?" + query.joined(separator: "&")),
      fields: fields, body: body)
  }

  private func addCredentials(
    _ credentials: (id: String, secret: String)?, _ fields: inout [(name: String, value: String)],
    _ query: inout [String]
  ) {
    guard let credentials, let names = operation.security?.first else { return }
    for scheme in contract.securitySchemes where names.contains(scheme.name) {
      switch scheme.kind {
      case .http(let word) where word == "basic":
        fields.append(
          (
            "Authorization",
            HTTPBasicCredentials.field(id: credentials.id, secret: credentials.secret)
          ))
      case .http, .other: fields.append(("Authorization", "Bearer " + credentials.secret))
      case .apiKey(let name, let location):
        if location == "query" {
          query.append(name + "=" + PercentCoding.encode(credentials.secret, for: .query))
        } else if location == "header" {
          fields.append((name, credentials.secret))
        }
      }
    }
  }

  private func text(of parameter: ContractParameter) -> String {
    if let example = parameter.examples.first, let value = try? JSONValue(parsing: example) {
      return RequestBuilder.text(value)
    }
    return RequestBuilder.text(contract.sample(parameter.facts))
  }

  private func body() -> (bytes: [UInt8], type: String?) {
    guard let body = operation.requestBody else { return ([], nil) }
    let changed = values.filter { $0.key.hasPrefix("body/") }
      .map { (String($0.key.dropFirst(5)), $0.value) }
    if let content = body.json {
      let type = content.isJSON ? content.mediaType : "application/json"
      if let example = content.examples.first, changed.isEmpty { return (example, type) }
      let example = content.examples.first.flatMap { try? JSONValue(parsing: $0) }
      var value = example ?? contract.sample(content.facts)
      for (name, wanted) in changed { value[name] = wanted }
      return (value.bytes(), type)
    }
    guard let content = body.form else { return ([], nil) }
    let example = content.examples.first.flatMap { try? JSONValue(parsing: $0) }
    var value = example ?? contract.sample(content.facts)
    for (name, wanted) in changed { value[name] = wanted }
    let pairs = value.members.map {
      FormPair($0.key, RequestBuilder.text($0.value))
    }
    return (FormCoding.encode(pairs), "application/x-www-form-urlencoded")
  }
}

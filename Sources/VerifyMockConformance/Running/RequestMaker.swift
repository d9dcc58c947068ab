package import VerifyMockCore
import VerifyMockHTTP
package import VerifyMockJSON
package import VerifyMockContract

/// Builds the requests of a plan.
package struct RequestMaker: Sendable {
  let provider: Provider?
  let contract: Contract?
  let credentials: (id: String, secret: String)?
  let otherCredentials: (id: String, secret: String)?
  let seed: UInt64

  package init(provider: Provider?, contract: Contract? = nil, options: CheckOptions) {
    self.provider = provider
    self.contract = contract
    credentials = options.credentials
    otherCredentials = options.otherCredentials
    seed = options.seed
  }

  /// The request of a step with these values.
  package func request(
    _ step: PlanStep, _ values: [String: JSONValue], link: String? = nil
  ) -> BuiltRequest? {
    var used = credentials
    switch step.credentials {
    case .right, .wrongScheme, .otherAccount: break
    case .none: used = nil
    case .wrongSecret: used?.secret = "invalid-\(seed)"
    case .other: used = otherCredentials
    }
    if let contract, step.operation == nil {
      let plain = ContractRequest(contract: contract, operation: step.contract, values: values)
      var request = plain.request(credentials: used)
      if step.credentials == .wrongScheme { spoilScheme(&request) }
      for change in step.changes { apply(change, to: &request) }
      return request
    }
    guard let provider, let operation = step.operation else { return nil }
    var builder = RequestBuilder(provider: provider, operation: operation, credentials: used)
    for case .path(let path) in step.changes { builder.path = path }
    var values = values
    if let rule = operation.credentials.first, let spelling = rule.equals?.spellings.first {
      let place = builder.canonical(spelling)
      let owner = step.credentials == .other ? otherCredentials : credentials
      if let id = owner?.id, values[place] == nil {
        values[place] = .string(step.credentials == .otherAccount ? Self.other(id) : id)
      }
    }
    var request = builder.request(values)
    if step.credentials == .wrongScheme { spoilScheme(&request) }
    for change in step.changes { apply(change, to: &request) }
    if let link { request.target = Self.target(of: link) }
    return request
  }

  /// Writes the right secret as another scheme would.
  private func spoilScheme(_ request: inout BuiltRequest) {
    guard let credentials else { return }
    request.fields = request.fields.map { name, value in
      guard name == "Authorization" else { return (name, value) }
      return value.hasPrefix("Basic ")
        ? (name, "Bearer " + credentials.secret)
        : (name, HTTPBasicCredentials.field(id: credentials.id, secret: credentials.secret))
    }
  }

  /// An id of the same form that is another's.
  private static func other(_ id: String) -> String {
    String(id.dropLast()) + (id.hasSuffix("Z") ? "Y" : "Z")
  }

  private func apply(_ change: PlanStep.Change, to request: inout BuiltRequest) {
    switch change {
    case .method(let method): request.method = method
    case .body(let bytes): request.body = bytes
    case .mediaType(let type):
      request.fields = request.fields.map { $0.name == "Content-Type" ? ($0.name, type) : $0 }
    case .without(let location): remove(location, from: &request)
    case .rename(let location, let name): rename(location, to: name, in: &request)
    case .form:
      guard let value = try? JSONValue(parsing: request.body) else { return }
      request.body = FormCoding.encode(
        value.members.map { FormPair($0.key, RequestBuilder.text($0.value)) })
      apply(.mediaType("application/x-www-form-urlencoded"), to: &request)
    case .slash:
      let end = request.target.firstIndex(of: "?") ?? request.target.endIndex
      var path = String(request.target[..<end])
      if path.hasSuffix("/") { path.removeLast() } else { path += "/" }
      request.target = path + request.target[end...]
    case .query(let text):
      request.target += (request.target.contains("?") ? "&" : "?") + text
    case .link, .path: break
    }
  }

  /// Gives a member of the body another name.
  private func rename(_ location: String, to name: String, in request: inout BuiltRequest) {
    let old = location.split(separator: "/").last.map(String.init) ?? location
    guard let value = try? JSONValue(parsing: request.body) else { return }
    request.body = JSONValue.object(
      value.members.map { JSONMember($0.key == old ? name : $0.key, $0.value) }
    ).bytes()
  }

  private func remove(_ location: String, from request: inout BuiltRequest) {
    let name = location.split(separator: "/").last.map(String.init) ?? location
    if location.hasPrefix("body/") {
      guard var value = try? JSONValue(parsing: request.body) else {
        let pairs = FormCoding.pairs(request.body) ?? []
        request.body = FormCoding.encode(
          pairs.filter { String(decoding: $0.name, as: UTF8.self) != name })
        return
      }
      value[name] = nil
      request.body = value.bytes()
    } else if let end = request.target.firstIndex(of: "?") {
      let pairs = request.target[request.target.index(after: end)...].split(separator: "&")
        .filter { !$0.hasPrefix(name + "=") }
      request.target =
        request.target[..<end] + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }
  }

  /// The target behind the path of an address, which it may have already.
  static func target(_ target: String, behind path: String) -> String {
    path.isEmpty || target == path || target.hasPrefix(path + "/") || target.hasPrefix(path + "?")
      ? target : path + target
  }

  /// The path and query of a link that may be absolute.
  static func target(of link: String) -> String {
    guard !link.hasPrefix("/") else { return link }
    var rest = link[...]
    for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
  }
}

import VerifyMockJSON
import VerifyMockSchema

extension ContractReader {
  /// Reads the whole document.
  mutating func contract() throws(ContractError) -> Contract {
    checkVersion()
    let info = text.member(text.root, "info")
    let servers = text.elements(text.member(text.root, "servers")).compactMap { server($0) }
    let schemes = securitySchemes()
    let outer = text.ownProvenance(text.root)
    let security = security(text.root)
    var operations: [ContractOperation] = []
    if let paths = text.member(text.root, "paths") {
      if text.kind(paths) != .object {
        report(paths, "'paths' must be an object, not \(article(text.kind(paths)))")
      }
      for (key, value) in text.members(paths) {
        let name = text.string(key) ?? ""
        guard !name.hasPrefix("x-") else { continue }
        operations += pathItem(
          value, key: key, template: name, security: security,
          outer: text.ownProvenance(paths).or(outer))
      }
    }
    let webhooks = text.members(text.member(text.root, "webhooks")).compactMap { key, value in
      callback(value, name: text.string(key) ?? "", expression: "", outer: outer)
    }
    if operations.isEmpty, webhooks.isEmpty, problems.isEmpty {
      report(text.root, Self.noOperations)
    }
    let indices = index(operations)
    for scheme in (security ?? []).joined() where !schemes.contains(where: { $0.name == scheme }) {
      reportUnknown(scheme: scheme, at: text.member(text.root, "security") ?? 0, schemes)
    }
    guard problems.isEmpty else { throw ContractError(problems: problems) }
    return Contract(
      title: text.string(info.flatMap { text.member($0, "title") }) ?? "",
      version: text.string(info.flatMap { text.member($0, "version") }) ?? "",
      servers: servers.isEmpty
        ? [ContractServer(scheme: "", host: "", basePath: "")] : servers,
      operations: operations, webhooks: webhooks, schemas: registry.finished(),
      securitySchemes: schemes, text: text, uri: uri, facts: factsReader.table,
      operationIndices: indices)
  }

  static let noOperations = "the document has no operations"

  mutating func checkVersion() {
    let version = text.member(text.root, "openapi")
    switch OpenAPIVersion(text) {
    case .known, .next: return
    case .swagger:
      report(
        text.root, "this is a Swagger 2.0 document",
        hint: "Convert it to OpenAPI 3.0 or 3.1 first.")
    case .none: report(text.root, "this is no OpenAPI document: it has no 'openapi'")
    case .other(let word):
      report(version ?? text.root, "OpenAPI 3.0 and 3.1 can be read, not '\(word)'")
    }
  }

  /// The positions of the operations by id; a problem for each id that is given twice.
  private mutating func index(_ operations: [ContractOperation]) -> [String: Int] {
    var indices: [String: Int] = [:]
    for (i, operation) in operations.enumerated() {
      if let first = indices[operation.id] {
        let at = text.value(at: operation.pointer) ?? 0
        report(
          text.member(at, "operationId") ?? at,
          "the operationId '\(operation.id)' is also that of \(operations[first].method) "
            + "\(operations[first].path?.template ?? "")")
      } else {
        indices[operation.id] = i
      }
    }
    return indices
  }

  func server(_ index: Int) -> ContractServer? {
    guard var address = text.string(text.member(index, "url")) else { return nil }
    for (key, value) in text.members(text.member(index, "variables")) {
      guard let name = text.string(key), let filling = text.string(text.member(value, "default"))
      else { continue }
      address = address.replacingEach("{\(name)}", with: filling)
    }
    return ContractServer(address: address)
  }

  mutating func securitySchemes() -> [ContractSecurityScheme] {
    guard let components = text.member(text.root, "components") else { return [] }
    var result: [ContractSecurityScheme] = []
    for (key, value) in text.members(text.member(components, "securitySchemes")) {
      guard let object = resolved(value, "a security scheme") else { continue }
      let type = text.string(text.member(object, "type")) ?? ""
      let kind: ContractSecurityScheme.Kind
      switch type {
      case "http":
        kind = .http(scheme: (text.string(text.member(object, "scheme")) ?? "").lowercased())
      case "apiKey":
        kind = .apiKey(
          name: text.string(text.member(object, "name")) ?? "",
          location: text.string(text.member(object, "in")) ?? "")
      case "oauth2", "openIdConnect", "mutualTLS": kind = .other(type: type)
      default:
        report(
          text.member(object, "type") ?? object, "unknown type of security scheme '\(type)'",
          hint: NearestName.of(
            type, in: ["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
          )
          .map { "Did you mean '\($0)'?" })
        continue
      }
      result.append(
        ContractSecurityScheme(
          name: text.string(key) ?? "", kind: kind, provenance: text.ownProvenance(object)))
    }
    return result
  }

  /// The alternatives of `security`, nil when the member is not there.
  mutating func security(_ index: Int) -> [[String]]? {
    guard let list = text.member(index, "security") else { return nil }
    return text.elements(list).map { element in
      text.members(element).compactMap { text.string($0.key) }
    }
  }

  mutating func reportUnknown(scheme: String, at index: Int, _ known: [ContractSecurityScheme]) {
    report(
      index, "there is no security scheme '\(scheme)'",
      hint: NearestName.of(scheme, in: known.map(\.name)).map { "Did you mean '\($0)'?" })
  }
}

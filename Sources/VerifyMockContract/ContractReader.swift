import VerifyMockJSON
import VerifyMockSchema

/// Reads the composed text of a contract and collects every problem on the way.
struct ContractReader {
  let text: ContractText
  private(set) var problems: [ContractProblem] = []
  private(set) var registry = SchemaRegistry()
  private(set) var factsReader: SchemaFactsReader
  /// Schemas that are compiled already, by the index of their place.
  private var compiled: [Int: SchemaID] = [:]

  /// The URI that the composed document has among the compiled schemas.
  private static let uri = "contract:///openapi.json"
  static let noOperations = "the document has no operations"

  init(text: ContractText) {
    self.text = text
    factsReader = SchemaFactsReader(text: text)
  }

  mutating func report(_ index: Int, _ what: String, hint: String? = nil) {
    problems.append(ContractProblem(place: text.place(index), what: what, hint: hint))
  }

  /// Reports a name that does not exist.
  private mutating func report(
    _ index: Int, _ what: String, _ name: String, among names: [String], else hint: String? = nil
  ) {
    let near = NearestName.of(name, in: names).map { "Did you mean '\($0)'?" }
    report(index, "\(what) '\(name)'", hint: near ?? hint)
  }

  /// Reports why a schema cannot be used, once for all that refer to it.
  private mutating func report(_ error: SchemaError) {
    let problem = ContractProblem(
      place: text.place(pointer: error.pointer), what: error.what, hint: error.hint)
    if !problems.contains(problem) { problems.append(problem) }
  }

  func provenance(_ index: Int, within outer: Provenance) -> Provenance {
    text.ownProvenance(index).or(outer)
  }

  /// `an array`, `a string`, `null`.
  func article(_ index: Int) -> String {
    let kind = text.kind(index)
    switch kind {
    case .null: return "null"
    case .array, .object: return "an \(kind.name)"
    default: return "a \(kind.name)"
    }
  }
}

// MARK: References and schemas

extension ContractReader {
  /// The object that is meant: the value itself, or what its `$ref` leads to.
  ///
  /// - Returns: nil, with a problem reported, when a reference leads nowhere or in a circle, or when
  ///   what is found is no object.
  mutating func resolved(_ index: Int, _ what: String) -> Int? {
    var at = index
    var seen: Set<Int> = []
    while true {
      guard text.kind(at) == .object else {
        report(at, "\(what) must be an object, not \(article(at))")
        return nil
      }
      guard let reference = text.member(at, "$ref") else { return at }
      guard let address = text.string(reference) else {
        report(reference, "'$ref' must be a string, not \(article(reference))")
        return nil
      }
      guard seen.insert(at).inserted else {
        report(index, "the reference '\(address)' leads back to itself")
        return nil
      }
      guard let target = target(of: address, at: reference) else { return nil }
      at = target
    }
  }

  /// What a reference points at; a problem when it is nothing.
  mutating func target(of address: String, at reference: Int) -> Int? {
    if let target = text.target(of: address) { return target }
    if address.hasPrefix("#") {
      report(reference, "the reference '\(address)' leads nowhere", hint: nearest(to: address))
    } else {
      report(
        reference, "the reference '\(address)' leads out of the document",
        hint: "Give that document as an addition and refer to it with '#/…'.")
    }
    return nil
  }

  /// A hint that names the neighbour that a pointer's wrong token was probably meant to be.
  private func nearest(to address: String) -> String? {
    guard let tokens = JSONPointer(fragment: address)?.tokens else { return nil }
    let way = text.way(along: JSONPointer(tokens).description)
    let depth = way.count - 1
    guard depth < tokens.count else { return nil }
    let names = text.named(way[depth]).map(\.name)
    return NearestName.of(tokens[depth], in: names).map {
      "Did you mean '#\(JSONPointer(Array(tokens[..<depth])).appending($0))'?"
    }
  }

  /// Makes the document's schemas known; false, with the problem reported, when that fails.
  mutating func addSchemas() -> Bool {
    do throws(SchemaError) {
      try registry.add(
        text.document, uri: Self.uri, dialect: text.version == .v30 ? .openAPI30 : .openAPI)
      return true
    } catch {
      report(error)
      return false
    }
  }

  /// The schema at a place, compiled, with its facts.
  mutating func schema(at index: Int) -> (id: SchemaID, facts: SchemaFactsID)? {
    guard [.object, .true, .false].contains(text.kind(index)) else {
      report(index, "a schema must be an object or a boolean, not \(article(index))")
      return nil
    }
    // Many places say nothing but where the schema is: it is compiled once.
    let place = text.referent(index)
    if let id = compiled[place] { return (id, facts(at: index)) }
    do throws(SchemaError) {
      let id = try registry.compile(document: Self.uri, pointer: text.pointer(of: place))
      compiled[place] = id
      return (id, facts(at: index))
    } catch {
      report(error)
      return nil
    }
  }

  /// The facts of the schema at a place; a problem, once, where a limit is reached.
  private mutating func facts(at index: Int) -> SchemaFactsID {
    let isKnown = factsReader.leftOut != nil
    let facts = factsReader.facts(of: [index])
    if !isKnown, let (schema, reason) = factsReader.leftOut {
      report(
        schema, reason,
        hint: "Let properties, 'allOf', 'anyOf' and '$ref' lead here in fewer steps.")
    }
    return facts
  }

  /// The facts of a value about which nothing is said.
  private var anything: SchemaFactsID {
    mutating get { factsReader.facts(of: []) }
  }

  /// The JSON texts of `example` and of the values in `examples`.
  private mutating func examples(_ index: Int) -> [[UInt8]] {
    var result = text.member(index, "example").map { [text.json($0)] } ?? []
    for (_, value) in text.members(text.member(index, "examples"))
    where text.kind(value) == .object {
      guard let object = resolved(value, "an example") else { continue }
      if let inner = text.member(object, "value") { result.append(text.json(inner)) }
    }
    return result
  }
}

// MARK: The document

extension ContractReader {
  mutating func checkVersion() {
    switch text.version {
    case .v30, .v31, .v32: return
    case .swagger:
      report(
        text.root, "this is a Swagger 2.0 document",
        hint: "Convert it to OpenAPI 3.0 or 3.1 first.")
    case .none: report(text.root, "this is no OpenAPI document: it has no 'openapi'")
    case .other(let word):
      report(
        text.member(text.root, "openapi") ?? text.root,
        "OpenAPI 3.0 and 3.1 can be read, not '\(word)'")
    }
  }

  /// The operations of the paths, and the webhooks.
  mutating func operations() -> ([ContractOperation], [ContractCallback]) {
    let root = text.root
    let outer = text.ownProvenance(root)
    let security = security(root)
    var operations: [ContractOperation] = []
    if let paths = text.member(root, "paths") {
      if text.kind(paths) != .object {
        report(paths, "'paths' must be an object, not \(article(paths))")
      }
      let outer = provenance(paths, within: outer)
      for (name, key, value) in text.named(paths) where !name.hasPrefix("x-") {
        operations += pathItem(value, key: key, template: name, security: security, outer: outer)
      }
    }
    let webhooks = text.named(text.member(root, "webhooks")).compactMap { name, _, value in
      callback(value, name: name, expression: "", outer: outer)
    }
    if operations.isEmpty, webhooks.isEmpty, problems.isEmpty { report(root, Self.noOperations) }
    return (operations, webhooks)
  }

  /// The positions of the operations by id; a problem for each id that is given twice.
  mutating func indices(of operations: [ContractOperation]) -> [String: Int] {
    var indices: [String: Int] = [:]
    for (i, operation) in operations.enumerated() {
      guard let known = indices.updateValue(i, forKey: operation.id) else { continue }
      indices[operation.id] = known
      let first = operations[known]
      let at = text.value(at: operation.pointer) ?? text.root
      report(
        text.member(at, "operationId") ?? at,
        "the operationId '\(operation.id)' is also that of \(first.method) "
          + "\(first.path?.template ?? "")")
    }
    return indices
  }

  /// The servers that an object names, with the defaults of their variables filled in.
  func servers(_ index: Int) -> [ContractServer] {
    text.elements(text.member(index, "servers")).compactMap { server in
      guard var address = text.string(server, "url") else { return nil }
      for (name, _, value) in text.named(text.member(server, "variables")) {
        guard let filling = text.string(value, "default") else { continue }
        address = address.replacingEach("{\(name)}", with: filling)
      }
      return ContractServer(address: address)
    }
  }

  mutating func securitySchemes() -> [ContractSecurityScheme] {
    let schemes = text.member(text.root, "components").flatMap {
      text.member($0, "securitySchemes")
    }
    var result: [ContractSecurityScheme] = []
    for (name, _, value) in text.named(schemes) {
      guard let object = resolved(value, "a security scheme") else { continue }
      let type = text.string(object, "type") ?? ""
      let kind: ContractSecurityScheme.Kind
      switch type {
      case "http": kind = .http(scheme: (text.string(object, "scheme") ?? "").lowercased())
      case "apiKey":
        kind = .apiKey(
          name: text.string(object, "name") ?? "", location: text.string(object, "in") ?? "")
      case "oauth2", "openIdConnect", "mutualTLS": kind = .other(type: type)
      default:
        report(
          text.member(object, "type") ?? object, "unknown type of security scheme", type,
          among: ["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"])
        continue
      }
      result.append(
        ContractSecurityScheme(name: name, kind: kind, provenance: text.ownProvenance(object)))
    }
    return result
  }

  /// The alternatives of `security`, nil when the member is not there.
  private func security(_ index: Int) -> [[String]]? {
    text.member(index, "security").map { list in
      text.elements(list).map { text.named($0).map(\.name) }
    }
  }

  /// Reports schemes that an object's `security` names and nobody describes.
  mutating func checkSecurity(of index: Int, _ known: [String]) {
    for requirement in text.elements(text.member(index, "security")) {
      for (name, key, _) in text.named(requirement) where !known.contains(name) {
        report(key, "there is no security scheme", name, among: known)
      }
    }
  }
}

// MARK: Operations

extension ContractReader {
  private mutating func pathItem(
    _ index: Int, key: Int, template: String, security: [[String]]?, outer: Provenance
  ) -> [ContractOperation] {
    guard let path = ContractPath(template) else {
      report(
        key, "'\(template)' is not a path template",
        hint: "It begins with '/', and a segment holds one '{parameter}' at most.")
      return []
    }
    guard let item = resolvedPathItem(index) else { return [] }
    var alternatives: [ContractPath] = []
    for holder in item == index ? [index] : [index, item] {
      guard let also = text.member(holder, "x-also") else { continue }
      for other in text.strings(also) {
        if let alternative = ContractPath(other),
          Set(alternative.parameterNames) == Set(path.parameterNames)
        {
          alternatives.append(alternative)
        } else {
          report(
            also,
            "the other spelling '\(other)' must be a path template with the parameters of "
              + "'\(template)'")
        }
      }
    }
    return operations(
      of: item, path: path, alternatives: alternatives, security: security, outer: outer)
  }

  /// A path item may be referred to and keep members of its own; the one that has operations counts.
  private mutating func resolvedPathItem(_ index: Int) -> Int? {
    let hasMethods = text.named(index).contains { OpenAPIObject.methods.contains($0.name) }
    return hasMethods ? index : resolved(index, "a path item")
  }

  private mutating func operations(
    of item: Int, path: ContractPath? = nil, alternatives: [ContractPath] = [],
    named name: String? = nil, security: [[String]]? = nil, outer: Provenance
  ) -> [ContractOperation] {
    let outer = provenance(item, within: outer)
    let shared = parameters(item, path: path, outer: outer)
    var result: [ContractOperation] = []
    for (method, _, value) in text.named(item) where OpenAPIObject.methods.contains(method) {
      guard text.kind(value) == .object else {
        report(value, "an operation must be an object, not \(article(value))")
        continue
      }
      let outer = provenance(value, within: outer)
      let servers = servers(value)
      let title = path?.template ?? ""
      result.append(
        ContractOperation(
          id: text.string(value, "operationId")
            ?? name.map { "\($0) \(method.uppercased())" } ?? "\(method.uppercased()) \(title)",
          method: method.uppercased(), path: path, alternatives: alternatives,
          summary: text.string(value, "summary"),
          parameters: parameters(value, shared: shared, path: path, outer: outer),
          requestBody: text.member(value, "requestBody").flatMap { body($0, outer: outer) },
          responses: responses(value, outer: outer), security: self.security(value) ?? security,
          callbacks: callbacks(value, outer: outer),
          servers: servers.isEmpty ? self.servers(item) : servers,
          isDeprecated: text.bool(value, "deprecated") ?? false, provenance: outer,
          pointer: text.pointer(of: value)))
    }
    return result
  }

  private mutating func callbacks(_ operation: Int, outer: Provenance) -> [ContractCallback] {
    var result: [ContractCallback] = []
    for (name, _, value) in text.named(text.member(operation, "callbacks")) {
      guard let object = resolved(value, "a callback") else { continue }
      let outer = provenance(object, within: outer)
      for (expression, _, item) in text.named(object) where !expression.hasPrefix("x-") {
        if let found = callback(item, name: name, expression: expression, outer: outer) {
          result.append(found)
        }
      }
    }
    return result
  }

  private mutating func callback(
    _ index: Int, name: String, expression: String, outer: Provenance
  ) -> ContractCallback? {
    resolvedPathItem(index).map { item in
      ContractCallback(
        name: name, expression: expression,
        operations: operations(of: item, named: name, outer: outer))
    }
  }

  /// The parameters of an operation: its own, those that its path shares, and, as any text, those
  /// that the path names and nobody describes; the lint reports these.
  private mutating func parameters(
    _ operation: Int, shared: [ContractParameter], path: ContractPath?, outer: Provenance
  ) -> [ContractParameter] {
    let own = parameters(operation, path: path, outer: outer)
    var result = shared.filter { old in
      !own.contains { $0.name == old.name && $0.location == old.location }
    }
    result += own
    for name in path?.parameterNames ?? []
    where !result.contains(where: { $0.location == .path && $0.name == name }) {
      result.append(
        ContractParameter(
          name: name, location: .path, also: [], isRequired: true, schema: nil, facts: anything,
          style: .simple, explode: false, isDeprecated: false, examples: [], provenance: outer,
          pointer: text.pointer(of: operation)))
    }
    return result
  }

  /// The parameters that an object lists.
  private mutating func parameters(
    _ index: Int, path: ContractPath?, outer: Provenance
  ) -> [ContractParameter] {
    guard let list = text.member(index, "parameters") else { return [] }
    guard text.kind(list) == .array else {
      report(list, "'parameters' must be an array, not \(article(list))")
      return []
    }
    var result: [ContractParameter] = []
    for element in text.elements(list) {
      guard let found = parameter(element, path: path, outer: outer) else { continue }
      if result.contains(where: { $0.name == found.name && $0.location == found.location }) {
        report(element, "the \(found.location.rawValue) parameter '\(found.name)' is given twice")
      } else {
        result.append(found)
      }
    }
    return result
  }

  private mutating func parameter(
    _ index: Int, path: ContractPath?, outer: Provenance
  ) -> ContractParameter? {
    guard let object = resolved(index, "a parameter") else { return nil }
    guard let name = text.string(object, "name") else {
      report(object, "a parameter must have a 'name'")
      return nil
    }
    let word = text.string(object, "in") ?? ""
    guard let location = ContractParameter.Location(rawValue: word) else {
      let words = ContractParameter.Location.allCases.map(\.rawValue)
      report(
        text.member(object, "in") ?? object, "unknown parameter location", word, among: words,
        else: "It is one of \(words.joined(separator: ", ")).")
      return nil
    }
    if location == .header, ["accept", "content-type", "authorization"].contains(name.lowercased())
    {
      // OpenAPI 3.1, Parameter Object: such a definition is to be ignored.
      return nil
    }
    if location == .path, let path, !path.parameterNames.contains(name) {
      report(
        text.member(object, "name") ?? object, "the path '\(path.template)' has no parameter",
        name, among: path.parameterNames)
      return nil
    }
    guard let place = schemaPlace(of: object), let schema = schema(at: place) else { return nil }
    let style =
      style(object) ?? (location == .query || location == .cookie ? .form : .simple)
    return ContractParameter(
      name: name, location: location, also: also(index, object),
      isRequired: location == .path || text.bool(object, "required") == true,
      schema: schema.id, facts: schema.facts, style: style,
      explode: text.bool(object, "explode") ?? (style == .form),
      isDeprecated: text.bool(object, "deprecated") ?? false, examples: examples(object),
      provenance: provenance(object, within: outer), pointer: text.pointer(of: object))
  }

  /// The style that a parameter names; a problem when there is none of that name.
  private mutating func style(_ object: Int) -> ContractParameter.Style? {
    guard let member = text.member(object, "style"), let word = text.string(member) else {
      return nil
    }
    let style = ContractParameter.Style(rawValue: word)
    if style == nil {
      report(
        member, "unknown style", word,
        among: ContractParameter.Style.allCases.map(\.rawValue))
    }
    return style
  }

  /// The other spellings beside a reference and beside what it refers to.
  private func also(_ index: Int, _ object: Int) -> [String] {
    let result = text.strings(text.member(object, "x-also"))
    guard index != object else { return result }
    return result
      + text.strings(text.member(index, "x-also")).filter { !result.contains($0) }
  }

  /// Where the schema of a parameter or header stands: `schema`, or the one in `content`.
  private mutating func schemaPlace(of object: Int) -> Int? {
    if let schema = text.member(object, "schema") { return schema }
    for (_, value) in text.members(text.member(object, "content")) {
      if let schema = text.member(value, "schema") { return schema }
    }
    report(object, "a parameter or header must have a 'schema'")
    return nil
  }
}

// MARK: Bodies and responses

extension ContractReader {
  private mutating func body(_ index: Int, outer: Provenance) -> ContractBody? {
    resolved(index, "a request body").map { object in
      ContractBody(
        isRequired: text.bool(object, "required") ?? false, contents: contents(object),
        provenance: provenance(object, within: outer), pointer: text.pointer(of: object))
    }
  }

  /// The bodies by media type; those without a schema hold any value.
  private mutating func contents(_ object: Int) -> [ContractContent] {
    var result: [ContractContent] = []
    for (name, _, value) in text.named(text.member(object, "content")) {
      guard text.kind(value) == .object else {
        report(value, "a media type must be an object, not \(article(value))")
        continue
      }
      var schema: (id: SchemaID, facts: SchemaFactsID)?
      if let place = text.member(value, "schema") {
        schema = self.schema(at: place)
        if schema == nil { continue }
      }
      result.append(
        ContractContent(
          mediaType: MediaType.essence(of: Array(name.utf8)), schema: schema?.id,
          facts: schema?.facts ?? anything, examples: examples(value),
          pointer: text.pointer(of: value)))
    }
    return result
  }

  private mutating func responses(_ operation: Int, outer: Provenance) -> [ContractResponse] {
    guard let object = text.member(operation, "responses") else { return [] }
    let outer = provenance(object, within: outer)
    var result: [ContractResponse] = []
    for (word, key, value) in text.named(object) where !word.hasPrefix("x-") {
      guard let status = ContractResponse.Status(word) else {
        report(key, "'\(word)' is no status", hint: "Write '200', '4XX' or 'default'.")
        continue
      }
      guard let response = resolved(value, "a response") else { continue }
      result.append(
        ContractResponse(
          status: status, description: text.string(response, "description") ?? "",
          headers: headers(response, outer: outer), contents: contents(response),
          provenance: provenance(value, within: provenance(response, within: outer)),
          pointer: text.pointer(of: response)))
    }
    return result
  }

  private mutating func headers(_ response: Int, outer: Provenance) -> [ContractHeader] {
    var result: [ContractHeader] = []
    for (name, _, value) in text.named(text.member(response, "headers")) {
      // OpenAPI 3.1, Response Object: the media types in `content` say it.
      guard name.lowercased() != "content-type", let object = resolved(value, "a header"),
        let place = schemaPlace(of: object), let schema = schema(at: place)
      else { continue }
      result.append(
        ContractHeader(
          name: name, lowercasedName: name.lowercased(),
          isRequired: text.bool(object, "required") ?? false, schema: schema.id,
          facts: schema.facts, provenance: provenance(object, within: outer),
          pointer: text.pointer(of: object)))
    }
    return result
  }
}

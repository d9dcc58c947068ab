import VerifyMockJSON

extension ContractReader {
  /// The operations of a path.
  mutating func pathItem(
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
      of: item, path: path, alternatives: alternatives, named: nil, security: security,
      outer: outer)
  }

  /// A path item may be referred to and keep members of its own; the one that has operations counts.
  private mutating func resolvedPathItem(_ index: Int) -> Int? {
    let hasMethods = text.members(index).contains {
      OpenAPIObject.methods.contains(text.string($0.key) ?? "")
    }
    return hasMethods ? index : resolved(index, "a path item")
  }

  mutating func operations(
    of item: Int, path: ContractPath?, alternatives: [ContractPath], named name: String?,
    security: [[String]]?, outer: Provenance
  ) -> [ContractOperation] {
    let outer = provenance(item, within: outer)
    let shared = parameters(text.member(item, "parameters"), path: path, outer: outer)
    var result: [ContractOperation] = []
    for (key, value) in text.members(item) {
      let method = text.string(key) ?? ""
      guard OpenAPIObject.methods.contains(method) else { continue }
      guard text.kind(value) == .object else {
        report(value, "an operation must be an object, not \(article(text.kind(value)))")
        continue
      }
      result.append(
        operation(
          value, item: item, method: method, path: path, alternatives: alternatives, named: name,
          shared: shared, security: security, outer: outer))
    }
    return result
  }

  private mutating func operation(
    _ index: Int, item: Int, method: String, path: ContractPath?, alternatives: [ContractPath],
    named name: String?, shared: [ContractParameter], security: [[String]]?, outer: Provenance
  ) -> ContractOperation {
    let outer = provenance(index, within: outer)
    let method = method.uppercased()
    let id =
      text.string(text.member(index, "operationId"))
      ?? name.map { "\($0) \(method)" } ?? "\(method) \(path?.template ?? "")"
    let own = parameters(text.member(index, "parameters"), path: path, outer: outer)
    var parameters = shared.filter { old in
      !own.contains { $0.name == old.name && $0.location == old.location }
    }
    parameters += own
    // What the template names and nobody describes is any text; the lint reports it.
    for name in path?.parameterNames ?? []
    where !parameters.contains(where: { $0.location == .path && $0.name == name }) {
      parameters.append(
        ContractParameter(
          name: name, location: .path, also: [], isRequired: true, schema: nil,
          facts: factsReader.anything, style: .simple, explode: false, isDeprecated: false,
          examples: [], provenance: outer, pointer: text.pointer(of: index)))
    }
    let servers = [index, item].lazy.map { [text] in text.elements(text.member($0, "servers")) }
      .first { !$0.isEmpty }
    return ContractOperation(
      id: id, method: method, path: path, alternatives: alternatives,
      summary: text.string(text.member(index, "summary")), parameters: parameters,
      requestBody: text.member(index, "requestBody").flatMap { body($0, outer: outer) },
      responses: responses(index, outer: outer),
      security: self.security(index) ?? security,
      callbacks: callbacks(index, outer: outer),
      servers: (servers ?? []).compactMap { server($0) },
      isDeprecated: text.bool(text.member(index, "deprecated")) ?? false,
      provenance: outer, pointer: text.pointer(of: index))
  }

  private mutating func callbacks(_ index: Int, outer: Provenance) -> [ContractCallback] {
    var result: [ContractCallback] = []
    for (key, value) in text.members(text.member(index, "callbacks")) {
      guard let object = resolved(value, "a callback") else { continue }
      for (expression, item) in text.members(object) {
        let address = text.string(expression) ?? ""
        guard !address.hasPrefix("x-") else { continue }
        if let found = callback(
          item, name: text.string(key) ?? "", expression: address,
          outer: provenance(object, within: outer))
        {
          result.append(found)
        }
      }
    }
    return result
  }

  mutating func callback(_ index: Int, name: String, expression: String, outer: Provenance)
    -> ContractCallback?
  {
    guard let item = resolvedPathItem(index) else { return nil }
    return ContractCallback(
      name: name, expression: expression,
      operations: operations(
        of: item, path: nil, alternatives: [], named: name, security: nil, outer: outer))
  }
}

import VerifyMockJSON

extension ContractLint {
  /// Looks at paths and operations as a whole.
  mutating func lookAtOperations() {
    guard let paths = text.member(text.root, "paths") else { return }
    var shapes: [String: String] = [:]
    let schemes =
      text.member(text.root, "components")
      .flatMap { text.member($0, "securitySchemes") }
      .map { text.members($0).compactMap { text.string($0.key) } } ?? []
    for (key, item) in text.members(paths) {
      let template = text.string(key) ?? ""
      guard let path = ContractPath(template) else { continue }
      let shape = path.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .parameter(_, let prefix, let suffix): prefix + "{}" + suffix
        }
      }.joined(separator: "/")
      if let other = shapes[shape] {
        report(key, "the path '\(template)' matches what '\(other)' matches")
      }
      shapes[shape] = template
      for (name, operation) in text.members(item)
      where OpenAPIObject.methods.contains(text.string(name) ?? "") {
        guard text.kind(operation) == .object else { continue }
        lookAtOperation(operation, name: name, item: item, path: path, schemes: schemes)
      }
    }
  }

  private mutating func lookAtOperation(
    _ index: Int, name: Int, item: Int, path: ContractPath, schemes: [String]
  ) {
    if text.member(index, "operationId") == nil {
      report(name, "the operation has no 'operationId'", severity: .warning)
    }
    let responses = text.members(text.member(index, "responses")).compactMap {
      text.string($0.key)
    }.filter { !$0.hasPrefix("x-") }
    if responses.isEmpty {
      // OpenAPI 3.0 requires them, 3.1 does not.
      report(
        name, "the operation has no responses", severity: isOldest ? .error : .warning)
    } else if !responses.contains(where: {
      $0.hasPrefix("2") || $0.hasPrefix("3") || $0 == "default"
    }) {
      report(name, "the operation has no response for success", severity: .warning)
    }
    var described: [String] = []
    for list in [text.member(item, "parameters"), text.member(index, "parameters")] {
      for parameter in text.elements(list) {
        guard text.kind(parameter) == .object,
          let object = reader.resolved(parameter, "a parameter"),
          text.string(text.member(object, "in")) == "path",
          let found = text.string(text.member(object, "name"))
        else { continue }
        described.append(found)
        if text.bool(text.member(object, "required")) != true {
          report(object, "the path parameter '\(found)' must be \"required\": true")
        }
      }
    }
    for parameter in path.parameterNames where !described.contains(parameter) {
      report(
        name,
        "the path parameter '\(parameter)' is not described"
          + (NearestName.of(parameter, in: described).map { ". Did you mean '\($0)'?" } ?? ""))
    }
    for requirement in text.elements(text.member(index, "security")) {
      for (key, _) in text.members(requirement) {
        let scheme = text.string(key) ?? ""
        if !schemes.contains(scheme) {
          report(
            key,
            "there is no security scheme '\(scheme)'"
              + (NearestName.of(scheme, in: schemes).map { ". Did you mean '\($0)'?" } ?? ""))
        }
      }
    }
  }
}

import VerifyMockJSON

extension ContractReader {
  mutating func parameters(_ list: Int?, path: ContractPath?, outer: Provenance)
    -> [ContractParameter]
  {
    guard let list else { return [] }
    guard text.kind(list) == .array else {
      report(list, "'parameters' must be an array, not \(article(text.kind(list)))")
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

  private mutating func parameter(_ index: Int, path: ContractPath?, outer: Provenance)
    -> ContractParameter?
  {
    guard let object = resolved(index, "a parameter") else { return nil }
    guard let name = text.string(text.member(object, "name")) else {
      report(object, "a parameter must have a 'name'")
      return nil
    }
    let word = text.string(text.member(object, "in")) ?? ""
    guard let location = ContractParameter.Location(rawValue: word) else {
      let words = ContractParameter.Location.allCases.map(\.rawValue)
      report(
        text.member(object, "in") ?? object, "unknown parameter location '\(word)'",
        hint: NearestName.of(word, in: words).map { "Did you mean '\($0)'?" }
          ?? "It is one of \(words.joined(separator: ", ")).")
      return nil
    }
    if location == .header, ["accept", "content-type", "authorization"].contains(name.lowercased())
    {
      // OpenAPI 3.1, Parameter Object: such a definition is to be ignored.
      return nil
    }
    if location == .path, let path, !path.parameterNames.contains(name) {
      report(
        text.member(object, "name") ?? object,
        "the path '\(path.template)' has no parameter '\(name)'",
        hint: NearestName.of(name, in: path.parameterNames).map { "Did you mean '\($0)'?" })
      return nil
    }
    guard let place = schemaPlace(of: object), let schema = schema(at: place) else { return nil }
    let byLocation: ContractParameter.Style =
      location == .query || location == .cookie ? .form : .simple
    let style = styleWord(object).flatMap { ContractParameter.Style(rawValue: $0) } ?? byLocation
    return ContractParameter(
      name: name, location: location, also: also(index, object),
      isRequired: location == .path || text.bool(text.member(object, "required")) == true,
      schema: schema.id, facts: schema.facts, style: style,
      explode: text.bool(text.member(object, "explode")) ?? (style == .form),
      isDeprecated: text.bool(text.member(object, "deprecated")) ?? false,
      examples: examples(object), provenance: provenance(object, within: outer),
      pointer: text.pointer(of: object))
  }

  /// The style's word, after reporting one that does not exist.
  private mutating func styleWord(_ object: Int) -> String? {
    guard let member = text.member(object, "style"), let word = text.string(member) else {
      return nil
    }
    if ContractParameter.Style(rawValue: word) == nil {
      report(
        member, "unknown style '\(word)'",
        hint: NearestName.of(word, in: ContractParameter.Style.allCases.map(\.rawValue))
          .map { "Did you mean '\($0)'?" })
    }
    return word
  }

  /// The other spellings beside a reference and beside what it refers to.
  func also(_ index: Int, _ object: Int) -> [String] {
    var result = text.strings(text.member(object, "x-also"))
    if index != object {
      result += text.strings(text.member(index, "x-also")).filter { !result.contains($0) }
    }
    return result
  }

  /// Where the schema of a parameter or header stands: `schema`, or the one in `content`.
  mutating func schemaPlace(of object: Int) -> Int? {
    if let schema = text.member(object, "schema") { return schema }
    for (_, value) in text.members(text.member(object, "content")) {
      if let schema = text.member(value, "schema") { return schema }
    }
    report(object, "a parameter or header must have a 'schema'")
    return nil
  }
}

import VerifyMockJSON
import VerifyMockSchema

extension ContractLint {
  /// Looks at an object of a kind and at all objects inside.
  mutating func walk(_ index: Int, as kind: OpenAPIObject) {
    if case .any = kind { return }
    if case .schema = kind, text.kind(index) != .object {
      if text.kind(index) != .true, text.kind(index) != .false {
        report(index, "a schema must be an object or a boolean")
      }
      return
    }
    guard text.kind(index) == .object else {
      report(index, "an object is expected here, not \(reader.article(text.kind(index)))")
      return
    }
    let reference = kind.isReferable ? text.member(index, "$ref") : nil
    if let reference { look(atReference: reference, schema: isSchema(kind)) }
    lookAtCertainty(index)
    if isSchema(kind) { lookAtSchema(index) }
    if reference == nil || isSchema(kind) { lookAtExamples(index, kind) }
    for (key, value) in text.members(index) {
      let name = text.string(key) ?? ""
      if name.hasPrefix("x-") || name == "$ref" { continue }
      if reference != nil, !isSchema(kind) {
        // OpenAPI 3.1, Reference Object: only a summary and a description may stand beside it.
        if name != "summary", name != "description", !isPathItem(kind) {
          report(key, "'\(name)' beside a '$ref' does not count", severity: .warning)
        }
        continue
      }
      guard let field = kind.field(name) else {
        lookAtUnknown(key, name, kind)
        continue
      }
      walk(value, as: field)
    }
  }

  private mutating func walk(_ index: Int, as field: OpenAPIObject.Field) {
    switch field {
    case .one(let kind): walk(index, as: kind)
    case .oneOrList(let kind):
      walk(index, as: text.kind(index) == .array ? .list(kind) : .one(kind))
    case .list(let kind):
      guard text.kind(index) == .array else {
        report(index, "an array is expected here, not \(reader.article(text.kind(index)))")
        return
      }
      for element in text.elements(index) { walk(element, as: kind) }
    case .map(let kind):
      guard text.kind(index) == .object else {
        report(index, "an object is expected here, not \(reader.article(text.kind(index)))")
        return
      }
      for (key, value) in text.members(index) {
        // A property may be called 'x-…', another object of that name is an extension.
        if !isSchema(kind), text.string(key)?.hasPrefix("x-") == true { continue }
        walk(value, as: kind)
      }
    }
  }

  private func isSchema(_ kind: OpenAPIObject) -> Bool {
    if case .schema = kind { true } else { false }
  }

  private func isPathItem(_ kind: OpenAPIObject) -> Bool {
    if case .pathItem = kind { true } else { false }
  }

  private mutating func lookAtUnknown(_ key: Int, _ name: String, _ kind: OpenAPIObject) {
    switch kind {
    case .paths: report(key, "a path must begin with '/', '\(name)' does not")
    case .responses:
      report(key, "'\(name)' is no status. Write '200', '4XX' or 'default'.")
    default:
      let near = NearestName.of(name, in: kind.fieldNames)
      // JSON Schema lets unknown keywords stand; what is near a known one was hardly meant so.
      let isAllowed = isSchema(kind) && near == nil || version == .next
      report(
        key, "unknown key '\(name)'" + (near.map { ". Did you mean '\($0)'?" } ?? ""),
        severity: isAllowed ? .warning : .error)
    }
  }

  private mutating func look(atReference reference: Int, schema: Bool) {
    guard let address = text.string(reference) else {
      report(reference, "'$ref' must be a string")
      return
    }
    // A schema may refer to one with an '$id', which the schema compiler knows.
    if schema, !address.hasPrefix("#") { return }
    _ = reader.target(of: address, at: reference)
  }

  private mutating func lookAtCertainty(_ index: Int) {
    guard let certainty = text.member(index, "x-certainty") else { return }
    let word = text.string(certainty) ?? ""
    guard Certainty(rawValue: word) == nil else { return }
    let words = Certainty.allCases.map(\.rawValue)
    report(
      certainty,
      "'\(word)' is no certainty: it is one of \(words.joined(separator: ", "))"
        + (NearestName.of(word, in: words).map { ". Did you mean '\($0)'?" } ?? ""))
  }

  /// Collects the examples of a parameter, header, media type or schema.
  private mutating func lookAtExamples(_ index: Int, _ kind: OpenAPIObject) {
    var place: Int?
    switch kind {
    case .parameter, .header:
      place = text.member(index, "schema")
    case .mediaType: place = text.member(index, "schema")
    case .schema:
      guard let schema = reader.schema(at: index) else { return }
      for example in text.elements(text.member(index, "examples")) {
        add(schema.id, example, "the example")
      }
      if let example = text.member(index, "example") { add(schema.id, example, "the example") }
      if let value = text.member(index, "default") { add(schema.id, value, "the default") }
      return
    default: return
    }
    guard let place, let schema = reader.schema(at: place) else { return }
    if let example = text.member(index, "example") { add(schema.id, example, "the example") }
    for (key, value) in text.members(text.member(index, "examples")) {
      guard text.kind(value) == .object, let object = reader.resolved(value, "an example"),
        let inner = text.member(object, "value")
      else { continue }
      add(schema.id, inner, "the example '\(text.string(key) ?? "")'")
    }
  }

  mutating func add(
    _ schema: SchemaID, _ value: Int, _ what: String,
    severity: ContractFinding.Severity = .error
  ) {
    checks.append(Check(schema: schema, value: value, what: what, severity: severity))
  }
}

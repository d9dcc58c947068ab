import VerifyMockJSON
import VerifyMockSchema

/// Something in a contract that is wrong or probably not meant.
package struct ContractFinding: Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The document breaks OpenAPI, or says two things that cannot both be true.
    case error
    /// The document can be used, but hardly says what was meant.
    case warning
  }

  package let severity: Severity
  package let place: ContractPlace
  package let message: String

  /// `openapi.json:12:7: error: unknown key 'requred'. Did you mean 'required'?`
  package var description: String { "\(place): \(severity.rawValue): \(message)" }
}

/// Looks for what a reader would not notice in a contract: wrong examples, references to nowhere,
/// misspelt keys, values that can never occur, responses that were forgotten.
package struct ContractLint {
  private var reader: ContractReader
  private let text: ContractText
  private var findings: [ContractFinding] = []
  /// Values that must satisfy a schema, once all schemas are compiled, each with what it is:
  /// `the example`.
  private var checks: [(schema: SchemaID, value: Int, what: String)] = []

  /// The findings in a document, or in one and additions to it, in the order of their places.
  package static func findings(in sources: [ContractSource]) -> [ContractFinding] {
    do throws(ContractError) {
      var lint = ContractLint(try ContractText(composing: sources))
      lint.run()
      return lint.sorted(sources)
    } catch {
      return error.problems.map { finding($0) }
    }
  }

  private init(_ text: ContractText) {
    self.text = text
    reader = ContractReader(text: text)
  }

  private mutating func run() {
    reader.checkVersion()
    // Of another kind of document every key would be unknown.
    if text.version.isReadable {
      do throws(ContractError) {
        _ = try Contract(text)
      } catch {
        findings = error.problems.map { Self.finding($0) }
      }
      // What cannot be made known was reported by the load.
      if reader.addSchemas() {
        reportVersion()
        walk(text.root, as: .openapi)
        lintPaths()
        runChecks()
      }
    }
    var places = Set(findings.map(\.place))
    for problem in reader.problems where places.insert(problem.place).inserted {
      findings.append(Self.finding(problem))
    }
  }

  private static func finding(_ problem: ContractProblem) -> ContractFinding {
    ContractFinding(
      // Nothing is wrong with a document of components alone, but nothing can be checked by it.
      severity: problem.what == ContractReader.noOperations ? .warning : .error,
      place: problem.place, message: problem.what + (problem.hint.map { ". " + $0 } ?? ""))
  }

  private func sorted(_ sources: [ContractSource]) -> [ContractFinding] {
    func rank(_ finding: ContractFinding) -> (Int, Int, Int) {
      let file = sources.firstIndex { $0.name == finding.place.file } ?? 0
      return (file, finding.place.position.line, finding.place.position.column)
    }
    var seen: Set<ContractFinding> = []
    return findings.filter { seen.insert($0).inserted }.sorted { rank($0) < rank($1) }
  }

  private mutating func report(
    _ index: Int, _ message: String, severity: ContractFinding.Severity = .error
  ) {
    findings.append(
      ContractFinding(severity: severity, place: text.place(index), message: message))
  }

  /// Reports a name that does not fit, with the one that was probably meant.
  private mutating func report(
    _ index: Int, _ message: String, near name: String, among names: [String],
    severity: ContractFinding.Severity = .error
  ) {
    let near = NearestName.of(name, in: names).map { ". Did you mean '\($0)'?" } ?? ""
    report(index, message + near, severity: severity)
  }

  private mutating func reportVersion() {
    guard text.version == .v32, let place = text.member(text.root, "openapi") else { return }
    report(
      place,
      "OpenAPI \(text.string(place) ?? "") is read as 3.1: what only 3.2 has is passed over",
      severity: .warning)
  }

  /// Checks the values that were collected against their schemas.
  private mutating func runChecks() {
    let schemas = reader.registry.finished()
    for check in checks {
      let violations = text.document.withView { root in
        schemas.violations(
          root.at(check.value), against: check.schema,
          options: ValidationOptions(assertFormats: true, limit: 1))
      }
      guard let violation = violations.first else { continue }
      if violation.isUndecided {
        report(check.value, "\(check.what): \(violation.text())", severity: .warning)
      } else {
        report(check.value, "\(check.what) does not fit its schema: \(violation.text())")
      }
    }
  }
}

// MARK: Each object

extension ContractLint {
  /// Looks at an object of a kind and at all objects inside.
  private mutating func walk(_ index: Int, as kind: OpenAPIObject) {
    if kind == .any { return }
    guard text.kind(index) == .object else {
      if kind != .schema {
        report(index, "an object is expected here, not \(reader.article(index))")
      } else if text.kind(index) != .true, text.kind(index) != .false {
        report(index, "a schema must be an object or a boolean")
      }
      return
    }
    let reference = kind.isReferable ? text.member(index, "$ref") : nil
    if let reference { lintReference(reference, kind) }
    lintCertainty(index)
    if kind == .schema { lintSchema(index) }
    if reference == nil || kind == .schema { collectExamples(index, kind) }
    for (name, key, value) in text.named(index) where !name.hasPrefix("x-") && name != "$ref" {
      if reference != nil, kind != .schema {
        // OpenAPI 3.1, Reference Object: only a summary and a description may stand beside it.
        if name != "summary", name != "description", kind != .pathItem {
          report(key, "'\(name)' beside a '$ref' does not count", severity: .warning)
        }
      } else if let field = kind.field(name) {
        walk(value, as: field, of: kind)
      } else {
        reportUnknown(key, name, kind)
      }
    }
  }

  private mutating func walk(_ index: Int, as field: OpenAPIObject.Field, of owner: OpenAPIObject) {
    switch field {
    case .one(let kind): walk(index, as: kind)
    case .list(let kind):
      guard text.kind(index) == .array else {
        report(index, "an array is expected here, not \(reader.article(index))")
        return
      }
      for element in text.elements(index) { walk(element, as: kind) }
    case .map(let kind):
      guard text.kind(index) == .object else {
        report(index, "an object is expected here, not \(reader.article(index))")
        return
      }
      // A property may be called 'x-…', another object of that name is an extension.
      for (name, _, value) in text.named(index) where kind == .schema || !name.hasPrefix("x-") {
        walk(value, as: kind)
      }
    }
  }

  private mutating func reportUnknown(_ key: Int, _ name: String, _ kind: OpenAPIObject) {
    switch kind {
    case .paths: report(key, "a path must begin with '/', '\(name)' does not")
    case .responses:
      report(key, "'\(name)' is no status. Write '200', '4XX' or 'default'.")
    default:
      // JSON Schema allows unknown keywords; one that is near a known one was hardly meant so.
      let isNear = NearestName.of(name, in: kind.fieldNames) != nil
      let isAllowed = kind == .schema && !isNear || text.version == .v32
      report(
        key, "unknown key '\(name)'", near: name, among: kind.fieldNames,
        severity: isAllowed ? .warning : .error)
    }
  }

  private mutating func lintReference(_ reference: Int, _ kind: OpenAPIObject) {
    guard let address = text.string(reference) else {
      report(reference, "'$ref' must be a string")
      return
    }
    // A schema may refer to one with an '$id', which the schema compiler knows.
    if kind == .schema, !address.hasPrefix("#") { return }
    _ = reader.target(of: address, at: reference)
  }

  private mutating func lintCertainty(_ index: Int) {
    guard let certainty = text.member(index, "x-certainty") else { return }
    let word = text.string(certainty) ?? ""
    guard Certainty(rawValue: word) == nil else { return }
    let words = Certainty.allCases.map(\.rawValue)
    report(
      certainty, "'\(word)' is no certainty: it is one of \(words.joined(separator: ", "))",
      near: word, among: words)
  }

  /// Collects the examples of a parameter, header, media type or schema.
  private mutating func collectExamples(_ index: Int, _ kind: OpenAPIObject) {
    let place: Int?
    switch kind {
    case .parameter, .header, .mediaType: place = text.member(index, "schema")
    case .schema: place = index
    default: return
    }
    guard let place, let schema = reader.schema(at: place)?.id else { return }
    if let example = text.member(index, "example") {
      checks.append((schema, example, "the example"))
    }
    guard kind != .schema else {
      for example in text.elements(text.member(index, "examples")) {
        checks.append((schema, example, "the example"))
      }
      if let value = text.member(index, "default") { checks.append((schema, value, "the default")) }
      return
    }
    for (name, _, value) in text.named(text.member(index, "examples"))
    where text.kind(value) == .object {
      guard let object = reader.resolved(value, "an example") else { continue }
      if let inner = text.member(object, "value") {
        checks.append((schema, inner, "the example '\(name)'"))
      }
    }
  }
}

// MARK: Schemas

extension ContractLint {
  /// Looks at what a schema says beside its subschemas.
  private mutating func lintSchema(_ index: Int) {
    lintEnumeration(index)
    lintRequired(index)
    lintSpellings(index)
    if text.version != .v30, let nullable = text.member(index, "nullable") {
      report(
        nullable - 1, "'nullable' is OpenAPI 3.0: write \"type\": [ …, \"null\" ] instead")
    }
  }

  private mutating func lintEnumeration(_ index: Int) {
    guard let list = text.member(index, "enum"), text.kind(list) == .array else { return }
    let values = text.elements(list)
    if values.isEmpty { report(list, "an empty 'enum' allows no value") }
    let schema = reader.schema(at: index)?.id
    var seen: Set<[UInt8]> = []
    for value in values {
      let json = text.json(value)
      let shown = String(decoding: json.prefix(40), as: UTF8.self) + (json.count > 40 ? "…" : "")
      if !seen.insert(json).inserted {
        report(value, "the value \(shown) stands twice in 'enum'", severity: .warning)
      }
      if let schema {
        checks.append((schema, value, "the value \(shown) of 'enum' can never stand: it"))
      }
    }
  }

  private mutating func lintRequired(_ index: Int) {
    guard let properties = text.member(index, "properties") else { return }
    let names = text.named(properties).map(\.name)
    var seen: Set<String> = []
    for element in text.elements(text.member(index, "required")) {
      guard let name = text.string(element) else { continue }
      if !seen.insert(name).inserted {
        report(element, "'\(name)' stands twice in 'required'", severity: .warning)
      }
      // What is required may be described elsewhere; what is nearly described here was misspelt.
      if !names.contains(name), NearestName.of(name, in: names) != nil {
        report(
          element, "'\(name)' is required, but not described", near: name, among: names)
      }
    }
  }

  private mutating func lintSpellings(_ index: Int) {
    let values = text.elements(text.member(index, "enum")).compactMap { text.string($0) }
    for (name, key, _) in text.named(text.member(index, "x-also")) where !values.contains(name) {
      report(
        key, "'x-also' has other spellings of '\(name)', which is no value of 'enum'",
        near: name, among: values)
    }
    let properties = text.named(text.member(index, "properties"))
    var owners = Dictionary(properties.map { ($0.name, $0.name) }) { first, _ in first }
    for (name, _, value) in properties {
      for element in text.elements(text.member(value, "x-also")) {
        let other = text.string(element) ?? ""
        if let owner = owners[other] {
          report(element, "'\(other)' is another spelling of '\(name)', but also '\(owner)'")
        } else {
          owners[other] = name
        }
      }
    }
  }
}

// MARK: Operations

extension ContractLint {
  /// Looks at paths and operations as a whole.
  private mutating func lintPaths() {
    let schemes = text.member(text.root, "components").flatMap {
      text.member($0, "securitySchemes")
    }
    let schemeNames = text.named(schemes).map(\.name)
    var shapes: [String: String] = [:]
    for (template, key, item) in text.named(text.member(text.root, "paths")) {
      guard let path = ContractPath(template) else { continue }
      let shape = path.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .parameter(_, let prefix, let suffix): prefix + "{}" + suffix
        }
      }.joined(separator: "/")
      if let other = shapes.updateValue(template, forKey: shape) {
        report(key, "the path '\(template)' matches what '\(other)' matches")
      }
      for (method, key, operation) in text.named(item)
      where OpenAPIObject.methods.contains(method) && text.kind(operation) == .object {
        lintOperation(operation, key, item: item, path: path)
        reader.checkSecurity(of: operation, schemeNames)
      }
    }
  }

  private mutating func lintOperation(_ index: Int, _ key: Int, item: Int, path: ContractPath) {
    if text.member(index, "operationId") == nil {
      report(key, "the operation has no 'operationId'", severity: .warning)
    }
    let responses = text.named(text.member(index, "responses")).map(\.name).filter {
      !$0.hasPrefix("x-")
    }
    if responses.isEmpty {
      // OpenAPI 3.0 requires them, 3.1 does not.
      report(
        key, "the operation has no responses", severity: text.version == .v30 ? .error : .warning)
    } else if !responses.contains(where: { ["2", "3", "d"].contains($0.prefix(1)) }) {
      report(key, "the operation has no response for success", severity: .warning)
    }
    var described: [String] = []
    for list in [text.member(item, "parameters"), text.member(index, "parameters")] {
      for parameter in text.elements(list) where text.kind(parameter) == .object {
        guard let object = reader.resolved(parameter, "a parameter"),
          text.string(object, "in") == "path", let name = text.string(object, "name")
        else { continue }
        described.append(name)
        if text.bool(object, "required") != true {
          report(object, "the path parameter '\(name)' must be \"required\": true")
        }
      }
    }
    for name in path.parameterNames where !described.contains(name) {
      report(
        key, "the path parameter '\(name)' is not described", near: name, among: described)
    }
  }
}

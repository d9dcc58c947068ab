import VerifyMockCore
import VerifyMockHTTP
import VerifyMockJSON
import VerifyMockContract

extension Checker {
  /// Checks one answer by itself.
  mutating func checkExchange(_ record: StepRecord) {
    guard record.request != nil, let delivery = record.delivery else { return }
    guard case .answered(let response, let time) = delivery else {
      if case .failed(let reason) = delivery {
        report(Finding(.transport, "no answer: \(reason)"), record)
      }
      return
    }
    if let limit = options.responseTime, time > limit {
      report(
        Finding(
          .responseTime, "the answer took too long", expected: "at most \(limit.text)",
          got: time.text), record)
    }
    if response.body.count > 1 << 20 {
      report(
        Finding(.payloadSize, "the body is very large", got: "\(response.body.count) bytes"),
        record)
    }
    if 400..<500 ~= response.status, isAskedWithUnsound(record) { return }
    guard checkOutcome(record, response) else { return }
    let isOther = record.step.changes.contains {
      if case .method = $0 { response.status != 405 } else { false }
    }
    if !isOther { checkContract(record, response) }
  }

  /// Whether a filter's value was taken from a list that breaks its schema.
  private func isAskedWithUnsound(_ record: StepRecord) -> Bool {
    guard case .filter = record.step.role, unsound[.list] != nil else { return false }
    return record.step.values.contains { if case .kept = $0.value { true } else { false } }
  }

  private mutating func checkContract(_ record: StepRecord, _ response: HTTPReceivedResponse) {
    var tape = JSONTape()
    let isError = response.status >= 400
    let violations = contract.violations(
      response: response.status, body: response.body, of: record.step.contract, tape: &tape,
      field: { response.value(of: $0) })
    // What answers a HEAD describes a body that does not come.
    let isHead = record.request?.method == "HEAD"
    for violation in violations where violation.kind != .status {
      if isHead, violation.location.first == "body" { continue }
      report(violation, record, isError: isError)
    }
    checkCharset(record, response)
    guard let body = record.body?.root else { return }
    if let name = Self.duplicateKey(in: body) {
      report(Finding(.strictJSON, "the key '\(name)' stands twice in one object"), record)
    }
    guard options.strictness != .lenient,
      let content = record.step.contract.response(status: response.status)?.json
    else { return }
    checkFields(body, content.facts, [], record, isError: isError)
  }

  private mutating func checkCharset(_ record: StepRecord, _ response: HTTPReceivedResponse) {
    guard let type = response.value(of: "content-type") else { return }
    guard let type = MediaType(type), type.essence == "application/json",
      let charset = type.charset?.lowercased(), charset != "utf-8"
    else { return }
    report(
      Finding(
        .mediaType, "JSON is labelled with another charset", at: "header/Content-Type",
        expected: "utf-8", got: charset), record)
  }

  private static func duplicateKey(in element: JSONElement) -> String? {
    var seen: Set<[UInt8]> = []
    for (key, value) in element.members {
      if let name = key.stringBytes, !seen.insert(name).inserted {
        return String(decoding: name, as: UTF8.self)
      }
      if let found = duplicateKey(in: value) { return found }
    }
    for item in element.elements {
      if let found = duplicateKey(in: item) { return found }
    }
    return nil
  }

  private mutating func report(
    _ violation: ContractViolation, _ record: StepRecord, isError: Bool
  ) {
    if violation.location.first == "body", violation.kind != .undecided {
      unsound[record.step.role, default: []].insert(
        violation.location.dropFirst().joined(separator: "/"))
    }
    if options.strictness == .lenient, violation.kind == .value { return }
    let check = check(for: violation, isError: isError)
    guard let check else { return }
    let provenance = provenance(of: violation)
    var finding = Finding(
      check, "\(violation.field) \(violation.text)",
      at: violation.path + (violation.position.map { " (\($0))" } ?? ""), got: violation.got,
      certainty: provenance.certainty,
      severity: violation.kind == .undecided ? .info : nil)
    finding.hint = check == .letterCase ? "only the letter case differs" : violation.hint
    finding.contractPlace = violation.place.description
    if check == .strictJSON, record.response?.body.starts(with: [0x1F, 0x8B]) == true {
      finding.hint = "the body is compressed, which the request did not allow (Accept-Encoding)"
    }
    finding.source = provenance.source
    // A schema has one place however many answers use it; one part of an endpoint writes errors and
    // headers however many places describe them.
    let isShared = [.errorShape, .mediaType, .strictJSON].contains(check)
    finding.key =
      isShared
      ? "\(check.rawValue)|\(finding.what)"
      : "\(check.rawValue)|\(violation.contractPointer)|"
        + (violation.location.last { Int($0) == nil } ?? "")
    report(finding, record)
  }

  /// Who says what a violation breaks.
  ///
  /// What is said beside a property that its object requires is about the property's values; that
  /// it is there, and its type, the object's own documents show.
  private func provenance(of violation: ContractViolation) -> Provenance {
    guard violation.kind == .type,
      let tokens = JSONPointer(parsing: violation.contractPointer)?.tokens, tokens.count > 3,
      tokens[tokens.count - 3] == "properties"
    else { return violation.provenance }
    let holder = JSONPointer(Array(tokens.dropLast(3)))
    let required = contract.text.document.root[holder]?["required"]?.elements ?? []
    guard required.contains(where: { $0.string == tokens[tokens.count - 2] }) else {
      return violation.provenance
    }
    return contract.provenance(at: "\(holder)").or(violation.provenance)
  }

  /// The check that a violation breaks; nil when another documented spelling is meant.
  private func check(for violation: ContractViolation, isError: Bool) -> Check? {
    switch violation.kind {
    case .mediaType: return .mediaType
    case .unreadable: return .strictJSON
    default: break
    }
    if violation.location.first == "header" { return .responseHeaders }
    if let pointer = JSONPointer(parsing: violation.contractPointer),
      pointer.tokens.last == "enum" || pointer.tokens.last == "const",
      let text = violation.got.flatMap({ try? JSONValue(parsing: $0) })?.string
    {
      let root = contract.text.document.root
      let also = pointer.parent.flatMap { root[$0.appending("x-also")] }
      let spellings = also?.members.flatMap { $0.value.elements.compactMap(\.string) } ?? []
      if options.strictness == .samples, spellings.contains(text) { return nil }
      let values = root[pointer]?.elements.compactMap(\.string) ?? []
      if !isError, (values + spellings).contains(where: { $0.lowercased() == text.lowercased() }) {
        return .letterCase
      }
    }
    return isError ? .errorShape : .bodySchema
  }

  /// Fields that the contract does not know.
  private mutating func checkFields(
    _ element: JSONElement, _ id: SchemaFactsID, _ path: [String], _ record: StepRecord,
    isError: Bool
  ) {
    let facts = contract.facts(id)
    if element.kind == .array, let items = facts.items {
      for (i, item) in element.elements.enumerated() {
        checkFields(item, items, path + ["\(i)"], record, isError: isError)
      }
    }
    guard element.kind == .object, !facts.properties.isEmpty else { return }
    for (key, value) in element.members {
      let name = key.string ?? ""
      let property = facts.properties.first { $0.name == name || $0.also.contains(name) }
      if let property {
        checkFields(value, property.facts, path + [name], record, isError: isError)
        continue
      }
      switch facts.additional {
      case .allowed, .described: continue
      // What the schema itself forbids is reported as its violation.
      case .forbidden, .unsaid: break
      }
      var finding = Finding(
        isError ? .errorShape : .undocumentedField, "'\(name)' is not documented",
        at: "body/" + (path + [name]).joined(separator: "/") + " (\(value.position))",
        // A schema alone allows what it does not name; errors have more in many frameworks.
        severity: provider != nil ? nil : isError ? .info : .warning)
      finding.hint = NearestName.of(name, in: facts.properties.map(\.name)).map {
        "did you mean '\($0)'?"
      }
      finding.contractPlace = contract.place(at: facts.pointer).description
      finding.source = contract.provenance(at: facts.pointer).source
      finding.key = "\(finding.check.rawValue)|undocumented|\(name)"
      report(finding, record)
    }
  }

  /// Checks that no answer contains a code or a secret.
  mutating func checkSecrets() {
    // A shorter one stands in other numbers by chance.
    let codes = Set(records.compactMap(\.code).filter { $0.count > 3 })
    let secret = options.credentials?.secret ?? ""
    for record in records {
      guard let response = record.response else { continue }
      if let body = record.body?.root, !codes.isEmpty,
        let place = Self.place(of: codes, in: body, [])
      {
        var finding = Finding(
          .codeEchoed, "the answer contains the code", at: "body/" + place.joined(separator: "/"))
        finding.key = "code|\(place.last ?? "")"
        report(finding, record)
      }
      let fields = response.fields.first { field in
        let words = String(decoding: field.value, as: UTF8.self).split {
          !($0.isASCII && ($0.isLetter || $0.isNumber))
        }
        // Numbers of these fields can be a code by chance.
        let name = String(decoding: field.name, as: UTF8.self).lowercased()
        return !["date", "content-length", "retry-after", "etag", "set-cookie"].contains(name)
          && words.contains { codes.contains(String($0)) }
      }
      if let fields {
        let name = String(decoding: fields.name, as: UTF8.self)
        var finding = Finding(
          .codeEchoed, "the answer contains the code", at: "header/\(name)")
        finding.key = "code|header"
        report(finding, record)
      }
      let texts = [response.body] + response.fields.map(\.value)
      if !secret.isEmpty,
        texts.contains(where: { $0.firstOccurrence(of: Array(secret.utf8)) != nil })
      {
        var finding = Finding(.secretEchoed, "the answer contains the secret")
        finding.key = "secret"
        report(finding, record)
      }
    }
  }

  /// Where a code stands as a word of its own; times and ids have digits too and don't count.
  private static func place(
    of codes: Set<String>, in element: JSONElement, _ path: [String]
  ) -> [String]? {
    for (i, item) in element.elements.enumerated() {
      if let found = place(of: codes, in: item, path + ["\(i)"]) { return found }
    }
    for (key, value) in element.members {
      if let found = place(of: codes, in: value, path + [key.string ?? ""]) { return found }
    }
    guard let text = element.string ?? element.numberText,
      PartialTime(Array(text.utf8)) == nil, !(text.count == 36 && text.contains("-"))
    else { return nil }
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.contains { codes.contains(String($0)) } ? path : nil
  }
}

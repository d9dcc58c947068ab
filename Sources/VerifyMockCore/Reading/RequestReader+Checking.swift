package import VerifyMockContract
import VerifyMockJSON
import VerifyMockSchema

extension RequestReader {
  /// Whether inputs that were read are what the contract allows; stops at the first that is not.
  package func isValid(_ request: RequestInputs) -> Bool {
    guard requiredInputs.allSatisfy({ request.given($0) != nil }) else { return false }
    for (index, schema) in checkedInputs {
      guard let value = request.given(index)?.value else { continue }
      guard let element = value.element, isValid(element, against: schema) else { return false }
    }
    guard let content = request.content else { return operation.requestBody?.isRequired != true }
    guard let schema = contents[content].content.schema else { return true }
    return request.body.map { isValid($0.root, against: schema) } ?? false
  }

  private func isValid(_ value: JSONElement, against schema: SchemaID) -> Bool {
    value.document.withView {
      contract.schemas.isValid($0.at(value.index), against: schema, assertFormats: true)
    }
  }

  /// Everything in which inputs that were read break the contract.
  package func violations(in request: RequestInputs) -> [ContractViolation] {
    var result: [ContractViolation] = []
    for (index, input) in inputs.enumerated() where input.section != .body {
      let base = [input.section.rawValue, input.name]
      if let value = request.given(index)?.value.element {
        guard let schema = input.schema else { continue }
        result += violations(of: value, against: schema, base, input.provenance, request)
      } else if input.isRequired {
        result.append(missing(base, pointer: input.pointer, input.provenance, request))
      }
    }
    if let content = request.content, let value = request.body?.root {
      if let schema = contents[content].content.schema {
        result += violations(of: value, against: schema, ["body"], operation.provenance, request)
      }
    } else if let body = operation.requestBody, body.isRequired {
      result.append(missing(["body"], pointer: body.pointer, body.provenance, request))
    }
    return result
  }

  /// The violation that bytes are which can't be read.
  package func violation(_ reason: UnreadableReason) -> ContractViolation {
    let pointer = operation.requestBody?.pointer ?? operation.pointer
    let location: [String]
    let text: String
    var kind = ContractViolation.Kind.unreadable
    var got: String?
    var position: TextPosition?
    switch reason {
    case .syntax(let error):
      location = ["body"]
      text = "is not JSON: \(error.what)"
      position = error.position
    case .mediaType(let type, let expected):
      location = ["header", "Content-Type"]
      text = "must be \(expected.joined(separator: " or "))"
      kind = .value
      got = type.isEmpty ? nil : type
    case .encoding(let place):
      location = place.split(separator: "/").map(String.init)
      text = "is not percent-encoded UTF-8"
    }
    return ContractViolation(
      side: .request, kind: kind, location: location, text: text, got: got, hint: nil,
      position: position, contractPointer: pointer, place: contract.place(at: pointer),
      provenance: operation.provenance)
  }

  private func missing(
    _ location: [String], pointer: String, _ provenance: Provenance, _ request: RequestInputs
  ) -> ContractViolation {
    let violation = ContractViolation(
      side: .request, kind: .missing, location: location, text: "is required", got: nil, hint: nil,
      position: nil, contractPointer: pointer, place: contract.place(at: pointer),
      provenance: provenance)
    return violation.with(hint: hint(for: violation, request))
  }

  private func violations(
    of value: JSONElement, against schema: SchemaID, _ base: [String], _ provenance: Provenance,
    _ request: RequestInputs
  ) -> [ContractViolation] {
    let found = value.document.withView {
      contract.schemas.violations(
        $0.at(value.index), against: schema, options: ValidationOptions(assertFormats: true))
    }
    return found.map {
      let violation = ContractViolation(
        $0, side: .request, base: base, contract: contract, fallback: provenance,
        position: { base == ["body"] ? request.position(of: $0) : nil })
      return violation.hint == nil
        ? violation.with(hint: hint(for: violation, request)) : violation
    }
  }

  /// What the tolerances say about a violation.
  private func hint(for violation: ContractViolation, _ request: RequestInputs) -> String? {
    if violation.kind == .missing {
      let path = violation.path
      for note in request.notes where note.location == path {
        if [.null, .empty].contains(note.kind) { return "\(note.got) counts as not given" }
      }
      // A misspelt name was dropped as unknown.
      let parent = violation.location.dropLast().joined(separator: "/") + "/"
      let dropped = request.notes.filter {
        $0.kind == .unknown && $0.location.hasPrefix(parent)
      }.map { String($0.location.dropFirst(parent.count)) }
      return NearestName.of(violation.location.last ?? "", in: dropped).map {
        "'\($0)' was given, which the contract does not have"
      }
    }
    if violation.location.first == "query", violation.got?.hasPrefix("\" ") == true {
      return "a '+' in a query is a space: write %2B"
    }
    return nil
  }
}

extension ArgumentValue {
  /// The value as JSON; nil where it can't be written as such.
  fileprivate var element: JSONElement? {
    switch self {
    case .text(let text): try? JSONDocument(JSONText.quoted(text)).root
    case .json(let element): element
    }
  }
}

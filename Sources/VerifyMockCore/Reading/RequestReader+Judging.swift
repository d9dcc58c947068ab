import VerifyMockHTTP
import VerifyMockJSON
package import VerifyMockContract
import VerifyMockSchema

extension RequestReader {
  /// Whether arguments that were read are what the contract allows; stops at the first that is not.
  @inline(__always)
  package func isValid(_ arguments: Arguments) -> Bool {
    for input in required where arguments.slots[Int(input)] < 0 { return false }
    if arguments.content < 0 {
      if operation.requestBody?.isRequired == true { return false }
      if checks.isEmpty { return true }
    }
    return arguments.withView { view in
      for check in checks where arguments.slots[Int(check.input)] >= 0 {
        let value = view.root.at(Int(arguments.slots[Int(check.input)]))
        guard contract.schemas.isValid(value, against: check.schema, assertFormats: true) else {
          return false
        }
      }
      guard arguments.content >= 0, let schema = contents[arguments.content].content.schema else {
        return true
      }
      return contract.schemas.isValid(
        view.root.at(arguments.bodyNode), against: schema, assertFormats: true)
    } ?? false
  }

  /// Everything in which arguments that were read break the contract.
  package func violations(in arguments: Arguments) -> [ContractViolation] {
    var result: [ContractViolation] = []
    for section in [path, query, header] {
      for (input, parameter) in zip(section.inputs, section.parameters) {
        let base = [parameter.location.rawValue, parameter.name]
        let node = arguments.slots[Int(input)]
        if node < 0 {
          guard parameter.isRequired else { continue }
          result.append(
            missing(base, pointer: parameter.pointer, parameter.provenance, arguments))
        } else if let schema = parameter.schema {
          result += violations(
            of: Int(node), against: schema, base: base, parameter.provenance, arguments)
        }
      }
    }
    if arguments.content >= 0 {
      if let schema = contents[arguments.content].content.schema {
        result += violations(
          of: arguments.bodyNode, against: schema, base: ["body"], operation.provenance, arguments)
      }
    } else if let body = operation.requestBody, body.isRequired {
      result.append(missing(["body"], pointer: body.pointer, body.provenance, arguments))
    }
    return result
  }

  /// The violation that bytes are which cannot be read.
  package func violation(_ reason: UnreadableReason) -> ContractViolation {
    let pointer = operation.requestBody?.pointer ?? operation.pointer
    let location: [String]
    let text: String
    var got: String?
    var position: TextPosition?
    switch reason {
    case .syntax(let error):
      location = ["body"]
      text = "is not JSON: \(error.reason)"
      position = error.position
    case .mediaType(let type, let expected):
      location = ["header", "Content-Type"]
      text = "must be \(expected.joined(separator: " or "))"
      got = type
    case .encoding(let place):
      location = place.split(separator: "/").map(String.init)
      text = "is not percent-encoded UTF-8"
    }
    return ContractViolation(
      side: .request, kind: .unreadable, location: location, text: text, got: got, hint: nil,
      position: position, contractPointer: pointer, place: contract.place(at: pointer),
      provenance: operation.provenance)
  }

  private func missing(
    _ location: [String], pointer: String, _ provenance: Provenance, _ arguments: Arguments
  ) -> ContractViolation {
    let violation = ContractViolation(
      side: .request, kind: .missing, location: location, text: "is required", got: nil, hint: nil,
      position: nil, contractPointer: pointer, place: contract.place(at: pointer),
      provenance: provenance)
    return violation.with(hint: hint(for: violation, arguments))
  }

  private func violations(
    of node: Int, against schema: SchemaID, base: [String], _ provenance: Provenance,
    _ arguments: Arguments
  ) -> [ContractViolation] {
    arguments.withView { view in
      contract.schemas.violations(
        view.root.at(node), against: schema, options: ValidationOptions(assertFormats: true)
      ).map {
        let violation = ContractViolation(
          $0, side: .request, base: base, contract: contract, fallback: provenance,
          position: { arguments.position(of: $0) })
        return violation.hint == nil
          ? violation.with(hint: hint(for: violation, arguments)) : violation
      }
    } ?? []
  }

  /// What the tolerances tell about a violation.
  private func hint(for violation: ContractViolation, _ arguments: Arguments) -> String? {
    if violation.kind == .missing {
      let path = violation.path
      for note in arguments.notes where note.location == path {
        if [.null, .empty].contains(note.kind) { return "\(note.got) counts as not given" }
      }
      // A misspelt name was dropped as unknown.
      let parent = violation.location.dropLast().joined(separator: "/") + "/"
      let dropped = arguments.notes.filter {
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

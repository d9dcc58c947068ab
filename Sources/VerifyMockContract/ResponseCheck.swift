package import VerifyMockJSON
import VerifyMockSchema

extension Contract {
  /// Everything in which a response is not what the contract says; nothing, at little cost, for
  /// one that is.
  ///
  /// - Parameters:
  ///   - tape: storage for the body's nodes, used again for the next response.
  ///   - field: looks a header field up by its name in lower case.
  package func violations(
    response status: Int, body: [UInt8], of operation: ContractOperation, tape: inout JSONTape,
    field: (String) -> [UInt8]?
  ) -> [ContractViolation] {
    let check = ResponseCheck(contract: self, operation: operation, status: status)
    guard let response = check.response else { return [check.unknownStatus()] }
    var found: [ContractViolation] = []
    for header in response.headers {
      found += check.header(header, field(header.lowercasedName), &tape)
    }
    // What answers a HEAD describes a body that does not come.
    if operation.method == "HEAD" { return found }
    return found + check.body(body, field("content-type"), response, &tape)
  }
}

/// One response that is being checked.
private struct ResponseCheck {
  let contract: Contract
  let operation: ContractOperation
  let status: Int
  let response: ContractResponse?

  init(contract: Contract, operation: ContractOperation, status: Int) {
    self.contract = contract
    self.operation = operation
    self.status = status
    response = operation.response(status: status)
  }

  func unknownStatus() -> ContractViolation {
    let known = operation.responses.map(\.status.description).joined(separator: ", ")
    return violation(.status, ["status"], "must be one of \(known)", got: "\(status)")
  }

  func header(
    _ header: ContractHeader, _ value: [UInt8]?, _ tape: inout JSONTape
  ) -> [ContractViolation] {
    let location = ["header", header.name]
    guard let value else {
      guard header.isRequired else { return [] }
      return [violation(.missing, location, "is required", pointer: header.pointer)]
    }
    let types = contract.facts(header.facts).types
    // How lists and objects are written in a field is not looked into.
    guard !types.isDisjoint(with: [.string, .number, .boolean]) else { return [] }
    let text = String(decoding: value, as: UTF8.self)
    // Text that is no number stays text, so that its type is what is wrong.
    let isJSON = !types.contains(.string) && (try? JSONDocument(value)) != nil
    let json = isJSON ? value : JSONValue.string(text).bytes()
    let found = try? violations(of: json, against: header.schema, &tape)
    return (found ?? []).map {
      ContractViolation(
        $0, side: .response, base: location, contract: contract, fallback: header.provenance,
        position: { _ in nil })
    }
  }

  func body(
    _ body: [UInt8], _ type: [UInt8]?, _ response: ContractResponse, _ tape: inout JSONTape
  ) -> [ContractViolation] {
    if response.contents.isEmpty {
      return body.isEmpty
        ? [] : [violation(.value, ["body"], "must be empty", got: "\(body.count) bytes")]
    }
    if body.isEmpty { return [violation(.missing, ["body"], "is required (\(expected))")] }
    let typeLocation = ["header", "Content-Type"]
    guard let type else {
      return [violation(.mediaType, typeLocation, "is required (\(expected))")]
    }
    guard let content = response.content(of: type) else {
      let got = String(decoding: type, as: UTF8.self)
      return [violation(.mediaType, typeLocation, "must be \(expected)", got: got)]
    }
    let isJSON = content.isJSON || ContractContent.isJSON(MediaType.essence(of: type))
    guard isJSON, let schema = content.schema else { return [] }
    do throws(JSONSyntaxError) {
      return try violations(of: body, against: schema, &tape).map {
        ContractViolation(
          $0, side: .response, base: ["body"], contract: contract, fallback: response.provenance,
          position: { TextPosition(offset: $0, in: body) })
      }
    } catch {
      return [
        violation(.unreadable, ["body"], "must be JSON: \(error.what)", position: error.position)
      ]
    }
  }

  private func violations(
    of json: [UInt8], against schema: SchemaID, _ tape: inout JSONTape
  ) throws(JSONSyntaxError) -> [SchemaViolation] {
    try tape.parse(json)
    var found: [SchemaViolation] = []
    json.withUnsafeBufferPointer { bytes in
      tape.withView(of: bytes) { view in
        found = contract.schemas.violations(
          view, against: schema, options: ValidationOptions(assertFormats: true))
      }
    }
    return found
  }

  /// The media types that the contract names.
  private var expected: String {
    response?.contents.map(\.mediaType).joined(separator: ", ") ?? ""
  }

  private func violation(
    _ kind: ContractViolation.Kind, _ location: [String], _ text: String, got: String? = nil,
    position: TextPosition? = nil, pointer: String? = nil
  ) -> ContractViolation {
    let pointer = pointer ?? response?.pointer ?? operation.pointer
    return ContractViolation(
      side: .response, kind: kind, location: location, text: text, got: got, hint: nil,
      position: position, contractPointer: pointer, place: contract.place(at: pointer),
      provenance: response?.provenance ?? operation.provenance)
  }
}

extension ContractResponse {
  /// The content that the value of a Content-Type field names.
  fileprivate func content(of type: [UInt8]) -> ContractContent? {
    if let exact = contents.first(where: { $0.isSpelled(type) }) { return exact }
    let essence = MediaType.essence(of: type)
    return contents.first { $0.mediaType == essence } ?? contents.first { $0.covers(essence) }
  }
}

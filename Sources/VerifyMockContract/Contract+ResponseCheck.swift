import VerifyMockJSON
import VerifyMockSchema

extension Contract {
  /// Looks a response's header field up by its name in lower case.
  package typealias FieldLookup = (UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>?

  /// Whether a response is what the contract says; stops at the first thing that is not.
  ///
  /// - Parameter lines: all field lines of the response, by which one that was found fine before is
  ///   known again.
  package func isFine(
    response status: Int, body: UnsafeBufferPointer<UInt8>, of operation: ContractOperation,
    scratch: inout ResponseScratch, lines: UnsafeBufferPointer<UInt8>? = nil, field: FieldLookup
  ) -> Bool {
    if let lines, scratch.memo.knows(operation, status, fields: lines, body: body) { return true }
    if isPlainlyFine(status, body, operation, &scratch, lines, field) { return true }
    var problem: Problem?
    return !problems(status, body, operation, &scratch, field) {
      problem = $0
      return false
    } && problem == nil
  }

  /// Whether a response is the common one, JSON without fields of its own, and what it should be.
  private func isPlainlyFine(
    _ status: Int, _ body: UnsafeBufferPointer<UInt8>, _ operation: ContractOperation,
    _ scratch: inout ResponseScratch, _ lines: UnsafeBufferPointer<UInt8>?, _ field: FieldLookup
  ) -> Bool {
    guard !operation.isHead, let response = operation.response(status: status),
      response.headers.isEmpty,
      let type = Self.contentTypeName.withUnsafeBufferPointer({ field($0) }),
      let content = content(for: type, of: response), content.isJSON, let schema = content.schema
    else { return false }
    do throws(JSONSyntaxError) {
      try scratch.tape.parse(body)
    } catch {
      return false
    }
    guard let view = scratch.tape.view(of: body) else { return false }
    let (isValid, asksOfUUIDs) = withExtendedLifetime(scratch.tape) {
      schemas.isValidForAllUUIDs(view, against: schema)
    }
    if isValid, !asksOfUUIDs, let lines, scratch.memo.wants(operation, status) {
      scratch.memo.keep(
        operation, status, fields: lines, body: body, nodes: scratch.tape.nodes)
    }
    return isValid
  }

  /// Everything in which a response is not what the contract says.
  package func violations(
    response status: Int, body: UnsafeBufferPointer<UInt8>, of operation: ContractOperation,
    scratch: inout ResponseScratch, field: FieldLookup
  ) -> [ContractViolation] {
    var result: [ContractViolation] = []
    var found: [Problem] = []
    _ = problems(status, body, operation, &scratch, field) {
      found.append($0)
      return true
    }
    for problem in found {
      result += violations(problem, status, body, operation, &scratch, field)
    }
    return result
  }

  /// What can be wrong with a response, before it is put in words.
  private enum Problem {
    case status
    case unexpectedBody
    case missingBody
    case missingType
    case type
    case syntax(JSONSyntaxError)
    case body(ContractContent)
    case missingHeader(ContractHeader)
    case header(ContractHeader)
  }

  /// Hands every problem over until `goOn` says no; true when there was one.
  private func problems(
    _ status: Int, _ body: UnsafeBufferPointer<UInt8>, _ operation: ContractOperation,
    _ scratch: inout ResponseScratch, _ field: FieldLookup, goOn: (Problem) -> Bool
  ) -> Bool {
    guard let response = operation.response(status: status) else {
      _ = goOn(.status)
      return true
    }
    var isWrong = false
    func tell(_ problem: Problem) -> Bool {
      isWrong = true
      return goOn(problem)
    }
    for header in response.headers {
      let value = header.lowercasedName.withUnsafeBufferPointer { field($0) }
      if let value {
        if !isValid(value, header, &scratch), !tell(.header(header)) { return true }
      } else if header.isRequired, !tell(.missingHeader(header)) {
        return true
      }
    }
    // What answers a HEAD describes a body that does not come.
    guard !operation.isHead else { return isWrong }
    if response.contents.isEmpty {
      if !body.isEmpty { _ = tell(.unexpectedBody) }
      return isWrong
    }
    if body.isEmpty {
      _ = tell(.missingBody)
      return isWrong
    }
    guard let type = Self.contentTypeName.withUnsafeBufferPointer({ field($0) }) else {
      _ = tell(.missingType)
      return true
    }
    guard let content = content(for: type, of: response) else {
      _ = tell(.type)
      return true
    }
    guard content.isJSON || Self.isJSON(type), let schema = content.schema else { return isWrong }
    do throws(JSONSyntaxError) {
      try scratch.tape.parse(body)
    } catch {
      _ = tell(.syntax(error))
      return true
    }
    let isValid =
      scratch.tape.withView(of: body) { view in
        schemas.isValid(view, against: schema, assertFormats: true)
      } ?? false
    if !isValid { _ = tell(.body(content)) }
    return isWrong
  }

  private static let contentTypeName = Array("content-type".utf8)

  /// The content that a media type means.
  private func content(
    for type: UnsafeBufferPointer<UInt8>, of response: ContractResponse
  ) -> ContractContent? {
    let end = Self.essenceEnd(type)
    for content in response.contents {
      guard content.mediaTypeBytes.count == end else { continue }
      let isSame = content.mediaTypeBytes.withUnsafeBufferPointer { name in
        if let one = name.baseAddress, let other = type.baseAddress,
          NameTable.areEqual(one, other, end)
        {
          return true
        }
        for i in 0..<end where Self.lower(type[i]) != name[i] { return false }
        return true
      }
      if isSame { return content }
    }
    let word = String(decoding: type[..<end], as: UTF8.self).lowercased()
    return response.contents.first { $0.covers(word) }
  }

  private static func isJSON(_ type: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = String(decoding: type[..<essenceEnd(type)], as: UTF8.self).lowercased()
    return word.hasSuffix("/json") || word.hasSuffix("+json")
  }

  /// Where the media type ends: before its parameters and the space in front of them.
  private static func essenceEnd(_ type: UnsafeBufferPointer<UInt8>) -> Int {
    var end = type.firstIndex(of: UInt8(ascii: ";")) ?? type.count
    while end > 0, type[end - 1] == 0x20 || type[end - 1] == 0x09 { end -= 1 }
    return end
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  /// Whether a field's text fits its schema, read as the type that is asked for.
  private func isValid(
    _ value: UnsafeBufferPointer<UInt8>, _ header: ContractHeader,
    _ scratch: inout ResponseScratch
  ) -> Bool {
    // How lists and objects stand in a field is not looked into.
    guard !facts(header.facts).types.isDisjoint(with: [.string, .number, .boolean]) else {
      return true
    }
    return withHeader(value, header, &scratch) { view in
      schemas.isValid(view, against: header.schema, assertFormats: true)
    } ?? true
  }

  private func withHeader<R>(
    _ value: UnsafeBufferPointer<UInt8>, _ header: ContractHeader,
    _ scratch: inout ResponseScratch, _ body: (JSONView) -> R
  ) -> R? {
    let types = facts(header.facts).types
    scratch.text.removeAll(keepingCapacity: true)
    scratch.text += value
    // Text that is no number stays text, so that its type is what is wrong.
    if types.contains(.string) || !Self.parses(&scratch.header, scratch.text) {
      scratch.text.removeAll(keepingCapacity: true)
      scratch.text.append(UInt8(ascii: "\""))
      for byte in value {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          scratch.text.append(UInt8(ascii: "\\"))
        }
        scratch.text.append(byte < 0x20 || byte >= 0x7F ? UInt8(ascii: "?") : byte)
      }
      scratch.text.append(UInt8(ascii: "\""))
      _ = Self.parses(&scratch.header, scratch.text)
    }
    return scratch.text.withUnsafeBufferPointer { scratch.header.withView(of: $0, body) }
  }

  private static func parses(_ tape: inout JSONTape, _ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { (try? tape.parse($0)) != nil }
  }

  /// Puts a problem in words.
  private func violations(
    _ problem: Problem, _ status: Int, _ body: UnsafeBufferPointer<UInt8>,
    _ operation: ContractOperation, _ scratch: inout ResponseScratch, _ field: FieldLookup
  ) -> [ContractViolation] {
    let response = operation.response(status: status)
    let origin = response?.pointer ?? operation.pointer
    let provenance = response?.provenance ?? operation.provenance
    func violation(
      _ kind: ContractViolation.Kind, _ location: [String], _ text: String, got: String? = nil,
      position: TextPosition? = nil, pointer: String? = nil
    ) -> ContractViolation {
      ContractViolation(
        side: .response, kind: kind, location: location, text: text, got: got, hint: nil,
        position: position, contractPointer: pointer ?? origin,
        place: place(at: pointer ?? origin), provenance: provenance)
    }
    let expected = response?.contents.map(\.mediaType).joined(separator: ", ") ?? ""
    switch problem {
    case .status:
      let known = operation.responses.map(\.status.description).joined(separator: ", ")
      return [violation(.status, ["status"], "must be one of \(known)", got: "\(status)")]
    case .unexpectedBody:
      return [violation(.value, ["body"], "must be empty", got: "\(body.count) bytes")]
    case .missingBody: return [violation(.missing, ["body"], "is required (\(expected))")]
    case .missingType:
      return [violation(.mediaType, ["header", "Content-Type"], "is required (\(expected))")]
    case .type:
      let got = Self.contentTypeName.withUnsafeBufferPointer { field($0) }
        .map { String(decoding: $0, as: UTF8.self) }
      return [
        violation(.mediaType, ["header", "Content-Type"], "must be \(expected)", got: got)
      ]
    case .syntax(let error):
      return [
        violation(
          .unreadable, ["body"], "must be JSON: \(error.what)", position: error.position)
      ]
    case .missingHeader(let header):
      return [
        violation(.missing, ["header", header.name], "is required", pointer: header.pointer)
      ]
    case .header(let header):
      guard let value = header.lowercasedName.withUnsafeBufferPointer({ field($0) }) else {
        return []
      }
      return withHeader(value, header, &scratch) { view in
        schemas.violations(
          view, against: header.schema, options: ValidationOptions(assertFormats: true)
        ).map {
          ContractViolation(
            $0, side: .response, base: ["header", header.name], contract: self,
            fallback: header.provenance, position: { _ in nil })
        }
      } ?? []
    case .body(let content):
      guard let schema = content.schema else { return [] }
      return scratch.tape.withView(of: body) { view in
        schemas.violations(
          view, against: schema, options: ValidationOptions(assertFormats: true)
        ).map {
          ContractViolation(
            $0, side: .response, base: ["body"], contract: self, fallback: provenance,
            position: { TextPosition(offset: $0, in: body) })
        }
      } ?? []
    }
  }
}

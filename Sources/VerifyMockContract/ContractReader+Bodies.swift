import VerifyMockJSON
import VerifyMockSchema

extension ContractReader {
  mutating func body(_ index: Int, outer: Provenance) -> ContractBody? {
    guard let object = resolved(index, "a request body") else { return nil }
    return ContractBody(
      isRequired: text.bool(text.member(object, "required")) ?? false,
      contents: contents(object), provenance: provenance(object, within: outer),
      pointer: text.pointer(of: object))
  }

  /// The bodies by media type; those without a schema hold any value.
  mutating func contents(_ object: Int) -> [ContractContent] {
    if let known = contentsRead[object] { return known }
    var result: [ContractContent] = []
    for (key, value) in text.members(text.member(object, "content")) {
      let type = Self.mediaType(text.string(key) ?? "")
      guard text.kind(value) == .object else {
        report(value, "a media type must be an object, not \(article(text.kind(value)))")
        continue
      }
      var schema: (id: SchemaID?, facts: SchemaFactsID) = (nil, factsReader.anything)
      if let place = text.member(value, "schema") {
        guard let found = self.schema(at: place) else { continue }
        schema = (found.id, found.facts)
      }
      result.append(
        ContractContent(
          mediaType: type, schema: schema.id, facts: schema.facts, examples: examples(value),
          pointer: text.pointer(of: value)))
    }
    contentsRead[object] = result
    return result
  }

  /// A media type in lower case without parameters and spaces.
  private static func mediaType(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: ";") && byte &- UInt8(ascii: "A") >= 26
    }
    if isPlain { return text }
    return text.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
  }

  mutating func responses(_ index: Int, outer: Provenance) -> [ContractResponse] {
    guard let object = text.member(index, "responses") else { return [] }
    let outer = text.kind(object) == .object ? provenance(object, within: outer) : outer
    var result: [ContractResponse] = []
    for (key, value) in text.members(object) {
      let word = text.string(key) ?? ""
      guard !word.hasPrefix("x-") else { continue }
      guard let status = ContractResponse.Status(word) else {
        report(key, "'\(word)' is no status", hint: "Write '200', '4XX' or 'default'.")
        continue
      }
      guard let response = resolved(value, "a response") else { continue }
      result.append(
        ContractResponse(
          status: status, description: text.string(text.member(response, "description")) ?? "",
          headers: headers(response, outer: outer), contents: contents(response),
          provenance: provenance(value, within: provenance(response, within: outer)),
          pointer: text.pointer(of: response)))
    }
    return result
  }

  private mutating func headers(_ response: Int, outer: Provenance) -> [ContractHeader] {
    var result: [ContractHeader] = []
    for (key, value) in text.members(text.member(response, "headers")) {
      let name = text.string(key) ?? ""
      // OpenAPI 3.1, Response Object: the content type is said elsewhere.
      guard name.lowercased() != "content-type" else { continue }
      guard let object = resolved(value, "a header"), let place = schemaPlace(of: object),
        let schema = schema(at: place)
      else { continue }
      result.append(
        ContractHeader(
          name: name, lowercasedName: Array(name.lowercased().utf8),
          isRequired: text.bool(text.member(object, "required")) ?? false,
          schema: schema.id, facts: schema.facts, provenance: provenance(object, within: outer),
          pointer: text.pointer(of: object)))
    }
    return result
  }
}

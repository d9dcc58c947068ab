extension ContractTranslation {
  /// Turns OpenAPI 3.0's own keywords into those of JSON Schema 2020-12.
  ///
  /// `nullable` beside a `type` is an addition to it; `exclusiveMinimum: true` takes over the
  /// value of `minimum`; `example` is one of `examples`; what stands beside a `$ref` does not count
  /// ([OpenAPI 3.0, section 4.7.24](https://spec.openapis.org/oas/v3.0.3#schema-object)).
  func modernise(_ members: inout [ContractDraft.Member]) -> Bool {
    var isChanged = false
    if members.contains(where: { $0.name == "$ref" }) {
      let before = members.count
      members.removeAll {
        $0.name != "$ref" && $0.name != "description" && !$0.name.hasPrefix("x-")
      }
      return members.count != before
    }
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
      guard let at = members.firstIndex(where: { $0.name == flag }) else { continue }
      let value = json(members[at].value)
      guard value == "true" || value == "false" else { continue }
      isChanged = true
      if value == "true", let limit = members.firstIndex(where: { $0.name == bound }) {
        members[at].value = members[limit].value
        members.remove(at: limit)
      } else {
        members.remove(at: at)
      }
    }
    if let at = members.firstIndex(where: { $0.name == "example" }) {
      let origin = members[at].keyOrigin
      members[at].name = "examples"
      members[at].key = Array("\"examples\"".utf8)
      members[at].value = .array([members[at].value], origin: origin)
      isChanged = true
    }
    if let at = members.firstIndex(where: { $0.name == "nullable" }),
      let type = members.firstIndex(where: { $0.name == "type" })
    {
      isChanged = true
      let origin = members[at].keyOrigin
      if json(members[at].value) == "true" {
        let null = ContractDraft.text(Array("\"null\"".utf8), origin: origin)
        members[type].value = .array([members[type].value, null], origin: origin)
        if let values = members.firstIndex(where: { $0.name == "enum" }),
          var elements = elements(members[values].value),
          !elements.contains(where: { json($0) == "null" })
        {
          elements.append(.text(Array("null".utf8), origin: origin))
          members[values].value = .array(elements, origin: members[values].keyOrigin)
        }
      }
      members.removeAll { $0.name == "nullable" }
    }
    return isChanged
  }

  /// `nullable` without a `type` is meant for the schemas it is composed of.
  func wrappedNullable(
    _ members: inout [ContractDraft.Member], origin: ContractDraft.Origin
  ) -> ContractDraft? {
    guard let at = members.firstIndex(where: { $0.name == "nullable" }) else { return nil }
    let isNullable = json(members[at].value) == "true"
    members.remove(at: at)
    let isComposed = members.contains { ["allOf", "anyOf", "oneOf"].contains($0.name) }
    let inner = ContractDraft.object(members, origin: origin)
    guard isNullable, isComposed else { return inner }
    let null = ContractDraft.text(Array("{\"type\":\"null\"}".utf8), origin: origin)
    return .object(
      [
        .init(
          key: Array("\"anyOf\"".utf8), name: "anyOf", keyOrigin: origin,
          value: .array([inner, null], origin: origin))
      ], origin: origin)
  }

  /// Adds the spellings of `x-also` to an `enum`: what a document writes somewhere is no violation.
  func admitOtherSpellings(_ members: inout [ContractDraft.Member]) -> Bool {
    guard let also = members.first(where: { $0.name == "x-also" })?.value.members(in: sources),
      let at = members.firstIndex(where: { $0.name == "enum" }),
      let values = elements(members[at].value)
    else { return false }
    let spellings = also.flatMap { elements($0.value) ?? [$0.value] }
    guard !spellings.isEmpty else { return false }
    members[at].value = .array(values + spellings, origin: members[at].value.origin(in: sources))
    return true
  }
}

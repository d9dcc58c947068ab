import VerifyMockJSON

extension ContractLint {
  /// Looks at what a schema says beside its subschemas.
  mutating func lookAtSchema(_ index: Int) {
    lookAtEnumeration(index)
    lookAtRequired(index)
    lookAtSpellings(index)
    if text.member(index, "nullable") != nil, let key = key(index, "nullable") {
      report(
        key, "'nullable' is OpenAPI 3.0: write \"type\": [ …, \"null\" ] instead")
    }
  }

  private mutating func lookAtEnumeration(_ index: Int) {
    guard let list = text.member(index, "enum"), text.kind(list) == .array else { return }
    let values = text.elements(list)
    if values.isEmpty { report(list, "an empty 'enum' lets no value stand") }
    // Spellings from 'x-also' were added behind the values of the document.
    let also =
      text.member(index, "x-also").map { other in
        text.kind(other) == .object
          ? text.members(other).flatMap { text.strings($0.value) }.count : 0
      } ?? 0
    let own = values.dropLast(min(also, values.count))
    var seen: Set<[UInt8]> = []
    for value in own where !seen.insert(Array(text.json(value))).inserted {
      report(value, "the value \(jsonText(value)) stands twice in 'enum'", severity: .warning)
    }
    guard let schema = reader.schema(at: index) else { return }
    for value in own {
      add(schema.id, value, "the value \(jsonText(value)) of 'enum' can never stand: it")
    }
  }

  private mutating func lookAtRequired(_ index: Int) {
    guard let required = text.member(index, "required"), text.kind(required) == .array,
      let properties = text.member(index, "properties")
    else { return }
    let names = text.members(properties).compactMap { text.string($0.key) }
    var seen: Set<String> = []
    for element in text.elements(required) {
      guard let name = text.string(element) else { continue }
      if !seen.insert(name).inserted {
        report(element, "'\(name)' stands twice in 'required'", severity: .warning)
      }
      // What is required may be described elsewhere; what is nearly described here was misspelt.
      if !names.contains(name), let near = NearestName.of(name, in: names) {
        report(element, "'\(name)' is required, but not described. Did you mean '\(near)'?")
      }
    }
  }

  private mutating func lookAtSpellings(_ index: Int) {
    if let also = text.member(index, "x-also"), text.kind(also) == .object {
      let values = text.elements(text.member(index, "enum")).compactMap { text.string($0) }
      for (key, _) in text.members(also) {
        let name = text.string(key) ?? ""
        if !values.contains(name) {
          report(
            key,
            "'x-also' has other spellings of '\(name)', which is no value of 'enum'"
              + (NearestName.of(name, in: values).map { ". Did you mean '\($0)'?" } ?? ""))
        }
      }
    }
    var owners: [String: String] = [:]
    let properties = text.members(text.member(index, "properties"))
    for (key, _) in properties { owners[text.string(key) ?? ""] = text.string(key) }
    for (key, value) in properties {
      guard let also = text.member(value, "x-also"), text.kind(also) == .array else { continue }
      let name = text.string(key) ?? ""
      for element in text.elements(also) {
        let other = text.string(element) ?? ""
        if let owner = owners[other] {
          report(element, "'\(other)' is another spelling of '\(name)', but also '\(owner)'")
        } else {
          owners[other] = name
        }
      }
    }
  }

  func key(_ index: Int, _ name: String) -> Int? {
    text.members(index).first { text.string($0.key) == name }?.key
  }

  func jsonText(_ index: Int) -> String {
    let bytes = text.json(index)
    return bytes.count <= 40
      ? String(decoding: bytes, as: UTF8.self)
      : String(decoding: bytes.prefix(40), as: UTF8.self) + "…"
  }
}

extension Contract {
  /// Whether a schema lets every text stand: it asks for a string and nothing more.
  package func takesAnyText(_ id: SchemaFactsID) -> Bool {
    let facts = facts(id)
    guard facts.types.contains(.string), let index = text.value(at: facts.pointer) else {
      return false
    }
    return text.members(index).allSatisfy { key, _ in
      let name = text.string(key) ?? ""
      return name.hasPrefix("x-") || Self.silentKeywords.contains(name)
    }
  }

  /// Keywords that no text can break where a string is allowed.
  private static let silentKeywords: Set<String> = [
    "type", "title", "description", "default", "examples", "example", "deprecated", "readOnly",
    "writeOnly",
  ]
}

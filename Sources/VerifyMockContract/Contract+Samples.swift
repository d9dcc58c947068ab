package import VerifyMockJSON
import VerifyMockSchema

extension Contract {
  /// A value that fits a schema as its facts tell: an example, the default, one of the enumeration,
  /// else a text of the format or the pattern, the least number, the members that are required.
  ///
  /// What the contract gives is taken as it is. What only other keywords forbid may still break
  /// the schema.
  package func sample(_ id: SchemaFactsID) -> JSONValue {
    sample(id, within: [])
  }

  /// - Parameter path: the schemas around; one that requires itself has no value.
  private func sample(_ id: SchemaFactsID, within path: [SchemaFactsID]) -> JSONValue {
    let facts = facts(id)
    let texts =
      facts.examples + (facts.defaultValue.map { [$0] } ?? [])
      + (facts.enumValues?.map(\.json) ?? [])
    for text in texts {
      if let value = try? JSONValue(parsing: text) { return value }
    }
    if !facts.properties.isEmpty, !path.contains(id) {
      return .object(
        facts.properties.filter { $0.isRequired && !self.facts($0.facts).isReadOnly }.map {
          JSONMember($0.name, sample($0.facts, within: path + [id]))
        })
    }
    if facts.types.contains(.string) { return .string(facts.sampleText) }
    if facts.types.contains(.integer) || facts.types.contains(.number) {
      let least = facts.minimum ?? facts.exclusiveMinimum.map { $0 + 1 } ?? 1
      return .number(abs(least) < 1e15 ? "\(Int(least.rounded(.up)))" : "1")
    }
    if facts.types.contains(.boolean) { return .bool(true) }
    if facts.types.contains(.array) {
      guard let items = facts.items, let count = facts.minItems, count > 0, !path.contains(id)
      else {
        return .array([])
      }
      let item = sample(items, within: path + [id])
      return .array(Array(repeating: item, count: min(count, 16)))
    }
    return facts.types.contains(.object) ? .object([]) : .null
  }
}

extension SchemaFacts {
  /// A text of the format, the pattern and the length that are asked for.
  var sampleText: String {
    switch format {
    case "uuid": return "00000000-0000-4000-8000-000000000000"
    case "date-time": return "2026-01-01T00:00:00Z"
    case "date": return "2026-01-01"
    case "uri", "url": return "https://example.com/"
    case "email": return "someone@example.com"
    default: break
    }
    let least = max(1, minLength ?? 1)
    let most = max(least, maxLength ?? .max)
    if let pattern, let text = PatternSample.text(matching: pattern, length: least...most) {
      return text
    }
    let word = "example"
    return (least...most).contains(word.count)
      ? word : String(repeating: "a", count: min(least, 4_096))
  }
}

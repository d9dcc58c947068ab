import VerifyMockJSON
import VerifyMockSchema

/// What a schema says about an instance, for tests.
enum Verdict {
  static func violations(
    _ schema: String, _ instance: String, assertFormats: Bool = false
  ) throws -> [SchemaViolation] {
    var registry = SchemaRegistry()
    try registry.add(JSONDocument(schema), uri: "s.json")
    let id = try registry.compile(document: "s.json")
    let set = registry.finished()
    return try JSONDocument(instance).withView {
      set.violations(
        $0, against: id, options: ValidationOptions(assertFormats: assertFormats))
    }
  }

  static func lines(_ schema: String, _ instance: String) throws -> [String] {
    let document = try JSONDocument(instance)
    return try violations(schema, instance).map {
      $0.text(position: document.position(of: $0.offset))
    }
  }
}

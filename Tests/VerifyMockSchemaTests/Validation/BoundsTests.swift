import Foundation
import Testing
import VerifyMockJSON
import VerifyMockSchema

@Suite("Bounds of evaluation")
struct BoundsTests {
  private func verdict(_ schema: String, _ instance: String) throws -> [SchemaViolation] {
    var registry = SchemaRegistry()
    try registry.add(JSONDocument(schema), uri: "schema.json")
    let id = try registry.compile(document: "schema.json")
    let set = registry.finished()
    return try JSONDocument(instance).withView { view in
      #expect(set.isValid(view, against: id) == set.violations(view, against: id).isEmpty)
      return set.violations(view, against: id)
    }
  }

  @Test(
    "a schema that comes back to itself for the same value is refused",
    arguments: [
      ##"{"$ref":"#"}"##,
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}"##,
      ##"{"anyOf":[{"type":"null"},{"$ref":"#"}]}"##,
      ##"{"not":{"$ref":"#"}}"##,
      ##"{"if":true,"then":{"allOf":[{"$ref":"#"}]}}"##,
    ])
  func loop(schema: String) throws {
    var registry = SchemaRegistry()
    try registry.add(JSONDocument(schema), uri: "schema.json")
    let error = #expect(throws: SchemaError.self) {
      try registry.compile(document: "schema.json")
    }
    #expect(error?.problem == .endlessReference)
  }

  @Test("a loop through $dynamicRef ends with a verdict")
  func dynamicLoop() throws {
    let found = try verdict(
      ##"{"$dynamicAnchor":"a","anyOf":[{"$dynamicRef":"#a"},{"$dynamicRef":"#a"}]}"##, "1")
    #expect(found.contains { $0.kind == .tooComplex || !$0.causes.isEmpty })
    // Not even a negation makes it valid.
    #expect(
      try !verdict(##"{"not":{"$id":"b","$dynamicAnchor":"a","$dynamicRef":"#a"}}"##, "1").isEmpty)
  }

  @Test("the deepest instance is judged by a recursive schema")
  func deep() throws {
    let schema = ##"{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"items":{"$ref":"#"}}]}}}"##
    let open = String(repeating: "[", count: 512)
    let close = String(repeating: "]", count: 512)
    #expect(try verdict(schema, open + close).isEmpty)
    #expect(
      try !verdict(
        ##"{"$ref":"#/$defs/a","$defs":{"a":{"items":{"$ref":"#"},"maxItems":1}}}"##,
        open + "1,2" + close
      ).isEmpty)
  }

  @Test("an instance as deep as the limit is checked on a stack of four megabytes")
  func stack() async throws {
    let schema = ##"{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"items":{"$ref":"#"}}]}}}"##
    let instance = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    let count = try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(with: Result { try verdict(schema, instance).count })
      }
      thread.stackSize = 1 << 22
      thread.start()
    }
    #expect(count == 0)
  }

  @Test("schemas that double their work at each step end with a verdict", .timeLimit(.minutes(20)))
  func doubling() throws {
    let levels = (0..<40).map {
      ##""d\##($0)":{"anyOf":[{"$ref":"#/$defs/d\##($0 + 1)"},{"$ref":"#/$defs/d\##($0 + 1)"}]}"##
    }
    let schema =
      ##"{"$ref":"#/$defs/d0","$defs":{\##(levels.joined(separator: ",")),"d40":{"const":1}}}"##
    #expect(try !verdict(schema, "2").isEmpty)
  }

  @Test("tens of thousands of keys and elements take linear time", .timeLimit(.minutes(20)))
  func wide() throws {
    let numbers = (0..<20_000).map { "{\"a\":\($0)}" }.joined(separator: ",")
    #expect(try verdict(#"{"uniqueItems":true}"#, "[\(numbers)]").isEmpty)
    #expect(try !verdict(#"{"uniqueItems":true}"#, "[\(numbers),{\"a\":1e0}]").isEmpty)
  }
}

import Testing
import VerifyMockJSON
import VerifyMockSchema

@Suite("schemas and instances changed at random")
struct SchemaFuzzTests {
  /// Pairs of schema and instance to begin with; the suite's, where it is at hand, come on top.
  private static let seeds: [(String, String)] = [
    (
      ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"required":["a"],"$defs":{"x":{"anyOf":[{"type":"integer","minimum":3},{"const":"x"}]}}}"##,
      #"{"a":4,"b":[1,1.0]}"#
    ),
    (
      ##"{"$dynamicAnchor":"n","items":{"$dynamicRef":"#n"},"uniqueItems":true,"unevaluatedItems":false,"contains":{"not":{"maxItems":0}}}"##,
      #"[[],[[]],"\ud834\udd1e",1e2]"#
    ),
    (
      ##"{"if":{"properties":{"k":{"enum":["a",null,{"b":[]}]}}},"then":{"oneOf":[{"required":["b"]},{"required":["c"]}]},"else":{"$ref":"#"},"unevaluatedProperties":{"multipleOf":0.01}}"##,
      #"{"k":{"b":[]},"c":19.99}"#
    ),
  ]

  @Test(
    "no change to a schema or an instance crashes, hangs or divides the two walks",
    .timeLimit(.minutes(20)))
  func mutations() throws {
    var random = SeededGenerator(seed: 8374)
    var schemas = Self.seeds.map(\.0)
    var instances = Self.seeds.map(\.1)
    for group in SchemaSuite.isWanted ? try SchemaSuite.groups("draft2020-12") : [] {
      schemas.append(group.schema.rawText)
      instances += group.tests.compactMap { $0["data"]?.rawText }
    }
    var compiled = 0
    var invalid = 0
    for round in 0..<6000 {
      let schema = try mutated(schemas[round % schemas.count], with: schemas, using: &random)
      guard let document = try? JSONDocument(schema) else { continue }
      var registry = SchemaRegistry()
      guard (try? registry.add(document, uri: "s")) != nil,
        let id = try? registry.compile(document: "s")
      else { continue }
      compiled += 1
      let set = registry.finished()
      for _ in 0..<3 {
        let text = try mutated(
          instances.randomElement(using: &random) ?? "null", with: instances, using: &random)
        guard let instance = try? JSONDocument(text) else { continue }
        instance.withView { view in
          let isValid = set.isValid(view, against: id, assertFormats: true)
          let violations = set.violations(
            view, against: id, options: ValidationOptions(assertFormats: true))
          #expect(isValid == violations.isEmpty, "\(schema)\n\(text)")
          if !isValid { invalid += 1 }
          for violation in violations {
            #expect(violation.offset < instance.bytes.count)
            _ = violation.text()
          }
          _ = set.annotations(view, against: id)
        }
      }
    }
    print("schema fuzzing: \(compiled) of 6000 schemas compiled, \(invalid) instances invalid")
    #expect(compiled > 100)
    #expect(invalid > 100)
  }

  /// The text with one to three of its values replaced by values of other texts.
  private func mutated(
    _ text: String, with others: [String], using random: inout SeededGenerator
  ) throws -> String {
    var text = text
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      guard let document = try? JSONDocument(text),
        let other = try? JSONDocument(others.randomElement(using: &random) ?? "null")
      else { break }
      let at = JSONElement(
        document: document, index: Int.random(in: 0..<document.nodes.count, using: &random))
      let from = JSONElement(
        document: other, index: Int.random(in: 0..<other.nodes.count, using: &random))
      var bytes = document.bytes
      let end = Int(at.node.end) + (at.kind == .string ? 1 : 0)
      bytes.replaceSubrange(at.offset..<end, with: Array(from.rawText.utf8))
      text = String(decoding: bytes, as: UTF8.self)
    }
    return text
  }
}

import Testing
import VerifyMockJSON

@testable import VerifyMockSchema

@Suite("Texts that patterns match")
struct PatternSampleTests {
  @Test(
    "a text is written for a pattern and a length",
    arguments: [
      ("^VA[0-9a-fA-F]{32}$", 1...Int.max, "VA" + String(repeating: "1", count: 32)),
      ("^[1-9][0-9]{6,14}$", 1...Int.max, "1111111"),
      ("^[0-9]+$", 4...6, "1111"),
      ("^(?:sms|call)$", 1...Int.max, "sms"),
      ("^(?:smsa|call)?-[^1a]$", 1...Int.max, "-A"),
      ("(a)\\1{2}", 1...Int.max, "aaa"),
      ("[\\u3042-\\u3044]", 1...Int.max, "\u{3042}"),
      ("x*", 3...3, "xxx"),
    ] as [(String, ClosedRange<Int>, String)])
  func written(pattern: String, length: ClosedRange<Int>, text: String) {
    #expect(PatternSample.text(matching: pattern, length: length) == text)
  }

  @Test(
    "where none can be found there is none, and it does not take long",
    arguments: [
      ("^a$", 2...3), ("^(?!1)[0-9]$", 1...1), ("[^\\s\\S]", 1...9), ("(", 1...9),
      ("^a{9000}$", 1...Int.max), ("((((a*)*)*)*){1000}b{9999}", 1...Int.max),
    ] as [(String, ClosedRange<Int>)])
  func none(pattern: String, length: ClosedRange<Int>) {
    #expect(PatternSample.text(matching: pattern, length: length) == nil)
  }

  @Test("a value is made of what the contract tells of it")
  func values() throws {
    let text = #"""
      { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": { "/a": { "post": {
        "operationId": "a", "responses": { "200": { "description": "ok" } },
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/S" } } } } } } },
        "components": { "schemas": { "S": { "type": "object", "required": [ "id", "list", "self", "n" ],
          "properties": { "id": { "type": "string", "pattern": "^X[0-9]{3}$" }, "other": { "type": "string" },
            "n": { "type": "integer", "exclusiveMinimum": 4 },
            "self": { "type": "object" },
            "list": { "type": "array", "minItems": 2, "items": { "type": "string", "minLength": 9 } } } } } } }
      """#
    let contract = try Contract.load([try ContractSource(name: "c.json", text: text)])
    let content = try #require(contract.operations.first?.requestBody?.json)
    #expect(
      contract.sample(content.facts)
        == [
          "id": "X111", "n": 5, "self": [:], "list": ["aaaaaaaaa", "aaaaaaaaa"],
        ])
  }
}

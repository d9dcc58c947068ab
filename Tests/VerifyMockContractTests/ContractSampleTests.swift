import Testing
import VerifyMockJSON

@testable import VerifyMockContract

@Suite("Values made from a contract")
struct ContractSampleTests {
  @Test("a sample value follows the contract")
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

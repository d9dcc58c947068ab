import Testing
import VerifyMockJSON
import VerifyMockContract

@Suite("Holding responses against a contract")
struct ResponseCheckTests {
  static let document = """
    { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
      "x-source": "handbook", "x-certainty": "documented",
      "paths": { "/a": { "get": { "operationId": "a", "responses": {
        "200": { "description": "ok",
          "headers": { "X-Left": { "required": true, "schema": { "type": "integer", "minimum": 0 } },
                       "X-ID": { "schema": { "type": "string", "format": "uuid" } } },
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/S" } } } },
        "204": { "description": "none" },
        "4XX": { "description": "bad", "content": { "application/*": {} , "text/html": {} } } } } } },
      "components": { "schemas": { "S": { "type": "object", "required": [ "id" ], "properties": {
        "id": { "type": "string", "x-source": "samples", "x-certainty": "observed", "maxLength": 3 },
        "state": { "enum": [ "open", "done" ], "x-also": { "done": [ "Done" ] } },
        "list": { "type": "array", "items": { "anyOf": [
          { "type": "integer" }, { "type": "object", "required": [ "n" ] } ] } } } } } } }
    """

  static func violations(_ status: Int, _ fields: [String: String], _ body: String) throws
    -> [ContractViolation]
  {
    let contract = try ContractLoadingTests.load(document)
    let operation = try #require(contract.operation("a"))
    var tape = JSONTape()
    return contract.violations(
      response: status, body: Array(body.utf8), of: operation, tape: &tape,
      field: { fields[$0].map { Array($0.utf8) } })
  }

  static let fine = ["content-type": "application/json; charset=utf-8", "x-left": "3"]

  @Test(
    "what the contract says passes",
    arguments: [
      (200, fine, #"{"id":"1","state":"open","list":[1,{"n":2}]}"#),
      (200, fine.merging(["x-id": "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25"]) { $1 }, #"{"id":"1"}"#),
      // Another documented spelling is no violation.
      (200, fine, #"{"id":"1","state":"Done"}"#), (204, [:], ""),
      (404, ["content-type": "Application/Problem+JSON"], "{}"),
      (499, ["content-type": "text/html"], "<p>"),
    ] as [(Int, [String: String], String)])
  func passes(_ status: Int, _ fields: [String: String], _ body: String) throws {
    #expect(try Self.violations(status, fields, body).map(\.description) == [])
  }

  @Test(
    "what the contract does not say is told with place and source",
    arguments: [
      (
        500, fine, "{}",
        ["response status: must be one of 200, 204, 4XX, got 500; documented: handbook"]
      ),
      (204, [:], "{}", ["response body: must be empty, got 2 bytes; documented: handbook"]),
      (200, fine, "", ["response body: is required (application/json); documented: handbook"]),
      (
        200, ["x-left": "1"], "{}",
        ["response header/Content-Type: is required (application/json); documented: handbook"]
      ),
      (
        200, ["x-left": "1", "content-type": "text/html"], "{}",
        [
          "response header/Content-Type: must be application/json, got text/html; documented: handbook"
        ]
      ),
      (
        200, fine, "{\n  \"id\": 12 }",
        [
          "response body/id (2:9): must be a string, got 12 (write it as a string, in quotes); observed: samples"
        ]
      ),
      (
        200, fine, #"{"id":"1234"}"#,
        [#"response body/id (1:7): must have at most 3 characters, got "1234"; observed: samples"#]
      ),
      (200, fine, "{}", ["response body/id (1:1): is required; documented: handbook"]),
      (
        200, fine, #"{"id":"1","state":"opne"}"#,
        [
          #"response body/state (1:19): must be one of open, done, Done, got "opne" (did you mean "open"?); documented: handbook"#
        ]
      ),
      (
        200, fine, #"{"id":"1","list":[{}]}"#,
        ["response body/list/0/n (1:19): is required; documented: handbook"]
      ),
      (
        200, ["content-type": "application/json", "x-id": "7", "x-left": "-1"], #"{"id":"1"}"#,
        [
          "response header/X-Left: must be at least 0, got -1; documented: handbook",
          #"response header/X-ID: must be a valid uuid, got "7"; documented: handbook"#,
        ]
      ),
      (
        200, ["content-type": "application/json", "x-left": "many"], #"{"id":"1"}"#,
        [#"response header/X-Left: must be an integer, got "many"; documented: handbook"#]
      ),
      (
        200, ["content-type": "application/json"], #"{"id":"1"}"#,
        ["response header/X-Left: is required; documented: handbook"]
      ),
    ] as [(Int, [String: String], String, [String])])
  func fails(_ status: Int, _ fields: [String: String], _ body: String, _ expected: [String]) throws
  {
    #expect(try Self.violations(status, fields, body).map(\.description) == expected)
  }

  @Test("a body that is no JSON is unreadable at its place")
  func syntax() throws {
    let found = try Self.violations(200, Self.fine, "{\n\"id\":}")
    #expect(found.map(\.kind) == [.unreadable])
    #expect(found.first?.position == TextPosition(line: 2, column: 6))
  }
}

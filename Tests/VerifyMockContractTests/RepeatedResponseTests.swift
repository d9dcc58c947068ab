import Testing
import VerifyMockContract
import VerifyMockJSON

@Suite("Checking one response after the other")
struct RepeatedResponseTests {
  static let document = """
    { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
      "paths": { "/a": { "get": { "operationId": "a", "responses": { "200": {
        "description": "ok", "content": { "application/json": { "schema": {
          "type": "object", "additionalProperties": false,
          "properties": { "id": { "type": "string", "format": "uuid" },
            "state": { "enum": [ "open", "done" ] }, "picky": { "pattern": "^0" },
            "kind": { "enum": [ "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25" ] },
            "list": { "uniqueItems": true } } } } } } } } } } }
    """
  static let one = "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25"
  static let other = "1b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25"

  /// Checks bodies one after the other with the same storage.
  private func verdicts(_ bodies: [String]) throws -> [Bool] {
    let contract = try ContractLoadingTests.load(Self.document)
    let operation = try #require(contract.operation("a"))
    var tape = JSONTape()
    return bodies.map { body in
      contract.violations(
        response: 200, body: Array(body.utf8), of: operation, tape: &tape,
        field: { _ in Array("application/json".utf8) }
      ).isEmpty
    }
  }

  @Test("a response that differs in its UUIDs only passes like the first")
  func otherUUIDs() throws {
    let bodies = [Self.one, Self.other, Self.one].map { #"{"id":"\#($0)","state":"open"}"# }
    #expect(try verdicts(bodies) == [true, true, true])
  }

  @Test(
    "what else differs is checked",
    arguments: [
      #"{"id":"0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a2x","state":"open"}"#,
      #"{"id":"0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25","state":"gone"}"#,
      #"{"id":"0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25","state":"open" "#,
      #"{"ix":"0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25","state":"open"}"#,
    ])
  func otherValues(_ body: String) throws {
    #expect(try verdicts([#"{"id":"\#(Self.one)","state":"open"}"#, body]) == [true, false])
  }

  @Test(
    "a schema that tells UUIDs apart is checked each time",
    arguments: [
      (#"{"picky":"\#(one)"}"#, #"{"picky":"\#(other)"}"#),
      (#"{"kind":"\#(one)"}"#, #"{"kind":"\#(other)"}"#),
      (#"{"list":["\#(one)","\#(other)"]}"#, #"{"list":["\#(one)","\#(one)"]}"#),
      (#"{"id":"\#(one)"}"#, #"{"\#(one)":"id"}"#),
    ])
  func tellsApart(_ fine: String, _ wrong: String) throws {
    #expect(try verdicts([fine, wrong, fine]) == [true, false, true])
  }
}

import Testing
import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

@Suite("Judging requests")
struct JudgingTests {
  static func probe() throws -> ReadingProbe {
    try ReadingProbe(
      """
      "x-source": "handbook", "x-certainty": "documented",
      "parameters": [
        { "name": "limit", "in": "query", "schema": { "type": "integer", "maximum": 20 } },
        { "name": "to", "in": "query", "schema": { "type": "string", "pattern": "^[+]?[0-9]+$" } },
        { "name": "page", "in": "query", "required": true, "schema": { "type": "string" } } ],
      "requestBody": { "required": true, "content": { "application/json": { "schema": {
        "type": "object", "required": [ "recipient" ], "properties": {
          "recipient": { "type": "string", "pattern": "^[+]?[0-9]{7,15}$", "x-certainty": "observed" },
          "channel": { "enum": [ "sms", "voice" ] },
          "length": { "type": "integer", "minimum": 4, "maximum": 8 },
          "items": { "type": "array", "items": { "type": "object", "properties": {
             "n": { "type": "integer" } } } } } } },
        "application/x-www-form-urlencoded": { "schema": { "type": "object", "properties": {
          "length": { "type": "integer", "maximum": 8 } } } } } }
      """)
  }

  @Test("what the contract allows is valid")
  func valid() throws {
    var probe = try Self.probe()
    probe.read(
      #"{"recipient":"+14155550100","length":"4","channel":"SMS"}"#, query: "page=1&limit=20")
    #expect(probe.reader.isValid(probe.arguments))
    #expect(probe.reader.violations(in: probe.arguments).isEmpty)
  }

  @Test(
    "each violation names field, kind, place and what is asked for",
    arguments: [
      (
        "{\n \"recipient\": \"+14155550100\", \"length\": 9 }", "page=1",
        ["value request body/length (2:41): must be at most 8, got 9; documented: handbook"]
      ),
      // The place is that of the value as it came, though it was read as another type.
      (
        #"{"recipient":"+14155550100", "length":"9"}"#, "page=1",
        ["value request body/length (1:39): must be at most 8, got 9; documented: handbook"]
      ),
      (
        #"{"recipient":123}"#, "page=1",
        [
          #"value request body/recipient (1:14): must match ^[+]?[0-9]{7,15}$, got "123"; observed: handbook"#
        ]
      ),
      (
        #"{"recipient":null}"#, "page=1",
        [
          "missing request body/recipient (1:1): is required (null counts as not given); documented: handbook"
        ]
      ),
      (
        #"{"recipeint":"1"}"#, "page=1",
        [
          "missing request body/recipient (1:1): is required ('recipeint' was given, which the contract does not have); documented: handbook"
        ]
      ),
      ("", "page=1", ["missing request body/recipient: is required; documented: handbook"]),
      (
        #"{"recipient":"+14155550100","items":[{},{"n":true}]}"#, "page=1",
        ["type request body/items/1/n (1:46): must be an integer, got true; documented: handbook"]
      ),
      (
        #"{"recipient":"+14155550100","channel":"fax"}"#, "page=1",
        [
          #"value request body/channel (1:39): must be one of sms, voice, got "fax"; documented: handbook"#
        ]
      ),
      (
        #"{"recipient":"+14155550100"}"#, "limit=21&Page=&to=+1",
        [
          "value request query/limit: must be at most 20, got 21; documented: handbook",
          #"value request query/to: must match ^[+]?[0-9]+$, got " 1" (a '+' in a query is a space: write %2B); documented: handbook"#,
          "missing request query/page: is required (\"\" counts as not given); documented: handbook",
        ]
      ),
      (
        #"[]"#, "page=1",
        ["type request body (1:1): must be an object, got array of 0; documented: handbook"]
      ),
    ] as [(String, String, [String])])
  func violations(_ body: String, _ query: String, _ expected: [String]) throws {
    var probe = try Self.probe()
    #expect(probe.read(body, query: query) == nil)
    #expect(!probe.reader.isValid(probe.arguments))
    let found = probe.reader.violations(in: probe.arguments)
    #expect(found.map { "\($0.kind.rawValue) \($0)" } == expected)
  }

  @Test("a form's values have their places too")
  func forms() throws {
    var probe = try Self.probe()
    probe.read("a=%20&length=9", query: "page=1", type: "application/x-www-form-urlencoded")
    #expect(
      probe.reader.violations(in: probe.arguments).map(\.description) == [
        "request body/length (1:14): must be at most 8, got 9; documented: handbook"
      ])
  }

  @Test("what cannot be read is a violation of its own kind")
  func unreadable() throws {
    var probe = try Self.probe()
    guard let reason = probe.read("{,}", query: "page=1") else {
      Issue.record("it was read")
      return
    }
    let violation = probe.reader.violation(reason)
    #expect(violation.kind == .unreadable)
    #expect(violation.field == "body")
    #expect(violation.position == TextPosition(line: 1, column: 2))
  }

  @Test("a violation points at the contract's file, and its field stands without the section")
  func places() throws {
    var probe = try Self.probe()
    probe.read(#"{"recipient":"+14155550100","items":[{"n":"x"}]}"#, query: "page=1")
    let violation = try #require(probe.reader.violations(in: probe.arguments).first)
    #expect(violation.field == "items.0.n")
    #expect(violation.path == "body/items/0/n")
    #expect(violation.place.file == "openapi.json")
    #expect(violation.contractPointer.hasSuffix("/items/items/properties/n/type"))
  }
}

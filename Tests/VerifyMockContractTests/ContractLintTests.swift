import Foundation
import Testing
import VerifyMockContract

@Suite("Looking contracts over")
struct ContractLintTests {
  static func findings(_ text: String) throws -> [String] {
    ContractLint.findings(in: [try ContractSource(name: "c.json", text: text)]).map(\.description)
  }

  static let clean = """
    { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
      "security": [ { "key": [] } ],
      "paths": { "/a/{id}": {
        "parameters": [ { "$ref": "#/components/parameters/id" } ],
        "post": { "operationId": "a",
          "requestBody": { "required": true, "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/S" },
            "examples": { "one": { "value": { "to": "+1", "via": "sms" } } } } } },
          "responses": { "200": { "description": "ok" } } } } },
      "components": {
        "parameters": { "id": { "name": "id", "in": "path", "required": true,
          "schema": { "type": "string" }, "example": "7" } },
        "securitySchemes": { "key": { "type": "http", "scheme": "basic" } },
        "schemas": { "S": { "type": "object", "required": [ "to" ], "properties": {
          "to": { "type": "string", "examples": [ "+1" ], "x-also": [ "recipient" ] },
          "via": { "type": "string", "enum": [ "sms", "voice" ], "default": "sms",
                   "x-also": { "voice": [ "call" ] } } } } } } }
    """

  @Test("a sound document has no findings")
  func soundDocument() throws {
    #expect(try Self.findings(Self.clean) == [])
  }

  /// A contract whose schemas `d0`, `d1` … each refer to the next one, as `link` writes it.
  private static func chain(of count: Int, link: (String) -> String) -> String {
    let schemas = (0..<count).map { i in
      ##""d\##(i)": \##(link(##"{ "$ref": "#/components/schemas/d\##(i + 1)" }"##))"##
    }
    return #"""
      { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "post": { "operationId": "a",
          "requestBody": { "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/d0" } } } },
          "responses": { "200": { "description": "ok" } } } } },
        "components": { "schemas": {
      """# + schemas.joined(separator: ",\n") + #", "d\#(count)": { "type": "string" } } } }"#
  }

  @Test(
    "schemas whose ways double at each step are read in time", .timeLimit(.minutes(20)),
    arguments: [
      #"{ "allOf": [ @, @ ] }"#, #"{ "anyOf": [ @, @ ] }"#, #"{ "oneOf": [ @, @ ] }"#,
      #"{ "if": true, "then": @, "else": @ }"#, #"{ "examples": [ "a" ], "anyOf": [ @, @ ] }"#,
      #"{ "properties": { "a": @, "b": @ } }"#,
    ])
  func doubling(schema: String) throws {
    let text = Self.chain(of: 40) { schema.replacingOccurrences(of: "@", with: $0) }
    #expect(try Self.findings(text) == [])
  }

  @Test(
    "schemas too deep inside each other are reported with their place",
    arguments: [
      #"{ "allOf": [ @ ] }"#, #"{ "anyOf": [ @ ] }"#, #"{ "properties": { "a": @ } }"#,
    ])
  func tooDeep(schema: String) throws {
    let text = Self.chain(of: 250) { schema.replacingOccurrences(of: "@", with: $0) }
    let found = try Self.findings(text)
    #expect(found.count == 1)
    let first = try #require(found.first)
    #expect(first.contains("error: more than 200 schemas lie inside each other here. Let "))
    let line = try #require(first.split(separator: ":").dropFirst().first.flatMap { Int($0) })
    #expect((80...220).contains(line))
  }

  @Test("schemas whose combinations double at each step are reported", .timeLimit(.minutes(20)))
  func combinations() throws {
    // After each member the value may be in any of the schemas so far, or not.
    let text = Self.chain(of: 16) { next in
      next.contains("/d1\"")
        ? ##"{ "properties": { "a": { "allOf": [ { "$ref": "#/components/schemas/d0" }, \##(next) ] }, "b": { "$ref": "#/components/schemas/d0" } } }"##
        : #"{ "properties": { "a": \#(next), "b": \#(next) } }"#
    }
    let found = try Self.findings(text)
    #expect(found.count == 1)
    #expect(found.first?.contains("the schemas here combine in too many ways") == true)
  }

  @Test("an example that a pattern can't decide is a warning, not a misfit")
  func undecidedExample() throws {
    let pattern = #""type": "string", "pattern": "(a{1,100}){1,100}b","#
    let text = Self.clean.replacingOccurrences(
      of: #""type": "string", "examples": [ "+1" ],"#,
      with: pattern + #" "examples": [ "\#(String(repeating: "a", count: 30_000))" ],"#
    ).replacingOccurrences(of: #""to": "+1""#, with: #""to": "ab""#)
    let found = try Self.findings(text)
    #expect(found.count == 1)
    #expect(
      found.first?.contains("warning: the example: undecided: the pattern '(a{1,100})") == true)
  }

  @Test(
    "each flaw is found with its place",
    arguments: [
      (
        #""via": "sms" }"#, #""via": "fax" }"#,
        [
          #"c.json:8:41: error: the example 'one' does not fit its schema: value not allowed at /via: expected one of "sms", "voice", "call", got "fax""#
        ]
      ),
      (
        #"#/components/schemas/S"#, #"#/components/schemas/T"#,
        [
          #"c.json:7:29: error: nothing is known at '#/components/schemas/T'"#
        ]
      ),
      (
        #""required": [ "to" ]"#, #""requred": [ "to" ]"#,
        [
          #"c.json:14:43: error: unknown key 'requred'. Did you mean 'required'?"#
        ]
      ),
      (
        #""required": [ "to" ]"#, #""required": [ "too" ]"#,
        [
          #"c.json:8:41: error: the example 'one' does not fit its schema: 'too' is missing at the top"#,
          #"c.json:14:57: error: 'too' is required, but not described. Did you mean 'to'?"#,
        ]
      ),
      (
        #"[ "sms", "voice" ]"#, #"[ "sms", "voice", "sms" ]"#,
        [
          #"c.json:16:60: warning: the value "sms" stands twice in 'enum'"#
        ]
      ),
      (
        #""operationId""#, #""operationID""#,
        [
          #"c.json:5:5: warning: the operation has no 'operationId'"#,
          #"c.json:5:15: error: unknown key 'operationID'. Did you mean 'operationId'?"#,
        ]
      ),
      (
        #"[ "sms", "voice" ]"#, #"[ "sms", "voice", 5 ]"#,
        [
          #"c.json:16:60: error: the value 5 of 'enum' can never stand: it does not fit its schema: wrong type at the top: expected string, got number 5; write it as a string, in quotes"#
        ]
      ),
      (
        #""default": "sms""#, #""default": "fax""#,
        [
          #"c.json:16:73: error: the default does not fit its schema: value not allowed at the top: expected one of "sms", "voice", "call", got "fax""#
        ]
      ),
      (
        #"{ "voice": [ "call" ] }"#, #"{ "vioce": [ "call" ] }"#,
        [
          #"c.json:17:28: error: 'x-also' has other spellings of 'vioce', which is no value of 'enum'. Did you mean 'voice'?"#
        ]
      ),
      (
        #"[ "recipient" ]"#, #"[ "via" ]"#,
        [
          #"c.json:15:67: error: 'via' is another spelling of 'to', but also 'via'"#
        ]
      ),
      (
        #"{ "200": { "description": "ok" } }"#, #"{}"#,
        [
          #"c.json:5:5: warning: the operation has no responses"#
        ]
      ),
      (
        #""200""#, #""400""#,
        [
          #"c.json:5:5: warning: the operation has no response for success"#
        ]
      ),
      (
        #""example": "7""#, #""example": 7"#,
        [
          #"c.json:12:50: error: the example does not fit its schema: wrong type at the top: expected string, got number 7; write it as a string, in quotes"#
        ]
      ),
      (
        #""200""#, #""20""#,
        [
          #"c.json:9:22: error: '20' is no status. Write '200', '4XX' or 'default'."#
        ]
      ),
      (
        #""in": "path", "required": true"#, #""in": "path""#,
        [
          #"c.json:11:27: error: the path parameter 'id' must be "required": true"#
        ]
      ),
      (
        #""operationId": "a","#, #""operationId": "a", "x-certainty": "sure","#,
        [
          #"c.json:5:50: error: 'sure' is no certainty: it is one of documented, observed, assumed"#
        ]
      ),
      (
        #""type": "string", "examples""#, #""type": "string", "nullable": true, "examples""#,
        [
          #"c.json:15:33: error: 'nullable' is OpenAPI 3.0: write "type": [ …, "null" ] instead"#
        ]
      ),
      (
        #"{ "key": [] }"#, #"{ "kay": [] }"#,
        [
          #"c.json:2:19: error: there is no security scheme 'kay'. Did you mean 'key'?"#
        ]
      ),
      (
        #""parameters": [ { "$ref""#, #""parametres": [ { "$ref""#,
        [
          #"c.json:4:5: error: unknown key 'parametres'. Did you mean 'parameters'?"#,
          #"c.json:5:5: error: the path parameter 'id' is not described"#,
        ]
      ),
    ] as [(String, String, [String])])
  func flaws(_ old: String, _ new: String, _ expected: [String]) throws {
    let text = Self.clean.replacing(old, with: new)
    #expect(text != Self.clean)
    #expect(
      try Self.findings(text).map { Self.comparable($0) } == expected.map { Self.comparable($0) })
  }

  @Test(
    "of another kind of document only that is told",
    arguments: [
      (
        #"{ "swagger": "2.0", "host": "a", "schemes": [ "http" ], "paths": {} }"#,
        "c.json:1:1: error: this is a Swagger 2.0 document. Convert it to OpenAPI 3.0 or 3.1 first."
      ),
      (#"{ "name": "p" }"#, "c.json:1:1: error: this is no OpenAPI document: it has no 'openapi'"),
      (
        #"{ "openapi": "4.0.0", "pathes": {} }"#,
        "c.json:1:14: error: OpenAPI 3.0 and 3.1 can be read, not '4.0.0'"
      ),
    ])
  func otherDocuments(_ text: String, _ expected: String) throws {
    #expect(try Self.findings(text) == [expected])
  }

  @Test("a document of OpenAPI 3.2 is read as 3.1, and what is new in it is told as a warning")
  func nextVersion() throws {
    let text = Self.clean.replacing("3.1.0", with: "3.2.0")
      .replacing(#""version": "1" },"#, with: #""version": "1" }, "$self": "https://a.example/","#)
    #expect(
      try Self.findings(text) == [
        "c.json:1:14: warning: OpenAPI 3.2.0 is read as 3.1: what only 3.2 has is passed over",
        "c.json:1:65: warning: unknown key '$self'",
      ])
  }

  @Test("that a document has no operations is a warning, that 3.0's has no responses an error")
  func emptiness() throws {
    let head = #""info": { "title": "t", "version": "1" }"#
    #expect(
      try Self.findings(#"{ "openapi": "3.1.0", \#(head), "paths": {} }"#) == [
        "c.json:1:1: warning: the document has no operations"
      ])
    let text =
      #"{ "openapi": "3.0.3", \#(head), "paths": { "/a": { "get": { "operationId": "a" } } } }"#
    #expect(
      try Self.findings(text).contains { $0.hasSuffix("error: the operation has no responses") })
  }

  @Test("why a pattern can't be read is told in words")
  func pattern() throws {
    let text = Self.clean.replacing(
      #""type": "string", "examples""#, with: #""type": "string", "pattern": "(", "examples""#)
    #expect(
      try Self.findings(text).contains { $0.contains("is not a regular expression: ") })
    #expect(try !Self.findings(text).contains { $0.contains("PatternError") })
  }

  /// The texts of the schema validator may grow: what is compared is the beginning.
  private static func comparable(_ line: String) -> String {
    String(line.split(separator: ": expected").first ?? "")
  }
}

import Testing
import VerifyMockJSON
import VerifyMockContract

@Suite("Loading contracts")
struct ContractLoadingTests {
  static func load(_ texts: String...) throws -> Contract {
    try Contract.load(
      texts.enumerated().map { try ContractSource(name: "\($0.offset).json", text: $0.element) })
  }

  static func problems(_ texts: String...) -> [String] {
    do {
      _ = try Contract.load(
        texts.enumerated().map { try ContractSource(name: "\($0.offset).json", text: $0.element) })
      return []
    } catch let error as ContractError {
      return error.problems.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  static let small = """
    { "openapi": "3.1.0", "info": { "title": "Codes", "version": "7" },
      "x-source": "handbook", "x-certainty": "documented",
      "servers": [ { "url": "https://{region}.example.com:444/v2/",
                     "variables": { "region": { "default": "eu" } } } ],
      "security": [ { "key": [] } ],
      "paths": {
        "/codes/{id}/": {
          "x-also": [ "/code/{id}" ],
          "parameters": [ { "$ref": "#/components/parameters/id" } ],
          "get": {
            "operationId": "getCode", "x-certainty": "observed",
            "parameters": [
              { "name": "limit", "in": "query", "x-also": ["Limit"],
                "schema": { "type": "integer", "minimum": 1, "default": 20 } },
              { "name": "Accept", "in": "header", "schema": { "type": "string" } } ],
            "responses": {
              "200": { "description": "one", "headers": {
                  "X-Left": { "required": true, "schema": { "type": "integer" } } },
                "content": { "application/json; charset=utf-8": {
                  "schema": { "$ref": "#/components/schemas/Code" },
                  "examples": { "a": { "value": { "id": "1" } } } } } },
              "4XX": { "$ref": "#/components/responses/Bad" },
              "default": { "description": "else" } } },
          "post": {
            "security": [],
            "requestBody": { "$ref": "#/components/requestBodies/Send" },
            "responses": { "201": { "description": "made" } },
            "callbacks": { "done": { "{$request.body#/url}": { "post": {
              "requestBody": { "content": { "application/x-www-form-urlencoded": {
                "schema": { "$ref": "#/components/schemas/Code" } } } },
              "responses": { "200": { "description": "ok" } } } } } } } } },
      "webhooks": { "late": { "post": { "responses": { "200": { "description": "ok" } } } } },
      "components": {
        "parameters": { "id": { "name": "id", "in": "path", "required": true,
          "schema": { "type": "string" } } },
        "responses": { "Bad": { "description": "wrong", "x-source": "fixture" } },
        "requestBodies": { "Send": { "required": true, "content": {
          "application/json": { "schema": { "$ref": "#/components/schemas/Send" } } } } },
        "schemas": {
          "Code": { "type": "object", "properties": { "id": { "$ref": "#/components/schemas/ID" } } },
          "ID": { "type": "string", "x-also": [ "uid" ], "pattern": "^[0-9]+$" },
          "Send": { "allOf": [
            { "$ref": "#/components/schemas/Code" },
            { "type": "object", "required": [ "to" ], "properties": {
              "to": { "type": "string" }, "via": { "enum": ["sms", "call"], "x-also": {"call": ["voice"]}},
              "secret": { "type": "string", "format": "password" } } } ] },
          "Tree": { "type": "object", "properties": {
            "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } } } } },
        "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } } } }
    """

  @Test("a document's parts are read, references resolved")
  func parts() throws {
    let contract = try Self.load(Self.small)
    #expect(contract.title == "Codes")
    #expect(contract.version == "7")
    #expect(
      contract.servers == [
        ContractServer(scheme: "https", host: "eu.example.com:444", basePath: "/v2")
      ])
    #expect(contract.operations.map(\.id) == ["getCode", "POST /codes/{id}/"])
    let get = try #require(contract.operation("getCode"))
    #expect(get.method == "GET")
    #expect(
      get.path?.segments == [.literal("codes"), .parameter("id", prefix: "", suffix: "")])
    #expect(get.alternatives.map(\.template) == ["/code/{id}"])
    #expect(get.parameters.map(\.name) == ["id", "limit"])
    #expect(get.parameters[1].also == ["Limit"])
    #expect(get.parameters[0].isRequired)
    #expect(get.security == [["key"]])
    #expect(get.provenance == Provenance(certainty: .observed, source: "handbook"))
    let post = try #require(contract.operation("POST /codes/{id}/"))
    #expect(post.security == [])
    #expect(post.requestBody?.isRequired == true)
    #expect(post.requestBody?.contents.map(\.mediaType) == ["application/json"])
    #expect(post.callbacks.first?.expression == "{$request.body#/url}")
    #expect(post.callbacks.first?.operations.first?.requestBody?.form != nil)
    #expect(contract.webhooks.map(\.name) == ["late"])
    #expect(contract.securitySchemes.map(\.kind) == [.apiKey(name: "X-Key", location: "header")])
  }

  @Test("the exact status goes before the range, the range before the default")
  func responses() throws {
    let get = try #require(try Self.load(Self.small).operation("getCode"))
    let exact = try #require(get.response(status: 200))
    #expect(exact.headers.map(\.name) == ["X-Left"])
    #expect(exact.contents.map(\.mediaType) == ["application/json"])
    #expect(
      exact.contents[0].examples.map { String(decoding: $0, as: UTF8.self) } == [#"{ "id": "1" }"#])
    #expect(get.response(status: 404)?.status == .range(4))
    #expect(get.response(status: 404)?.provenance.source == "fixture")
    #expect(get.response(status: 500)?.status == .default)
    #expect(try Self.load(Self.small).operation("POST /codes/{id}/")?.response(status: 200) == nil)
  }

  @Test("facts lay allOf and references together")
  func facts() throws {
    let contract = try Self.load(Self.small)
    let content = try #require(contract.operation("POST /codes/{id}/")?.requestBody?.contents.first)
    let facts = contract.facts(content.facts)
    #expect(facts.types == .object)
    #expect(facts.properties.map(\.name) == ["id", "to", "via", "secret"])
    #expect(facts.properties.map(\.isRequired) == [false, true, false, false])
    #expect(facts.property("id")?.also == ["uid"])
    let id = contract.facts(try #require(facts.property("id")).facts)
    #expect(id.types == .string)
    #expect(id.pattern == "^[0-9]+$")
    #expect(id.provenance.certainty == nil)
    #expect(contract.provenance(at: id.pointer).source == "handbook")
    let via = contract.facts(try #require(facts.property("via")).facts)
    #expect(
      via.enumValues?.map { $0.text.map { String(decoding: $0, as: UTF8.self) } } == [
        "sms", "call",
      ])
    #expect(via.enumValues?[1].also == [Array("voice".utf8)])
    #expect(contract.facts(try #require(facts.property("secret")).facts).isSecret)
  }

  @Test("OpenAPI 3.0's dialect is translated")
  func old() throws {
    let contract = try Self.load(
      """
      { "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": { "/a": { "get": {
        "operationId": "a", "parameters": [ { "name": "n", "in": "query", "schema": {
          "type": "number", "minimum": 1, "exclusiveMinimum": true, "nullable": true,
          "enum": [ 2 ], "example": 2 } },
         { "name": "m", "in": "query", "schema": { "maximum": 1, "exclusiveMaximum": false } },
         { "name": "o", "in": "query", "schema": { "nullable": true,
             "allOf": [ { "$ref": "#/components/schemas/S" } ] } },
         { "name": "p", "in": "query", "schema": {
             "$ref": "#/components/schemas/S", "minLength": 9 } } ],
        "responses": { "200": { "description": "ok" } } } } },
        "components": { "schemas": { "S": { "type": "string" } } } }
      """)
    let parameters = try #require(contract.operation("a")).parameters
    let n = contract.facts(parameters[0].facts)
    #expect(n.types == [.number, .null])
    #expect(n.exclusiveMinimum == 1)
    #expect(n.minimum == nil)
    #expect(n.enumValues?.map { String(decoding: $0.json, as: UTF8.self) } == ["2", "null"])
    #expect(n.examples.map { String(decoding: $0, as: UTF8.self) } == ["2"])
    let m = contract.facts(parameters[1].facts)
    #expect(m.maximum == 1)
    #expect(m.exclusiveMaximum == nil)
    #expect(contract.facts(parameters[2].facts).types == [.string, .null])
    // What stands beside a reference does not count in 3.0.
    #expect(contract.facts(parameters[3].facts).minLength == nil)
  }

  @Test("additions are laid over a vendor's document, and messages name the file they are in")
  func additions() throws {
    let addition = """
      { "info": { "title": "More" },
        "paths": { "/codes/{id}/": { "get": { "x-certainty": "assumed" } },
          "/new": { "get": { "operationId": "new", "responses": {} } } } }
      """
    let contract = try Self.load(Self.small, addition)
    #expect(contract.title == "More")
    #expect(contract.version == "7")
    #expect(contract.operation("getCode")?.provenance.certainty == .assumed)
    #expect(contract.operation("getCode")?.parameters.count == 2)
    #expect(contract.operation("new") != nil)
    #expect(
      contract.place(at: "/paths/~1new/get/operationId").description == "1.json:3:39")
    #expect(contract.place(at: "/info/version").description == "0.json:1:62")
    let wrong = addition.replacing("\"new\"", with: "\"getCode\"")
    #expect(
      Self.problems(Self.small, wrong) == [
        "1.json:3:39: the operationId 'getCode' is also that of GET /codes/{id}/"
      ])
  }

  @Test(
    "a document that cannot be used says where and why",
    arguments: [
      (
        #""in": "path""#, #""in": "paht""#,
        "unknown parameter location 'paht'. Did you mean 'path'?"
      ),
      (
        "#/components/responses/Bad", "#/components/responses/Bud",
        "the reference '#/components/responses/Bud' leads nowhere. Did you mean '#/components/responses/Bad'?"
      ),
      (
        "#/components/responses/Bad", "other.json#/Bad",
        "the reference 'other.json#/Bad' leads out of the document. Give that document as an addition and refer to it with '#/…'."
      ),
      (
        #""name": "id""#, #""name": "ids""#,
        "the path '/codes/{id}/' has no parameter 'ids'. Did you mean 'id'?"
      ),
      (#""4XX""#, #""4XY""#, "'4XY' is no status. Write '200', '4XX' or 'default'."),
      (
        #""apiKey""#, #""apikey""#,
        "unknown type of security scheme 'apikey'. Did you mean 'apiKey'?"
      ),
      (
        #"[ { "key": [] } ]"#, #"[ { "kay": [] } ]"#,
        "there is no security scheme 'kay'. Did you mean 'key'?"
      ),
      (
        #"[ "/code/{id}" ]"#, #"[ "/code/{ie}" ]"#,
        "the other spelling '/code/{ie}' must be a path template with the parameters of '/codes/{id}/'"
      ),
      (#""openapi": "3.1.0""#, #""openapi": "2.0""#, "OpenAPI 3.0 and 3.1 can be read, not '2.0'"),
      (
        #""openapi": "3.1.0""#, #""swagger": "2.0""#,
        "this is a Swagger 2.0 document. Convert it to OpenAPI 3.0 or 3.1 first."
      ),
      (
        #""Bad": { "description""#,
        ##""Bad": { "$ref": "#/components/responses/Bad", "description""##,
        "the reference '#/components/responses/Bad' leads back to itself"
      ),
    ])
  func unusable(_ old: String, _ new: String, _ message: String) throws {
    let text = Self.small.replacing(old, with: new)
    #expect(text != Self.small)
    let problems = Self.problems(text)
    #expect(problems.contains { $0.hasSuffix(": \(message)") }, "\(problems)")
    #expect(problems.allSatisfy { $0.hasPrefix("0.json:") })
  }

  @Test("a problem has the line and column of the offending value")
  func place() {
    let text = Self.small.replacing(#""in": "query""#, with: #""in": "qeury""#)
    #expect(
      Self.problems(text) == [
        "0.json:13:36: unknown parameter location 'qeury'. Did you mean 'query'?"
      ])
  }

  @Test("no cut or changed document crashes the reader")
  func robust() throws {
    let bytes = Array(Self.small.utf8)
    var state: UInt64 = 1
    for _ in 0..<300 {
      var copy = bytes
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let at = Int(state >> 33) % copy.count
        // Only letters and digits are changed, so that most documents stay JSON.
        if copy[at] > UInt8(ascii: "0"), copy[at] < UInt8(ascii: "z"), copy[at] != UInt8(ascii: "[")
        {
          copy[at] = UInt8(ascii: "a") + UInt8(truncatingIfNeeded: (state >> 20) % 26)
        }
      }
      _ = Self.problems(String(decoding: copy, as: UTF8.self))
    }
  }
}

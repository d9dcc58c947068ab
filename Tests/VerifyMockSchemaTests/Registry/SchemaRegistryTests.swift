import Testing
import VerifyMockJSON
import VerifyMockSchema

@Suite("Compiling schemas")
struct SchemaRegistryTests {
  @Test(
    "refuses what is no schema, with its place and what was probably meant",
    arguments: [
      (
        #"{"type":"strng"}"#,
        "s.json:1:9: no type is called 'strng' (at /type); did you mean 'string'?"
      ),
      (
        "{\n \"properties\": 5}",
        "s.json:2:16: 'properties' is an object, got number (at /properties)"
      ),
      (
        #"{"items":[true]}"#,
        "s.json:1:10: a schema is an object or a boolean, got array (at /items)"
      ),
      (
        #"{"minLength":-1}"#,
        "s.json:1:14: 'minLength' is an integer that is not negative, got -1 (at /minLength)"
      ),
      (
        #"{"multipleOf":0}"#,
        "s.json:1:15: 'multipleOf' is greater than zero, got 0 (at /multipleOf)"
      ),
      (#"{"required":"a"}"#, "s.json:1:13: 'required' is an array, got string (at /required)"),
      (
        #"{"anyOf":[]}"#,
        "s.json:1:10: 'anyOf' is an array with at least one schema, got [] (at /anyOf)"
      ),
      (
        ##"{"$ref":"#/$defs/sesion","$defs":{"session":true}}"##,
        "s.json:1:9: nothing is known at '#/$defs/sesion' (at /$ref); did you mean '#/$defs/session'?"
      ),
      (
        ##"{"$ref":"#nam","$defs":{"a":{"$anchor":"name"}}}"##,
        "s.json:1:9: nothing is known at '#nam' (at /$ref); did you mean '#name'?"
      ),
      (#"{"$ref":"other.json"}"#, "s.json:1:9: nothing is known at 'other.json' (at /$ref)"),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#"}"#,
        "s.json:1:12: no metaschema is known as 'http://json-schema.org/draft-07/schema#' (at /$schema); JSON Schema 2020-12 is 'https://json-schema.org/draft/2020-12/schema'"
      ),
      (##"{"$ref":"#"}"##, "s.json:1:1: the schema refers to itself without end"),
      (##"{"$id":"a#b"}"##, "s.json:1:8: '$id' is a URI without fragment, got 'a#b' (at /$id)"),
      (
        #"{"allOf":[{"$anchor":"a"},{"$anchor":"a"}]}"#,
        "s.json:1:22: two schemas of one resource have the anchor 'a' (at /allOf/0/$anchor)"
      ),
    ])
  func refusals(schema: String, expected: String) throws {
    var registry = SchemaRegistry()
    let error = #expect(throws: SchemaError.self) {
      try registry.add(JSONDocument(schema), uri: "s.json")
      _ = try registry.compile(document: "s.json")
    }
    #expect(error?.description == expected)
  }

  @Test("goes on after a schema that could not be compiled")
  func afterError() throws {
    var registry = SchemaRegistry()
    try registry.add(
      JSONDocument(
        ##"{"$defs":{"bad":{"properties":{"a":{"$ref":"#/$defs/good"},"b":{"type":"x"}}},"good":{"type":"null"}}}"##
      ),
      uri: "s.json")
    #expect(throws: SchemaError.self) {
      try registry.compile(document: "s.json", pointer: "/$defs/bad")
    }
    let id = try registry.compile(document: "s.json", pointer: "/$defs/good")
    let set = registry.finished()
    #expect(try JSONDocument("null").withView { set.isValid($0, against: id) })
    #expect(try !JSONDocument("1").withView { set.isValid($0, against: id) })
    #expect(throws: SchemaError.self) {
      try registry.compile(document: "s.json", pointer: "/$defs/bad")
    }
  }

  @Test("takes schemas from an OpenAPI document, whose own keywords mean nothing to it")
  func openAPI() throws {
    var registry = SchemaRegistry()
    try registry.add(
      JSONDocument(
        ##"{"openapi":"3.1.0","paths":{"/a":{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}}}}}}},"components":{"schemas":{"Pet":{"type":"object","discriminator":{"propertyName":"k"},"xml":{},"externalDocs":{"url":""},"example":{"a":1},"x-source":5,"properties":{"a":{"$ref":"ids.json#/id"}}}}}}"##
      ), uri: "http://h/openapi.json", dialect: .openAPI)
    try registry.add(
      JSONDocument(#"{"id":{"type":"integer"}}"#), uri: "http://h/ids.json", dialect: .openAPI)
    let id = try registry.compile(
      document: "http://h/openapi.json",
      pointer: "/paths/~1a/post/requestBody/content/application~1json/schema")
    let set = registry.finished()
    #expect(try JSONDocument(#"{"a":1}"#).withView { set.isValid($0, against: id) })
    #expect(try !JSONDocument(#"{"a":"1"}"#).withView { set.isValid($0, against: id) })
  }

  @Test("a schema compiled twice is the same schema")
  func shared() throws {
    var registry = SchemaRegistry()
    try registry.add(JSONDocument("{}"), uri: "s.json")
    let first = try registry.compile(document: "s.json")
    #expect(try registry.compile(document: "s.json", pointer: "") == first)
    #expect(throws: SchemaError.self) { try registry.compile(document: "t.json") }
    #expect(throws: SchemaError.self) { try registry.compile(document: "s.json", pointer: "/x") }
    #expect(throws: SchemaError.self) { try registry.add(JSONDocument("{}"), uri: "s.json") }
  }
}

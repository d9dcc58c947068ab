import Testing
import VerifyMockJSON

@testable import VerifyMockContract

/// Contracts in YAML, and spread over files.
@Suite struct YAMLTests {
  @Test(
    "YAML is read as the JSON that it stands for",
    arguments: [
      ("a: 1\nb: two\n", #"{"a":1,"b":"two"}"#),
      ("- a\n- b: c\n  d: e\n-\n  - x\n", #"["a",{"b":"c","d":"e"},["x"]]"#),
      ("a:\n- 1\nb: {x: 1, y: [1, 'z'], \"q\": ~}", #"{"a":[1],"b":{"x":1,"y":[1,"z"],"q":null}}"#),
      (
        "a: |\n  one\n   two\n\nb: >-\n  one\n  two\n\n  three\n",
        #"{"a":"one\n two\n","b":"one two\nthree"}"#
      ),
      (
        "a: &x\n  k: v # note\nb: *x\nc:\n  <<: *x\n  z: 1\n",
        #"{"a":{"k":"v"},"b":{"k":"v"},"c":{"z":1,"k":"v"}}"#
      ),
      (
        "a: \"x\\ny \\u00e9\"\nb: 'it''s'\nc: plain\n  more\nd: http://x/#y\n",
        #"{"a":"x\ny é","b":"it's","c":"plain more","d":"http://x/#y"}"#
      ),
      (
        "a: 0x1F\nb: 007\nc: +1\nd: .5\ne: '200'\nf: True\ng:\nh: yes\n",
        #"{"a":31,"b":7,"c":1,"d":0.5,"e":"200","f":true,"g":null,"h":"yes"}"#
      ),
      ("---\n200:\n  description: ok\n...\n", #"{"200":{"description":"ok"}}"#),
      ("a: !!str 12\nb: [ ]\nc: 'q' # c\n", #"{"a":"12","b":[],"c":"q"}"#),
      ("x: |2\n    two\n  zero\n", #"{"x":"  two\nzero\n"}"#),
    ])
  func reads(yaml: String, json: String) throws {
    let document = try YAMLText.document(name: "a.yaml", Array(yaml.utf8))
    #expect(String(decoding: document.bytes, as: UTF8.self) == json)
  }

  @Test(
    "What JSON does not have is refused at its place",
    arguments: [
      ("a: 1\na: 2\n", "2:1", "stands twice"), ("a: b: c\n", "1:5", "second ': '"),
      ("? a\n: b\n", "1:1", "key must be one line"), ("a: *nope\n", "1:4", "no anchor 'nope'"),
      ("a: 1\n---\nb: 2\n", "2:1", "only one document"), ("a: .nan\n", "1:4", "no such number"),
      ("a: !own x\n", "1:4", "tag '!own'"), ("\ta: 1\n", "1:1", "tab"),
      ("x:\n  - a\n - b\n", "3:2", "indented"), ("a: \"x\n", "1:4", "not closed"),
    ])
  func refuses(yaml: String, place: String, what: String) {
    let error = #expect(throws: ContractError.self) {
      try YAMLText.document(name: "a.yaml", Array(yaml.utf8))
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("a.yaml:\(place): ") && text.contains(what), "\(text)")
  }

  @Test("Aliases that expand without bound are refused")
  func laughs() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in 1...9 {
      let alias = "*a\(i - 1)"
      text += "a\(i): &a\(i) [" + Array(repeating: alias, count: 10).joined(separator: ", ") + "]\n"
    }
    let error = #expect(throws: ContractError.self) {
      try YAMLText.document(name: "a.yaml", Array(text.utf8))
    }
    #expect(error?.description.contains("aliases expand to more than") == true)
  }

  @Test("A contract's parts may stand in neighbouring files, and errors name those")
  func neighbours() throws {
    let files = [
      "schemas/pet.yaml":
        "Pet:\n  type: object\n  required: [name]\n  properties:\n    name: { $ref: '#/Name' }\n"
        + "Name:\n  type: string\n  minLength: 2\n"
    ]
    let text = """
      openapi: 3.1.0
      info: { title: t, version: '1' }
      paths:
        /pets/{id}:
          get:
            parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
            responses:
              '200':
                description: ok
                content:
                  application/json: { schema: { $ref: './schemas/pet.yaml#/Pet' } }
      """
    let source = try ContractSource.reading(name: "api.yaml", bytes: Array(text.utf8)) { name in
      files[name].map { Array($0.utf8) }
    }
    let contract = try Contract.load([source])
    let operation = try #require(contract.operations.first)
    var tape = JSONTape()
    let found = contract.violations(
      response: 200, body: Array(#"{"name":"x"}"#.utf8), of: operation, tape: &tape,
      field: { _ in Array("application/json".utf8) })
    #expect(found.map(\.place.description) == ["schemas/pet.yaml:8:14"])
    let error = #expect(throws: ContractError.self) {
      try ContractSource.reading(name: "api.yaml", bytes: Array(text.utf8))
    }
    #expect(error?.description.contains("leads to no file that can be read") == true)
  }

  @Test("A fault in one schema leaves out what uses it and is reported")
  func lenient() throws {
    let text = #"""
      { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {
        "/a": { "get": { "responses": { "200": { "description": "ok", "content": {
          "application/json": { "schema": { "type": "strin" } } } } } } },
        "/b": { "get": { "responses": { "200": { "description": "ok" } } } } } }
      """#
    let source = try ContractSource(name: "a.json", text: text)
    #expect(throws: ContractError.self) { try Contract.load([source]) }
    let contract = try Contract.load([source], isLenient: true)
    #expect(contract.operations.count == 2 && contract.faults.count == 1)
  }
}

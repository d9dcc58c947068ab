import Testing
import VerifyMockJSON
import VerifyMockSchema

@Suite("Texts of violations")
struct SchemaViolationTextTests {
  @Test(
    "say what is wrong, where, what was expected, what came, and what was probably meant",
    arguments: [
      (
        #"{"type":"string"}"#, "5",
        [
          "wrong type at the top (1:1): expected string, got number 5; write it as a string, in quotes"
        ]
      ),
      (
        #"{"type":["integer","null"]}"#, #""5""#,
        [
          #"wrong type at the top (1:1): expected null or integer, got string "5"; the integer is written as a string: leave the quotes out"#
        ]
      ),
      (
        #"{"type":"object"}"#, "[1,2]",
        ["wrong type at the top (1:1): expected object, got array of 2"]
      ),
      (
        #"{"properties":{"s":{"enum":["expired","verified"]}}}"#, #"{"s": "Expired"}"#,
        [
          #"value not allowed at /s (1:7): expected one of "expired", "verified", got "Expired"; letter case matters: did you mean "expired"?"#
        ]
      ),
      (
        #"{"properties":{"s":{"const":"sms"}}}"#, #"{"s": "smss"}"#,
        [#"value not allowed at /s (1:7): expected "sms", got "smss"; did you mean "sms"?"#]
      ),
      (
        #"{"required":["recipient"],"properties":{"recipient":true}}"#, #"{"recipiant":1}"#,
        ["'recipient' is missing at the top (1:1); did you mean 'recipiant'?"]
      ),
      (
        #"{"additionalProperties":false,"properties":{"app_uuid":true}}"#, #"{"appuuid":1}"#,
        ["unknown name 'appuuid' at /appuuid (1:2); did you mean 'app_uuid'?"]
      ),
      (
        #"{"additionalProperties":false,"properties":{"OTP":true}}"#, #"{"otp":1}"#,
        ["unknown name 'otp' at /otp (1:2); letter case matters: did you mean 'OTP'?"]
      ),
      (#"{"minimum":3}"#, "2.5", ["too small at the top (1:1): expected at least 3, got 2.5"]),
      (
        #"{"exclusiveMaximum":3}"#, "3.0",
        ["too large at the top (1:1): expected less than 3, got 3.0"]
      ),
      (
        #"{"multipleOf":0.01}"#, "0.001",
        ["not a multiple at the top (1:1): expected a multiple of 0.01, got 0.001"]
      ),
      (
        #"{"minLength":3}"#, #""é1""#,
        [#"too short at the top (1:1): expected at least 3 characters, got 2 in "é1""#]
      ),
      (
        #"{"maxLength":1}"#, #""\ud834\udd1eab""#,
        [#"too long at the top (1:1): expected at most 1 character, got 3 in "𝄞ab""#]
      ),
      (
        #"{"maxItems":1}"#, "[1,2]",
        ["too many elements at the top (1:1): expected at most 1, got 2"]
      ),
      (#"{"uniqueItems":true}"#, "[1,2,1.0]", ["elements 0 and 2 are equal at the top (1:1)"]),
      (
        #"{"contains":{"type":"string"},"minContains":2}"#, #"["a",1]"#,
        ["too few elements of the kind asked for at the top (1:1): expected at least 2, got 1"]
      ),
      (
        #"{"prefixItems":[true],"items":false}"#, "[1,\n 2]",
        ["an element too many at /1 (2:2): got 2"]
      ),
      (
        #"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#,
        ["'b' is missing, which 'a' asks for at the top (1:1)"]
      ),
      (
        #"{"propertyNames":{"maxLength":2}}"#, #"{"abc":1}"#,
        [
          #"name 'abc' not allowed at the top (1:2): too long at /abc: expected at most 2 characters, got 3 in "abc""#
        ]
      ),
      (
        #"{"not":{"type":"null"}}"#, "null",
        ["a value that is ruled out at the top (1:1): got null"]
      ),
      (
        #"{"unevaluatedProperties":false,"properties":{"name":true}}"#, #"{"nam":1}"#,
        ["unknown name 'nam' at /nam (1:2); did you mean 'name'?"]
      ),
      ("false", "1", ["not allowed at the top (1:1): got 1"]),
    ] as [(String, String, [String])])
  func texts(schema: String, instance: String, expected: [String]) throws {
    #expect(try Verdict.lines(schema, instance) == expected)
  }

  @Test(
    "of several alternatives name the nearest",
    arguments: [
      // Only names: one violation.
      (
        #"{"anyOf":[{"required":["dst"]},{"required":["to","src"]}]}"#, "{}",
        ["a name is missing at the top (1:1): expected one of 'dst', 'to' and 'src'"]
      ),
      // Only types: one type.
      (
        #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "5",
        [
          "wrong type at the top (1:1): expected string or null, got number 5; write it as a string, in quotes"
        ]
      ),
      (
        #"{"oneOf":[{"const":"a"},{"enum":["b","c"]}]}"#, #""B""#,
        [
          #"value not allowed at the top (1:1): expected one of "a", "b", "c", got "B"; letter case matters: did you mean "b"?"#
        ]
      ),
      // One alternative of the right type: its own violations.
      (
        #"{"anyOf":[{"type":"null"},{"type":"object","required":["a"]}]}"#, "{}",
        ["'a' is missing at the top (1:1)"]
      ),
      // The value that tells them apart decides.
      (
        #"{"oneOf":[{"properties":{"k":{"const":"card"},"n":{"type":"string"}},"required":["n"]},{"properties":{"k":{"const":"bank"},"i":{"type":"string"}},"required":["i"]}]}"#,
        #"{"k":"bank","i":5}"#,
        [
          "none of 2 alternatives fits at the top (1:1): the nearest, number 2, has wrong type at /i: expected string, got number 5; write it as a string, in quotes"
        ]
      ),
      (
        #"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, "3",
        ["alternatives 1 and 2 fit at once at the top (1:1): expected exactly one"]
      ),
    ] as [(String, String, [String])])
  func alternatives(schema: String, instance: String, expected: [String]) throws {
    #expect(try Verdict.lines(schema, instance) == expected)
  }

  @Test("locations name the way through references and the keyword itself")
  func locations() throws {
    let found = try Verdict.violations(
      ##"{"properties":{"a b":{"items":{"$ref":"#/$defs/x~1y"}}},"$defs":{"x/y":{"$id":"http://h/x","allOf":[{"type":"null"}]}}}"##,
      #"{"a b":[null,1]}"#)
    let violation = try #require(found.first)
    #expect(found.count == 1)
    #expect(violation.instanceLocation == "/a b/1")
    #expect(violation.offset == 13)
    #expect(violation.keyword == "type")
    #expect(violation.keywordLocation == "/properties/a b/items/$ref/allOf/0/type")
    #expect(violation.absoluteKeywordLocation == "http://h/x#/allOf/0/type")
  }

  @Test("values can be hidden, and long ones are cut")
  func masking() throws {
    let long = "\"" + String(repeating: "é", count: 500) + "\""
    let violation = try #require(try Verdict.violations(#"{"type":"null"}"#, long).first)
    #expect(violation.text().count < 120)
    #expect(
      violation.text { location, value in "«\(location)\(value.kind.name)»" }
        == "wrong type at the top: expected null, got string «string»")
  }

  @Test("no more violations are collected than asked for")
  func limit() throws {
    var registry = SchemaRegistry()
    try registry.add(JSONDocument(#"{"items":{"type":"null"}}"#), uri: "s.json")
    let id = try registry.compile(document: "s.json")
    let set = registry.finished()
    let instance = try JSONDocument("[" + (0..<50).map { "\($0)" }.joined(separator: ",") + "]")
    let options = ValidationOptions(limit: 7)
    #expect(instance.withView { set.violations($0, against: id, options: options) }.count == 7)
  }
}

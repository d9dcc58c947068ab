import Testing
import VerifyMockJSON

@Suite("JSON values")
struct JSONValueTests {
  @Test(
    "Values are equal by what they mean",
    arguments: [
      ("1", "1.0", true), ("1e2", "100", true), ("1", "2", false), ("1", #""1""#, false),
      ("null", "false", false), ("true", "true", true), ("true", "false", false),
      (#""\u0041""#, #""A""#, true), ("\"é\"", "\"e\u{301}\"", false),
      ("[1,2]", "[1.0,2]", true), ("[1,2]", "[2,1]", false), ("[1]", "[1,1]", false),
      (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, true), (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
      (#"{"a":1}"#, #"{"b":1}"#, false), (#"{"a":{"b":[]}}"#, #"{"a":{"b":{}}}"#, false),
      ("{\"é\":1}", "{\"e\u{301}\":1}", false), ("{}", "[]", false),
    ])
  func equality(left: String, right: String, isEqual: Bool) throws {
    let left = try JSONValue(parsing: left)
    let right = try JSONValue(parsing: right)
    #expect((left == right) == isEqual)
    #expect((right == left) == isEqual)
  }

  @Test(
    "A text without white space comes back byte for byte",
    arguments: [
      "null", "true", "-0.50", "1E400", #""a\nb""#, "[]", "{}", #"[[],[{}],""]"#,
      #"{"b":1,"a":2,"b":3}"#, "123456789012345678901234567890.10",
    ])
  func roundTrip(text: String) throws {
    #expect(try JSONValue(parsing: text).text() == text)
    #expect(try JSONValue(parsing: JSONValue(parsing: text).bytes(isPretty: true)).text() == text)
  }

  @Test("Literals build what they look like")
  func literals() {
    let value: JSONValue = [
      "null": nil, "bool": true, "int": -3, "double": 0.5, "string": "x\(1)", "list": [1, "2"],
    ]
    #expect(
      value.text()
        == #"{"null":null,"bool":true,"int":-3,"double":0.5,"string":"x1","list":[1,"2"]}"#
    )
  }

  @Test("A double that is not finite is null, another one reads back as itself")
  func doubles() throws {
    #expect(JSONValue.double(.nan) == .null)
    #expect(JSONValue.double(-.infinity) == .null)
    for value in [0.1, -1.5e300, Double.leastNonzeroMagnitude, 1.0, .greatestFiniteMagnitude] {
      let text = JSONValue.double(value).text()
      #expect(try JSONDocument(text).root.numberText.flatMap(Double.init) == value, "\(text)")
    }
  }

  @Test(
    "An integer is read however it is written, when it fits",
    arguments: [
      ("1", 1), ("1.0", 1), ("-1e2", -100), ("1.5", nil), (#""1""#, nil), ("1e30", nil),
      ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("null", nil),
    ] as [(String, Int?)])
  func int(text: String, wanted: Int?) throws {
    #expect(try JSONValue(parsing: text).int == wanted)
  }

  @Test("A member is replaced where it stands, appended when new, removed wherever it stands")
  func members() throws {
    var value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
    value["b"] = "x"
    value["c"] = []
    #expect(value.text() == #"{"a":1,"b":"x","a":3,"c":[]}"#)
    #expect(value["a"]?.int == 1)
    value["a"] = nil
    #expect(value.text() == #"{"b":"x","c":[]}"#)
    value["missing"] = nil
    #expect(value.members.map(\.key) == ["b", "c"])
    var number: JSONValue = 1
    number["k"] = true
    #expect(number.text() == #"{"k":true}"#)
  }

  @Test(
    "A value knows its kind and answers nothing for another one",
    arguments: [
      ("null", JSONKind.null, "null"), ("true", .true, "boolean"), ("false", .false, "boolean"),
      ("1", .number, "number"), (#""s""#, .string, "string"), ("[1]", .array, "array"),
      (#"{"a":1}"#, .object, "object"),
    ])
  func kinds(text: String, kind: JSONKind, name: String) throws {
    let value = try JSONValue(parsing: text)
    let element = try JSONDocument(text).root
    #expect(value.kind == kind)
    #expect(element.kind == kind)
    #expect(kind.name == name)
    #expect((value.bool != nil) == (kind == .true || kind == .false))
    #expect((element.bool != nil) == (kind == .true || kind == .false))
    #expect((value.string != nil) == (kind == .string))
    #expect((element.string != nil) == (kind == .string))
    #expect((value.numberText != nil) == (kind == .number))
    #expect((element.numberText != nil) == (kind == .number))
    #expect(value.elements.isEmpty == (kind != .array))
    #expect(element.elements.isEmpty == (kind != .array))
    #expect(value.members.isEmpty == (kind != .object))
    #expect(element.members.isEmpty == (kind != .object))
  }
}

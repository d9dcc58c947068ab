import Testing
import VerifyMockCore
import VerifyMockJSON

@Suite("Reading bodies")
struct BodyReadingTests {
  static let properties = """
    "to": { "type": "string", "pattern": "^[+]?[0-9]{7,15}$" },
    "otp": { "type": "string", "x-also": [ "code", "pin" ] },
    "channel": { "type": "string", "enum": [ "sms", "voice" ], "default": "sms",
                 "x-also": { "voice": [ "call" ] } },
    "length": { "type": "integer", "minimum": 4, "maximum": 8 },
    "offset": { "type": "integer", "minimum": 0, "default": 0 },
    "quiet": { "type": "boolean" },
    "dtmf": { "type": [ "integer", "null" ] },
    "url": { "type": "string", "format": "uri" },
    "ratio": { "type": "number" }
    """

  static func probe() throws -> ReadingProbe {
    try ReadingProbe(properties: properties, required: #"["to"]"#)
  }

  @Test(
    "a body is read the way the contract means it",
    arguments: [
      // Nothing to tolerate: what was given, then the defaults, in the contract's order.
      (
        #"{"otp":"12","to":"+14155550100"}"#,
        #"{"to":"+14155550100","otp":"12","channel":"sms","offset":0}"#, []
      ),
      // Keys in another letter case, by another spelling, and both at once.
      (
        #"{"OTP":"12"}"#, #"{"otp":"12","channel":"sms","offset":0}"#,
        ["spelling body/otp OTP > otp"]
      ),
      (
        #"{"pin":"12"}"#, #"{"otp":"12","channel":"sms","offset":0}"#,
        ["spelling body/otp pin > otp"]
      ),
      (
        #"{"PIN":"12"}"#, #"{"otp":"12","channel":"sms","offset":0}"#,
        ["spelling body/otp PIN > otp"]
      ),
      (#"{"\u006ftp":"12"}"#, #"{"otp":"12","channel":"sms","offset":0}"#, []),
      // The exact key wins wherever it stands.
      (
        #"{"OTP":"1","otp":"2"}"#, #"{"otp":"2","channel":"sms","offset":0}"#,
        ["spelling body/otp OTP > otp", #"repeated body/OTP "1" > "#]
      ),
      (
        #"{"otp":"2","code":"1"}"#, #"{"otp":"2","channel":"sms","offset":0}"#,
        [#"repeated body/code "1" > "#]
      ),
      (
        #"{"otp":"2","otp":"3"}"#, #"{"otp":"2","channel":"sms","offset":0}"#,
        [#"repeated body/otp "3" > "#]
      ),
      // null, "" and a zero outside the range count as not given.
      (
        #"{"otp":null,"channel":"","length":0,"offset":0,"dtmf":null,"url":""}"#,
        #"{"channel":"sms","offset":0}"#,
        [
          "null body/otp null > ", #"empty body/channel "" > "sms""#, "zero body/length 0 > ",
          #"empty body/url "" > "#,
        ]
      ),
      (#"{"length":"0"}"#, #"{"channel":"sms","offset":0}"#, [#"zero body/length "0" > "#]),
      // Numbers for digits, digits for numbers, words for booleans.
      (
        #"{"to":14155550100,"otp":12,"length":"6","ratio":"1.5e3","quiet":"True"}"#,
        #"{"to":"14155550100","otp":"12","channel":"sms","length":6,"offset":0,"quiet":true,"ratio":1.5e3}"#,
        [
          #"type body/to 14155550100 > "14155550100""#, #"type body/otp 12 > "12""#,
          #"type body/length "6" > 6"#, #"type body/quiet "True" > true"#,
          #"type body/ratio "1.5e3" > 1.5e3"#,
        ]
      ),
      (
        #"{"length":"006"}"#, #"{"channel":"sms","length":6,"offset":0}"#,
        [#"type body/length "006" > 6"#]
      ),
      // What no digits are asked for stays what it is: a violation.
      (#"{"otp":1.5}"#, #"{"otp":1.5,"channel":"sms","offset":0}"#, []),
      (#"{"otp":-1}"#, #"{"otp":-1,"channel":"sms","offset":0}"#, []),
      (#"{"url":7}"#, #"{"channel":"sms","offset":0,"url":7}"#, []),
      (#"{"length":"six"}"#, #"{"channel":"sms","length":"six","offset":0}"#, []),
      (#"{"length":"6.5"}"#, #"{"channel":"sms","length":"6.5","offset":0}"#, []),
      (#"{"otp":true}"#, #"{"otp":true,"channel":"sms","offset":0}"#, []),
      // Values of a list in any letter case and by their other spellings.
      (
        #"{"channel":"SMS"}"#, #"{"channel":"sms","offset":0}"#,
        [#"value body/channel "SMS" > "sms""#]
      ),
      (
        #"{"channel":"Call"}"#, #"{"channel":"voice","offset":0}"#,
        [#"value body/channel "Call" > "voice""#]
      ),
      (#"{"channel":"fax"}"#, #"{"channel":"fax","offset":0}"#, []),
      // Unknown keys are dropped.
      (
        #"{"session_uuid":{"a":[1]},"otp":"1"}"#, #"{"otp":"1","channel":"sms","offset":0}"#,
        [#"unknown body/session_uuid {"a":[1]} > "#]
      ),
      // No object at all.
      (#"[1]"#, "[1]", []),
      ("\"x\"", "\"x\"", []),
      // Nothing, in the ways in which clients say so.
      ("", #"{"channel":"sms","offset":0}"#, []),
      ("null", #"{"channel":"sms","offset":0}"#, []),
      (" \"\" ", #"{"channel":"sms","offset":0}"#, []),
    ] as [(String, String, [String])])
  func bodies(_ body: String, _ expected: String, _ notes: [String]) throws {
    var probe = try Self.probe()
    #expect(probe.read(body) == nil)
    #expect(probe.document(.body) == expected)
    #expect(probe.notes == notes)
  }

  @Test("a required null is kept only where null is documented")
  func requiredNull() throws {
    var probe = try ReadingProbe(
      properties: #""a": { "type": ["string","null"] }, "b": { "type": "string" }"#,
      required: #"["a","b"]"#)
    probe.read(#"{"a":null,"b":null}"#)
    #expect(probe.document(.body) == #"{"a":null}"#)
    #expect(probe.notes == ["null body/b null > "])
  }

  @Test("nested objects and arrays are read by the same rules")
  func nested() throws {
    var probe = try ReadingProbe(
      properties: """
        "list": { "type": "array", "items": { "type": "object", "properties": {
          "to": { "type": "string", "x-also": ["recipients"] }, "n": { "type": "integer", "default": 1 } } } },
        "options": { "type": "object", "properties": { "kind": { "enum": ["a","b"] } },
                     "additionalProperties": { "type": "integer" } },
        "free": { "type": "object" }, "any": {}
        """)
    probe.read(
      #"{"list":[{"To":5,"x":0},{"n":"3"}],"options":{"KIND":"A","z":"7"},"free":{"x":null},"any":[{"y":""}]}"#
    )
    #expect(
      probe.document(.body)
        == #"{"list":[{"to":"5","n":1},{"n":3}],"options":{"kind":"a","z":7},"free":{"x":null},"any":[{"y":""}]}"#
    )
    #expect(
      probe.notes == [
        "spelling body/list/0/to To > to", "unknown body/list/0/x 0 > ",
        #"type body/list/0/to 5 > "5""#, #"type body/list/1/n "3" > 3"#,
        "spelling body/options/kind KIND > kind", #"value body/options/kind "A" > "a""#,
        #"type body/options/z "7" > 7"#,
      ])
    #expect(probe.value("body/list/0/to") == "\"5\"")
    #expect(probe.value("body/list/1/n") == "3")
    #expect(probe.value("body/list/2/n") == nil)
    #expect(probe.value("body/options/anything") == nil)
    #expect(probe.value("body/list/0/nobody") == "no slot")
  }

  @Test(
    "a body is read by what it is, if its type is missing or means little",
    arguments: [
      ("application/json; charset=utf-8", #"{"otp":"1"}"#, #"{"otp":"1"}"#, []),
      ("Application/JSON", #"{"otp":"1"}"#, #"{"otp":"1"}"#, []),
      ("application/vnd.api+json", #"{"otp":"1"}"#, #"{"otp":"1"}"#, ["application/vnd.api+json"]),
      ("text/plain", #"{"otp":"1"}"#, #"{"otp":"1"}"#, ["text/plain"]),
      (nil, #"{"otp":"1"}"#, #"{"otp":"1"}"#, [""]),
      (
        "application/x-www-form-urlencoded", #"{"otp":"1"}"#, #"{"otp":"1"}"#,
        ["application/x-www-form-urlencoded"]
      ),
      (
        "application/x-www-form-urlencoded", "otp=1", #"{"otp":"1"}"#,
        ["application/x-www-form-urlencoded"]
      ),
    ] as [(String?, String, String, [String])])
  func types(_ type: String?, _ body: String, _ expected: String, _ notes: [String]) throws {
    var probe = try ReadingProbe(properties: #""otp": { "type": "string" }"#)
    #expect(probe.read(body, type: type) == nil)
    #expect(probe.document(.body) == expected)
    #expect(
      probe.notes == notes.map { "media-type header/Content-Type \($0) > application/json" })
  }

  @Test("what is no JSON and what nobody reads is unreadable, and the rest is there")
  func unreadable() throws {
    var probe = try Self.probe()
    guard case .syntax(let error) = probe.read(#"{"otp":"1",}"#, path: ["x"]) else {
      Issue.record("a trailing comma was read")
      return
    }
    #expect(error.reason == .trailingComma)
    #expect(error.position == TextPosition(line: 1, column: 11))
    #expect(probe.document(.path) == #"{"id":"x"}"#)
    #expect(probe.document(.query) == "{}")
    #expect(probe.document(.body) == "nothing")
    #expect(
      probe.read("<a/>", type: "text/xml")
        == .mediaType("text/xml", expected: ["application/json"]))
    #expect(
      probe.read("a=%zz", type: "application/x-www-form-urlencoded")
        == .encoding(location: "body"))
    #expect(
      probe.read("otp=%C3%A4&to=%FF", type: "application/x-www-form-urlencoded")
        == .encoding(location: "body"))
  }

  @Test("a body that the contract does not have is dropped")
  func noBody() throws {
    var probe = try ReadingProbe(query: "")
    #expect(probe.read(#"{"phone_number":"1"}"#) == nil)
    #expect(probe.document(.body) == "nothing")
    #expect(probe.notes == [#"body body {"phone_number":"1"} > "#])
    probe.read("")
    #expect(probe.notes == [])
  }

  @Test("forms are read by the types of the schema")
  func forms() throws {
    var probe = try ReadingProbe(
      """
      "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {
        "type": "object", "properties": { "To": { "type": "string" }, "n": { "type": "integer" },
          "ok": { "type": "boolean" }, "tags": { "type": "array", "items": { "type": "integer" } },
          "filter": { "type": "object", "properties": { "a": { "type": "integer" } } } } } } } }
      """)
    let form = "application/x-www-form-urlencoded"
    #expect(
      probe.read("to=%2B1+415&n=5&ok=false&tags=1&tags=2&filter[A]=7&x=&&q", type: form) == nil)
    #expect(
      probe.document(.body)
        == #"{"To":"+1 415","n":5,"ok":false,"tags":[1,2],"filter":{"a":7}}"#)
    #expect(
      probe.notes == [
        "spelling body/To to > To", "unknown body/x  > ", "unknown body/q  > ",
        "spelling body/filter/a A > a",
      ])
    probe.read("tags[]=1&tags[]=2&To=%22%0a%5C", type: form)
    #expect(probe.document(.body) == #"{"To":"\"\n\\","tags":[1,2]}"#)
  }

  @Test("a value remembers how it came to be")
  func states() throws {
    var probe = try Self.probe()
    probe.read(#"{"otp":123,"length":5}"#)
    func origin(_ location: String) throws -> InputOrigin? {
      probe.origin(try #require(probe.reader.slot(location)))
    }
    #expect(try origin("body/otp") == .givenAsNumber)
    #expect(try origin("body/length") == .given)
    #expect(try origin("body/channel") == .byDefault)
    #expect(try origin("body/url") == nil)
    #expect(probe.value("body/length") == "5")
  }
}

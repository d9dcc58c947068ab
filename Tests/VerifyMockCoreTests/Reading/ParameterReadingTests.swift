import Testing
import VerifyMockCore

@Suite("Reading paths and queries")
struct ParameterReadingTests {
  static let query = """
    { "name": "limit", "in": "query", "schema": { "type": "integer", "minimum": 1, "default": 20 } },
    { "name": "status", "in": "query", "schema": { "enum": ["open", "done"], "x-also": {"open": ["pending"]} } },
    { "name": "time__gte", "in": "query", "x-also": ["time_gte"], "schema": { "type": "string" } },
    { "name": "tag", "in": "query", "schema": { "type": "array", "items": { "type": "integer" } } },
    { "name": "ids", "in": "query", "explode": false,
      "schema": { "type": "array", "items": { "type": "string" } } },
    { "name": "pipes", "in": "query", "style": "pipeDelimited", "explode": false,
      "schema": { "type": "array", "items": { "type": "string" } } },
    { "name": "meta", "in": "query", "style": "deepObject",
      "schema": { "type": "object", "properties": { "a": { "type": "boolean" } } } }
    """

  @Test(
    "a query is read by the contract's names and types",
    arguments: [
      (nil, #"{"limit":20}"#, []),
      ("", #"{"limit":20}"#, []),
      ("limit=5", #"{"limit":5}"#, []),
      ("limit=05", #"{"limit":5}"#, []),
      ("limit=", #"{"limit":20}"#, [#"empty query/limit "" > 20"#]),
      ("limit=0", #"{"limit":0}"#, []),
      ("limit=abc", #"{"limit":"abc"}"#, []),
      (
        "Limit=5&status=Pending", #"{"limit":5,"status":"open"}"#,
        ["spelling query/limit Limit > limit", "value query/status Pending > open"]
      ),
      (
        "time_gte=2020-01-01+10:00", #"{"limit":20,"time__gte":"2020-01-01 10:00"}"#,
        ["spelling query/time__gte time_gte > time__gte"]
      ),
      ("AppHash=&x=1", #"{"limit":20}"#, ["unknown query/AppHash  > ", "unknown query/x 1 > "]),
      ("limit=5&limit=5", #"{"limit":5}"#, ["repeated query/limit 5 > "]),
      ("limit=5&limit=6", #"{"limit":5}"#, ["repeated query/limit 6 > "]),
      ("tag=1&tag=2", #"{"limit":20,"tag":[1,2]}"#, []),
      ("tag=1", #"{"limit":20,"tag":[1]}"#, []),
      ("ids=a,b", #"{"limit":20,"ids":["a","b"]}"#, []),
      ("pipes=a%7Cb%7c", #"{"limit":20,"pipes":["a","b",""]}"#, []),
      (
        "meta[a]=TRUE&meta%5Bb%5D=1", #"{"limit":20,"meta":{"a":true}}"#,
        ["unknown query/meta/b 1 > "]
      ),
    ] as [(String?, String, [String])])
  func queries(_ query: String?, _ expected: String, _ notes: [String]) throws {
    var probe = try ReadingProbe(query: Self.query)
    #expect(probe.read(query: query) == nil)
    #expect(probe.document(.query) == expected)
    #expect(probe.notes == notes)
  }

  @Test(
    "a segment of the path is decoded, and a plus in it stays a plus",
    arguments: [
      ("+14155550100", #"{"id":"+14155550100"}"#), ("%2B1", #"{"id":"+1"}"#),
      ("a%20b", #"{"id":"a b"}"#),
      ("%22%5c", #"{"id":"\"\\"}"#), ("%C3%A4", #"{"id":"ä"}"#),
    ])
  func paths(_ segment: String, _ expected: String) throws {
    var probe = try ReadingProbe(query: "")
    #expect(probe.read(path: [segment]) == nil)
    #expect(probe.document(.path) == expected)
    probe.read(path: [segment], spelling: 1)
    #expect(probe.document(.path) == expected)
  }

  @Test(
    "broken percent-encoding is told with its place",
    arguments: [("%", nil, "path/id"), ("%C3", nil, "path/id"), ("a", "limit=%4", "query")]
      as [(String, String?, String)])
  func encoding(_ path: String, _ query: String?, _ location: String) throws {
    var probe = try ReadingProbe(query: Self.query)
    #expect(probe.read(path: [path], query: query) == .encoding(location: location))
  }

  @Test("a location is compiled if the contract has it, and a near one is suggested")
  func slots() throws {
    var probe = try ReadingProbe(
      """
      "parameters": [ { "name": "code", "in": "query", "schema": { "type": "string" } },
                      { "name": "X-Key", "in": "header", "schema": { "type": "string" } } ],
      "requestBody": { "content": { "application/json": { "schema": { "type": "object",
        "properties": { "code": { "type": "string" }, "recipient": { "type": "string" } } } } } }
      """)
    #expect(
      probe.reader.inputs.map(\.location) == [
        "path/id", "query/code", "header/X-Key", "body/code", "body/recipient",
      ])
    #expect(probe.reader.slot("body/recipeint") == nil)
    #expect(probe.reader.suggestion(for: "body/recipeint") == "body/recipient")
    #expect(probe.reader.suggestion(for: "query/recipient") == "body/recipient")
    #expect(probe.reader.suggestion(for: "query/zzz") == nil)
    #expect(probe.reader.slot("") == nil)
    #expect(probe.reader.slot("cookie/code") == nil)
    probe.read(#"{"code":"b"}"#, query: "code=q")
    #expect(probe.value("argument/code") == "\"b\"")
    #expect(probe.value("query/code") == "\"q\"")
    probe.read("{}", query: "code=q")
    #expect(probe.value("argument/code") == "\"q\"")
    #expect(probe.value("path/id") == "\"1\"")
    #expect(probe.value("header/X-Key") == nil)
  }
}

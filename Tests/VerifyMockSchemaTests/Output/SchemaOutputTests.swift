import Testing
import VerifyMockSchema

@Suite("Output of verdicts")
struct SchemaOutputTests {
  private func judge(
    _ schema: String, _ instance: String, _ format: SchemaOutputFormat
  ) throws -> SchemaOutput {
    try #require(
      SchemaOutput.judge(
        schema: .init(name: "s.json", bytes: Array(schema.utf8)),
        instances: [.init(name: "i.json", bytes: Array(instance.utf8))], format: format,
        assertFormats: false
      ).first)
  }

  @Test("A search with references to groups that takes too many steps is undecided")
  func undecidedReference() throws {
    let found = try judge(
      #"{"pattern":"^(?:(a+)+\\1x|a+)$"}"#, "\"" + String(repeating: "a", count: 24) + "\"", .text)
    let steps = CompiledPattern.stepLimit
    #expect(found.outcome == .undecided)
    #expect(
      found.text.hasPrefix(
        #"i.json:1:1: undecided: the pattern '^(?:(a+)+\1x|a+)$' took more than \#(steps) steps"#))
  }

  /// Takes too many steps for the pattern `(a{1,100}){1,100}b`.
  private static let long = "\"" + String(repeating: "a", count: 30_000) + "\""

  @Test(
    "A pattern that takes too many steps leaves the instance undecided, in any keyword",
    arguments: [
      #"{"pattern":P}"#, #"{"not":{"pattern":P}}"#, #"{"anyOf":[{"pattern":P},{"maxLength":1}]}"#,
      #"{"allOf":[{"pattern":P}]}"#, #"{"type":"string","if":{"pattern":P},"else":false}"#,
    ], SchemaOutputFormat.allCases)
  func undecided(schema: String, format: SchemaOutputFormat) throws {
    let parts = schema.split(separator: "P", maxSplits: 1).map(String.init)
    let found = try judge(parts.joined(separator: #""(a{1,100}){1,100}b""#), Self.long, format)
    #expect(found.outcome == .undecided)
    #expect(found.text.hasPrefix("i.json:1:1: undecided: the pattern '(a{1,100}"))
  }

  @Test("An instance that is wrong for another reason is invalid")
  func decidedByTheRest() throws {
    let schema = #"{"maxLength":5,"pattern":"(a{1,100}){1,100}b"}"#
    let found = try judge(schema, Self.long, .flag)
    #expect(found == SchemaOutput(outcome: .invalid, text: #"{"valid":false}"#))
  }

  /// Takes too many steps for the pattern `^(?:(a+)+\\1x|a+)$`.
  private static let hard = "\"" + String(repeating: "a", count: 24) + "\""

  @Test(
    "An undecided pattern hides no violation, and invents none",
    arguments: [
      // Beside it, in the same object or array, before and after it.
      (
        #"{"properties":{"a":%,"b":{"type":"null"},"c":%}}"#, #"{"a":A,"b":1,"c":A}"#,
        ["undecided", "wrong type at /b", "undecided"]
      ),
      (
        #"{"items":{"anyOf":[%,{"type":"null"}]},"maxItems":1}"#, "[A,null,A]",
        ["undecided", "undecided", "too many"]
      ),
      (#"{"allOf":[%,{"maxLength":3}]}"#, "A", ["undecided", "too long"]),
      // The name of a member may match, so that it is no additional one.
      (
        #"{"patternProperties":{$:false},"additionalProperties":false,"required":["b"]}"#, "{A:1}",
        ["undecided", "'b' is missing"]
      ),
      (#"{"properties":{"a":{"not":%},"b":false}}"#, #"{"a":A,"b":1}"#, ["undecided", "'b'"]),
      (#"{"propertyNames":%,"minProperties":2}"#, "{A:1}", ["undecided", "too few"]),
    ])
  func besideUndecided(schema: String, instance: String, expected: [String]) throws {
    let pattern = #""^(?:(a+)+\\1x|a+)$""#
    let schema = schema.split(separator: "$", omittingEmptySubsequences: false)
      .joined(separator: pattern).split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: #"{"pattern":\#(pattern)}"#)
    let instance = instance.split(separator: "A", omittingEmptySubsequences: false)
      .joined(separator: Self.hard)
    let found = try judge(schema, instance, .text)
    #expect(found.outcome == .invalid)
    let lines = found.text.split(separator: "\n")
    #expect(lines.count == expected.count, "\(found.text)")
    for part in Set(expected) {
      #expect(
        lines.count { $0.contains(part) } == expected.count { $0 == part },
        "\(part) in \(found.text)")
    }
  }

  @Test("text names file, line and column")
  func text() throws {
    let found = try judge(#"{"items":{"type":"null"}}"#, "[null,\n5]", .text)
    #expect(found.outcome == .invalid)
    #expect(
      found.text == "i.json:2:1: wrong type at /1: expected null, got number 5 [/items/type]")
    #expect(try judge("true", "1", .text) == SchemaOutput(outcome: .valid, text: "i.json: valid"))
  }

  @Test("flag and basic are JSON")
  func machineReadable() throws {
    #expect(try judge("false", "1", .flag).text == #"{"valid":false}"#)
    #expect(try judge("{}", "1", .flag).text == #"{"valid":true}"#)
    #expect(
      try judge(#"{"title":"t","x-a":[1]}"#, "1", .basic).text
        == ##"{"valid":true,"keywordLocation":"","instanceLocation":"","annotations":[{"valid":true,"keywordLocation":"/title","absoluteKeywordLocation":"s.json#/title","instanceLocation":"","annotation":"t"},{"valid":true,"keywordLocation":"/x-a","absoluteKeywordLocation":"s.json#/x-a","instanceLocation":"","annotation":[1]}]}"##
    )
    #expect(
      try judge(#"{"const":"a\n"}"#, #""b""#, .basic).text
        == ##"{"valid":false,"keywordLocation":"","instanceLocation":"","errors":[{"valid":false,"keywordLocation":"/const","absoluteKeywordLocation":"s.json#/const","instanceLocation":"","error":"value not allowed at the top: expected \"a\\n\", got \"b\""}]}"##
    )
  }

  @Test("a schema or an instance that cannot be read is unusable, with its place")
  func unusable() throws {
    #expect(
      try judge("{", "1", .flag)
        == SchemaOutput(outcome: .unusable, text: "s.json:1:2: the text ends too early"))
    #expect(try judge(#"{"type":1}"#, "1", .flag).outcome == .unusable)
    #expect(
      try judge("{}", "[1,]", .basic)
        == SchemaOutput(outcome: .unusable, text: "i.json:1:3: a comma has nothing behind it"))
  }
}
